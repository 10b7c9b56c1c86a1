import { analyseRecording } from './analyse-recording.ts'
import type { WorkerRequest } from './analysis.ts'

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  void analyseRecording(data.url, {
    fetch: (input, init) => fetch(input, init),
    answer: (message) => {
      const channels = 'analysis' in message ? message.analysis.peaks.channels : []
      postMessage(message, { transfer: channels.map(({ buffer }) => buffer) })
    },
  })
})
