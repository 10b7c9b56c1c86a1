import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { askDecoded, bytesOf, changed, decodedWhole, fileOf } from './ask-decoded.ts'
import { fakeSource, withNotes } from './fake-source.ts'

const GSM = fileOf('booking-gsm.wav')
const IMA = fileOf('codecs/ima-adpcm-stereo.wav')
const HEAD_BYTES = 32_768

describe('a recording decoded', () => {
  // `sox -D FILE -t raw -e signed -b 16 -` and `ffmpeg -i FILE -f s16le -`, cut to the frames of
  // the `fact` chunk, `| sha256sum`. The two disagree on what other programs coded as ADPCM.
  it.each([
    ['booking-gsm.wav', 'sox and ffmpeg', 647_942, 'ff28df9f847c9df8f255ac320f78e2a0'],
    ['codecs/ima-adpcm.wav', 'ffmpeg', 46_542, '7d682c41d3807834d6c97df365509cbe'],
    ['codecs/ima-adpcm-stereo.wav', 'ffmpeg', 93_564, 'a1e43a3bef5a96b860ce23e1da5c5dcc'],
    ['codecs/ms-adpcm.wav', 'sox', 46_542, '54f06301247695aa01d846236512151'],
    ['codecs/ms-adpcm-stereo.wav', 'sox and ffmpeg', 93_104, '8fb1bfbfe9b9e8cca414ef09cec7d1d2'],
  ])('%s is bit for bit what %s makes of it', async (name, _who, length, hash) => {
    const decoded = await decodedWhole(fileOf(name))
    const samples = decoded.subarray(44)
    expect(samples.length).toBe(length)
    expect(createHash('sha256').update(samples).digest('hex')).toMatch(new RegExp(`^${hash}`))
  })

  it('is a WAV file that says so', async () => {
    const { fetch, asked } = fakeSource(IMA)
    const response = await askDecoded(fetch)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toEqual({
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'content-length': String(44 + 93_564),
      'content-type': 'audio/wav',
    })
    const head = Buffer.from((await bytesOf(response)).subarray(0, 44))
    expect([head.toString('latin1', 0, 4), head.toString('latin1', 8, 16)]).toEqual([
      'RIFF',
      'WAVEfmt ',
    ])
    expect([head.readUInt32LE(4), head.readUInt32LE(40)]).toEqual([36 + 93_564, 93_564])
    const numbers = [20, 22, 32, 34].map((at) => head.readUInt16LE(at))
    expect(numbers).toEqual([1, 2, 4, 16])
    expect([head.readUInt32LE(24), head.readUInt32LE(28)]).toEqual([8000, 32_000])
    expect(asked[0]?.url).toBe('/api/recordings/abc')
  })

  it.each([
    ['codecs/ima-adpcm-stereo.wav', 0, 1],
    ['codecs/ima-adpcm-stereo.wav', 43, 44],
    ['codecs/ima-adpcm-stereo.wav', 45, 46],
    ['codecs/ima-adpcm-stereo.wav', 50_001, 60_000],
    ['codecs/ima-adpcm-stereo.wav', 93_607, 93_607],
    ['codecs/ms-adpcm.wav', 20_003, undefined],
    ['booking-gsm.wav', 0, undefined],
    ['booking-gsm.wav', 300_001, undefined],
    ['booking-gsm.wav', 647_985, undefined],
    ['booking-gsm.wav', 10_000, 400_000],
  ])('%s from byte %i to %s is that part of the whole', async (name, first, last) => {
    const all = await decodedWhole(fileOf(name))
    const response = await askDecoded(
      fakeSource(fileOf(name)).fetch,
      `bytes=${first}-${last ?? ''}`,
    )
    const end = last ?? all.length - 1
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toBe(`bytes ${first}-${end}/${all.length}`)
    expect(response.headers.get('Content-Length')).toBe(String(end - first + 1))
    expect(Buffer.from(await bytesOf(response)).equals(all.subarray(first, end + 1))).toBe(true)
  })

  it('in GSM is the same wherever one begins', async () => {
    const all = await decodedWhole(GSM)
    for (let first = 44; first < all.length; first += 31_000) {
      const part = await bytesOf(
        await askDecoded(fakeSource(GSM).fetch, `bytes=${first}-${first + 3199}`),
      )
      expect(Buffer.from(part).equals(all.subarray(first, first + 3200)), `${first}`).toBe(true)
    }
  })

  it('by HEAD has its length and no body', async () => {
    const { fetch, stats } = fakeSource(GSM)
    const response = await askDecoded(fetch, undefined, { method: 'HEAD' })
    expect(response.headers.get('Content-Length')).toBe(String(44 + 647_942))
    expect(response.body).toBeNull()
    expect(stats.bytes).toBe(HEAD_BYTES)
  })

  it('has nothing behind its end', async () => {
    const response = await askDecoded(fakeSource(GSM).fetch, 'bytes=647986-')
    expect(response.status).toBe(416)
    expect(response.headers.get('Content-Range')).toBe('bytes */647986')
  })
})

describe('the source is asked', () => {
  it('for its head and the blocks of the range, GSM for two seconds before', async () => {
    const { fetch, asked } = fakeSource(GSM)
    await askDecoded(fetch, `bytes=${44 + 500 * 640}-${44 + 510 * 640 - 1}`)
    const blocks = (block: number) => 60 + block * 65
    expect(asked.map(({ range }) => range)).toEqual([
      'bytes=0-32767',
      `bytes=${blocks(450)}-${blocks(510) - 1}`,
    ])
  })

  it('piece by piece for a long one, the next when one has been read', async () => {
    const blocks = 10_000
    const long = new Uint8Array(60 + blocks * 65)
    for (let at = 60; at < long.length; at += 65_000) long.set(GSM.subarray(60, 65_060), at)
    long.set(changed(GSM, { 4: 0, 48: 0, 56: 0 }).subarray(0, 60))
    const { fetch, asked, stats } = fakeSource(long)
    const response = await askDecoded(fetch)
    const reader = response.body?.getReader()
    let decoded = 0
    for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
      decoded += read.value.length
      const pieces = Math.floor((stats.bytes - HEAD_BYTES - 1) / 262_144) + 1
      expect(asked.length - 1).toBe(Math.max(pieces, 1))
    }
    expect(decoded).toBe(44 + blocks * 640)
    expect(asked.map(({ range }) => range)).toEqual([
      'bytes=0-32767',
      'bytes=60-262203',
      'bytes=262204-524347',
      `bytes=524348-${long.length - 1}`,
    ])
  })

  it('for no more than is read', async () => {
    const { fetch, stats } = fakeSource(GSM)
    const response = await askDecoded(fetch)
    expect(stats.bytes).toBe(HEAD_BYTES)
    const reader = response.body?.getReader()
    await reader?.read() // the head
    expect(stats.bytes).toBe(HEAD_BYTES)
    await reader?.read()
    expect(stats.bytes).toBe(HEAD_BYTES + 1000)
    await reader?.cancel()
    await expect(reader?.closed).resolves.toBeUndefined()
    expect(stats.bytes).toBe(HEAD_BYTES + 1000)
  })

  it('no longer when the listener leaves', async () => {
    const { fetch, asked } = fakeSource(GSM)
    const response = await askDecoded(fetch)
    await response.body?.cancel()
    expect(asked[1]?.init.signal?.aborted).toBe(true)
    const leaving = new AbortController()
    const other = await askDecoded(fetch, undefined, { signal: leaving.signal })
    const reader = other.body?.getReader()
    await reader?.read()
    leaving.abort()
    expect(asked[3]?.init.signal?.aborted).toBe(true)
    await expect(reader?.read()).rejects.toThrow('abort')
  })

  it.each([
    ['without a length', { length: false }],
    ['without ranges', { ranges: false }],
    ['without ranges or a length', { ranges: false, length: false }],
    ['in crumbs', { chunkBytes: 7 }],
    ['in one piece', { chunkBytes: 1_000_000 }],
  ])('%s, and says the same', async (_manners, manners) => {
    for (const range of ['bytes=0-', 'bytes=300001-400000']) {
      const response = await askDecoded(fakeSource(GSM, manners).fetch, range)
      const plain = await askDecoded(fakeSource(GSM).fetch, range)
      expect(response.status).toBe(206)
      expect([...response.headers]).toEqual([...plain.headers])
      expect(Buffer.from(await bytesOf(response)).equals(await bytesOf(plain))).toBe(true)
    }
  })
})

describe('a head that is long', () => {
  const long = withNotes(GSM, 30_000)

  it.each([true, false])('is read to its end, where ranges are known: %s', async (ranges) => {
    const decoded = await bytesOf(await askDecoded(fakeSource(long, { ranges }).fetch))
    expect(Buffer.from(decoded).equals(await decodedWhole(GSM))).toBe(true)
  })

  it('is waited for by nobody whose head is short', async () => {
    const { fetch, stats } = fakeSource(GSM, { ranges: false, chunkBytes: 100 })
    expect((await askDecoded(fetch, undefined, { method: 'HEAD' })).status).toBe(200)
    expect(stats.bytes).toBe(100)
  })
})
