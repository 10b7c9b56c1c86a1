import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { fakeSource, soundOf } from '../../testing/fake-source.ts'
import { NOW, pagesOf, recorded } from '../../testing/make-archive.ts'
import { collectRecordings } from './collect-recordings.ts'

test('an archive that has as many files as it can takes no more recordings, and says so', async () => {
  const calls = Array.from({ length: 20 }, (_, index) => recorded(index))
  const recordings = calls.map(({ recording }, index) => [recording, { bytes: soundOf(index, 9) }])
  const source = fakeSource(Object.fromEntries(recordings))
  const names: string[] = []
  let manifest = ''
  const files = collectRecordings(
    pagesOf(calls),
    {
      ...source,
      fetchRecords: () => Promise.reject(new Error('not asked')),
      signal: new AbortController().signal,
      timeZone: 'UTC',
      now: () => NOW,
      onProgress: () => {},
    },
    12,
  )
  for await (const { path, packed } of files) {
    names.push(path)
    const chunks = await allOf(packed.chunks)
    if (path === 'manifest.csv') manifest = inflateRawSync(Buffer.concat(chunks)).toString()
    else expect(packed.sums.bytes).toBe(9)
  }
  const full = manifest.split('\r\n').filter((line) => line.includes('"archive_full"'))
  expect(names.length).toBeLessThanOrEqual(12)
  expect(names.length).toBeGreaterThan(4)
  expect(names.length - 1 + full.length).toBe(calls.length)
  expect(source.asked).toHaveLength(names.length - 1)
})

async function allOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return all
}
