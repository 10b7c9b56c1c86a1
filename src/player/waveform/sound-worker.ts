import { readSound } from './read-sound.ts'
import type { WorkerRequest } from './worker-messages.ts'

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  void readSound(data.url, {
    fetch: (input, init) => fetch(input, init),
    answer: (message) => postMessage(message),
  })
})
