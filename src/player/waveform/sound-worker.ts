import { readSound } from './read-sound.ts'
import type { WorkerRequest } from './worker-messages.ts'

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  void readSound(data.url, {
    fetch: (input, init) => fetch(input, init),
    answer: (message) => {
      const lanes = 'sound' in message ? message.sound.peaks.lanes : []
      postMessage(message, { transfer: lanes.map(({ buffer }) => buffer) })
    },
  })
})
