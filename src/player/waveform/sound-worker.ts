import { createReading } from './create-reading.ts'
import type { WorkerRequest } from './worker-messages.ts'

const read = createReading({
  fetch: (input, init) => fetch(input, init),
  answer: (message) => postMessage(message),
})

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => read(data))
