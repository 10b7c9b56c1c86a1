import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { CODEC_SAMPLES } from './codec-samples.ts'
import { readRecording } from './recording/read-recording.ts'
import { RECORDINGS } from './recordings.ts'

/** Format tag of a WAV by codec. */
const TAGS: Record<string, number> = { pcm: 1, alaw: 6, ulaw: 7, gsm: 49 }

test('the tables name every file of the folder, which is at most 3 MB', async () => {
  const files = await readdir(new URL('./recordings/', import.meta.url), { recursive: true })
  const tables = [...RECORDINGS, ...CODEC_SAMPLES]
  expect(['codecs', ...tables.map(({ name }) => name)].sort()).toEqual(files.sort())
  const bytes = tables.reduce((sum, recording) => sum + recording.bytes, 0)
  expect(bytes).toBeLessThanOrEqual(3_000_000)
})

test.each(CODEC_SAMPLES)('$name is as long as its table says', async ({ name, bytes, seconds }) => {
  expect((await readRecording(name)).length).toBe(bytes)
  expect(seconds).toBeLessThan(4)
})

test.each(RECORDINGS)('$name is what the table says', async ({ name, bytes, codec, channels }) => {
  const file = await readRecording(name)
  expect(file.length).toBe(bytes)
  if (codec === 'mp3') return
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  expect(view.getUint16(20, true)).toBe(TAGS[codec])
  expect(view.getUint16(22, true)).toBe(channels)
  expect(view.getUint32(24, true)).toBe(8000)
})

test('there is one of each codec, mono and stereo, from some seconds to three minutes', () => {
  const kinds = new Set(RECORDINGS.map(({ codec, channels }) => `${codec} ${channels}`))
  expect(kinds).toEqual(
    new Set(['pcm 1', 'pcm 2', 'ulaw 1', 'ulaw 2', 'alaw 1', 'alaw 2', 'gsm 1', 'mp3 1', 'mp3 2']),
  )
  const seconds = RECORDINGS.map((recording) => recording.seconds)
  expect(Math.min(...seconds)).toBeLessThan(10)
  expect(Math.max(...seconds)).toBeGreaterThan(170)
})
