import { spawn } from 'node:child_process'
import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import {
  areSame,
  bytesOf,
  createRecordingApp,
  fileSource,
  wavOf,
} from '../../testing/ask-recording.ts'
import { listenForTest, serveForTest } from '../../testing/listen-for-test.ts'
import { createTestApp, recordingPath, testEnv } from '../../testing/test-app.ts'
import { hourOfGsm } from '../../testing/test-gsm.ts'
import { createFetch } from '../fetch.ts'
import { readByteRange } from './ranges.ts'

const TIMEOUT_MS = 120_000
const HOUR = hourOfGsm()

/** Milliseconds until the first byte of the sound, past the header, on a real socket. */
function firstByteMs(port: number, path: string): Promise<number> {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= 44) return
        resolve(performance.now() - startedAt)
        response.destroy()
      })
    }).on('error', reject)
  })
}

test('the first byte of an hour of GSM takes at most 1.5 times as long as that of PCM', {
  timeout: TIMEOUT_MS,
}, async () => {
  const files: Record<string, Uint8Array> = { gsm: HOUR, pcm: wavOf((HOUR.length - 44) >> 1) }
  const source = await listenForTest((request, response) => {
    const file = files[request.url?.slice(1, 4) ?? ''] ?? new Uint8Array()
    const range = readByteRange(request.headers.range ?? null, file.length)
    if (range === null || range === 'unsatisfiable') return response.writeHead(416).end()
    const place = `bytes ${range.first}-${range.last}/${file.length}`
    response.writeHead(206, { 'Content-Range': place, 'Content-Type': 'audio/wav' })
    response.end(file.subarray(range.first, range.last + 1))
  })
  const settings = { RECORDING_HOSTS: '127.0.0.1' }
  const port = await serveForTest(createTestApp(createFetch(testEnv(settings)), settings).app)
  const fastest = { gsm: Number.POSITIVE_INFINITY, pcm: Number.POSITIVE_INFINITY }
  // Other programs disturb the fastest request least.
  for (let round = 0; round < 30; round += 1)
    for (const name of ['pcm', 'gsm'] as const) {
      const path = recordingPath(`http://127.0.0.1:${source}/${name}${round}`)
      fastest[name] = Math.min(fastest[name], await firstByteMs(port, path))
    }
  expect(fastest.gsm / fastest.pcm).toBeLessThan(1.5)
})

test('twenty listeners to hours of GSM take less than 20 MB', { timeout: TIMEOUT_MS }, async () => {
  const script = fileURLToPath(new URL('../../testing/many-listeners.ts', import.meta.url))
  const flags = ['--expose-gc', '--import', import.meta.resolve('tsx'), script]
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
  const { before, most } = JSON.parse(await text(child.stdout))
  expect(most - before).toBeGreaterThan(0)
  expect(most - before).toBeLessThan(20_000_000)
})

test('a range in the middle of an hour of GSM equals that part of a full decode', {
  timeout: TIMEOUT_MS,
}, async () => {
  const whole = await bytesOf(await createRecordingApp([fileSource(HOUR)]).ask())
  expect(whole.length).toBe(44 + 90_000 * 640)
  const first = whole.length >> 1
  const range = { headers: { Range: `bytes=${first}-${first + 99_999}` } }
  const part = await bytesOf(await createRecordingApp([fileSource(HOUR)]).ask(range))
  expect(areSame(part, whole.subarray(first, first + 100_000))).toBe(true)
})

test('decoding lets other work run', async () => {
  const response = await createRecordingApp([fileSource(HOUR.subarray(0, 650_060))]).ask()
  let turns = 0
  let isOver = false
  const count = () => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  count()
  const { length } = await bytesOf(response)
  isOver = true
  // 64 blocks are decoded at a time.
  expect(length).toBe(44 + 10_000 * 640)
  expect(turns).toBeGreaterThan(10_000 / 64)
})
