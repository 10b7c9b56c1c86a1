import { pino } from 'pino'
import { createApp } from '../server/app.ts'
import { readByteRange } from '../server/recordings/ranges.ts'
import { recordingPath, testEnv } from './test-app.ts'
import { hourOfGsm } from './test-gsm.ts'

const LISTENERS = 20
const CHUNK_BYTES = 65_536
/** Decoded bytes of each listener between two measurements, 94 seconds of audio. */
const STEP_BYTES = 1_500_000
const STEPS = 3

const file = hourOfGsm()

/** A source that supports ranges and does not read ahead. */
async function fetch(_url: string, { headers }: RequestInit): Promise<Response> {
  const range = readByteRange(new Headers(headers).get('Range'), file.length)
  if (range === null || range === 'unsatisfiable') return new Response(null, { status: 416 })
  let at = range.first
  const body = new ReadableStream(
    {
      pull(controller) {
        const end = Math.min(at + CHUNK_BYTES, range.last + 1)
        controller.enqueue(file.slice(at, end))
        at = end
        if (at > range.last) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const place = `bytes ${range.first}-${range.last}/${file.length}`
  return new Response(body, { status: 206, headers: { 'Content-Range': place, ETag: '"v1"' } })
}

const app = createApp({ env: testEnv(), fetch, now: Date.now, log: pino({ level: 'silent' }) })

/** Returns the bytes in use after garbage collection. */
async function inUse(): Promise<number> {
  for (let turn = 0; turn < 5; turn += 1) {
    globalThis.gc?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function listen(number: number) {
  const response = await app.request(recordingPath(`https://rec.example/${number}.wav`))
  const reader = response.body?.getReader()
  return {
    leave: () => reader?.cancel(),
    async read(bytes: number): Promise<void> {
      for (let count = 0; count < bytes; ) {
        const { value } = (await reader?.read()) ?? {}
        if (!value) throw new Error('The recording is shorter than an hour')
        count += value.length
      }
    },
  }
}

// The first recording loads and compiles code, which is not measured.
const first = await listen(0)
await first.read(STEP_BYTES)
await first.leave()

const before = await inUse()
const listeners = await Promise.all(
  Array.from({ length: LISTENERS }, (_, index) => listen(index + 1)),
)
let most = 0
for (let step = 0; step < STEPS; step += 1) {
  await Promise.all(listeners.map(({ read }) => read(STEP_BYTES)))
  most = Math.max(most, await inUse())
}
process.stdout.write(JSON.stringify({ before, most }))
