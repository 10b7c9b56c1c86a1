import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openZip } from '../../testing/open-zip.ts'
import { bytesOf } from '../../testing/sheet-with.ts'
import {
  createPacking,
  deflate,
  dosTime,
  type Packed,
  store,
  writeZip,
  type ZipEntry,
} from './zip.ts'

async function* each<Item>(...items: Item[]): AsyncGenerator<Item, void> {
  yield* items
}

/** Reads an archive from its front alone, as a reader of a pipe must: no directory, no sizes. */
function readAsStream(archive: Buffer): { path: string; bytes: Buffer }[] {
  const entries: { path: string; bytes: Buffer }[] = []
  let at = 0
  while (archive.readUInt32LE(at) === 0x04034b50) {
    expect(archive.readUInt16LE(at + 8)).toBe(8)
    const nameEnd = at + 30 + archive.readUInt16LE(at + 26)
    const path = archive.subarray(at + 30, nameEnd).toString()
    const dataAt = nameEnd + archive.readUInt16LE(at + 28)
    const { buffer, engine } = inflateRawSync(archive.subarray(dataAt), {
      info: true,
    }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    entries.push({ path, bytes: buffer })
    at = dataAt + engine.bytesWritten
    expect(archive.readUInt32LE(at)).toBe(0x08074b50)
    expect(archive.readUInt32LE(at + 12)).toBe(buffer.length)
    at += 16
  }
  return entries
}

test('Every entry opens in a reader that sees the archive as a stream.', async () => {
  const file = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 5 }), async (files) => {
      const entries = files.map((chunks, index) => ({
        path: `呼叫 ${index}.wav`,
        packed: store(each(...chunks)),
      }))
      const archive = await bytesOf(writeZip(each(...entries), true))
      const expected = files.map((chunks, index) => ({
        path: `呼叫 ${index}.wav`,
        bytes: Buffer.concat(chunks),
      }))
      expect(readAsStream(archive)).toEqual(expected)
    }),
  )
})

test('Data longer than a stored block, and data that looks like a ZIP, are kept.', async () => {
  const inner = await bytesOf(
    writeZip(each({ path: 'inner', packed: store(each(new Uint8Array(9))) }), true),
  )
  const long = new Uint8Array(200_000).map((_, index) => index % 251)
  const archive = await bytesOf(
    writeZip(
      each<ZipEntry>(
        { path: 'long.wav', packed: store(each(long)) },
        { path: 'inner.zip', packed: store(each(inner)) },
      ),
      true,
    ),
  )
  expect(readAsStream(archive).map(({ bytes }) => bytes)).toEqual([Buffer.from(long), inner])
  const opened = await openZip(new Uint8Array(archive))
  expect(opened.map(({ sha256 }) => sha256)).toEqual(
    [long, inner].map((bytes) => createHash('sha256').update(bytes).digest('hex')),
  )
})

test('An entry that begins past 4 GiB is found by the Zip64 records.', async () => {
  const half = new Uint8Array(2 ** 30)
  const huge: Packed = { chunks: each(half, half, half), sums: { checksum: 0, bytes: 3 * 2 ** 30 } }
  const entries = each<ZipEntry>(
    { path: 'a', packed: huge },
    { path: 'b', packed: { ...huge, chunks: each(half, half, half) } },
    { path: 'c', packed: store(each<Uint8Array>()) },
  )
  let size = 0
  const tail: Uint8Array[] = []
  for await (const chunk of writeZip(entries, true)) {
    size += chunk.length
    if (chunk.length < 200) tail.push(chunk)
  }
  const end = Buffer.concat(tail)
  const startOfC = 2 * (30 + 1 + 3 * 2 ** 30 + 16)
  const directoryOfC = end.lastIndexOf('PK\x01\x02')
  expect(end.readUInt32LE(directoryOfC + 42)).toBe(0xffff_ffff)
  expect(Number(end.readBigUInt64LE(directoryOfC + 46 + 1 + 4))).toBe(startOfC)
  const zip64 = end.lastIndexOf('PK\x06\x06')
  expect(Number(end.readBigUInt64LE(zip64 + 32))).toBe(3)
  const locator = end.lastIndexOf('PK\x06\x07')
  expect(Number(end.readBigUInt64LE(locator + 8))).toBe(size - 22 - 20 - 56)
  expect(end.readUInt32LE(end.lastIndexOf('PK\x05\x06') + 16)).toBe(0xffff_ffff)
})

/** An entry that states `bytes` as its size. */
function claiming(bytes: number): Packed {
  return { chunks: each(Uint8Array.of(3, 0)), sums: { checksum: 0, bytes } }
}

test.each([true, false])(
  'An entry of 4 GiB is refused (Zip64 allowed: %s).',
  async (mayBeZip64) => {
    const writing = bytesOf(writeZip(each({ path: 'a', packed: claiming(2 ** 32) }), mayBeZip64))
    await expect(writing).rejects.toThrow('a passes 4 GiB')
  },
)

const at = (text: string) => dosTime(Date.parse(`${text}Z`))

test.each<[text: string, date: number[], time: number[]]>([
  ['2026-11-22T10:00:04', [46, 11, 22], [10, 0, 2]],
  ['2026-11-22T23:59:59', [46, 11, 22], [23, 59, 29]],
  ['1980-01-01T00:00:00', [0, 1, 1], [0, 0, 0]],
  ['2107-12-31T23:59:58', [127, 12, 31], [23, 59, 29]],
  ['1979-12-31T23:59:59', [0, 1, 1], [0, 0, 0]],
  ['2108-01-01T00:00:00', [0, 1, 1], [0, 0, 0]],
  ['no time', [0, 1, 1], [0, 0, 0]],
])('%s is written as MS-DOS counts', (text, [year, month, day], [hour, minute, step]) => {
  const [date, time] = [Math.floor(at(text) / 0x1_0000), at(text) & 0xffff]
  expect([date >> 9, (date >> 5) & 15, date & 31]).toEqual([year, month, day])
  expect([time >> 11, (time >> 5) & 63, time & 31]).toEqual([hour, minute, step])
})

test('deflated entries open in another reader, one packed beside another too', async () => {
  const text = Buffer.from('calls '.repeat(50_000))
  const packing = createPacking()
  for (let at = 0; at < text.length; at += 60_000) packing.add(text.subarray(at, at + 60_000))
  const entries = each<ZipEntry>(
    { path: 'a', packed: deflate(each(text)) },
    { path: 'b', packed: packing.packed() },
    { path: 'c', packed: deflate(each<Uint8Array>()) },
  )
  const archive = await bytesOf(writeZip(entries, false))
  expect(archive.length).toBeLessThan(10_000)
  const opened = await openZip(new Uint8Array(archive))
  expect(opened.map(({ bytes }) => Buffer.from(bytes))).toEqual([text, text, Buffer.alloc(0)])
})

test('an entry that fails ends the archive without its last record', async () => {
  const failure = new Error('gone')
  async function* failing() {
    yield Buffer.alloc(100_000, 'x')
    throw failure
  }
  const parts: Uint8Array[] = []
  const reading = (async () => {
    for await (const part of writeZip(each({ path: 'a', packed: deflate(failing()) }), false))
      parts.push(part)
  })()
  await expect(reading).rejects.toBe(failure)
  expect(Buffer.concat(parts).includes('PK\x05\x06')).toBe(false)
})
