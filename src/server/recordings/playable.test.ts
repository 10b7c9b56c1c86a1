import { createHash } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import {
  EMPTY_WAV,
  quietThenSpeech,
  withList,
  withPicture,
} from '../../../mocks/vendor/recording/changed-files.ts'
import {
  areSame,
  bytesOf,
  createRecordingApp,
  failureOf,
  fileOf,
  fileSource,
  LONG_AGO,
  TEST_SOURCE,
  wavOf,
} from '../../testing/ask-recording.ts'

const GSM = fileOf('booking-gsm.wav')
const IMA = fileOf('codecs/ima-adpcm-stereo.wav')
const VBR = Uint8Array.from(quietThenSpeech(fileOf('codecs/vbr.mp3')) as Uint8Array)
const whole = (bytes: { length: number; slice(a: number, b: number): Uint8Array }) =>
  Uint8Array.from(bytes.slice(0, bytes.length))

type Manners = Parameters<typeof fileSource>[1]

function appOf(file: Uint8Array, manners: Manners = {}) {
  return createRecordingApp([fileSource(file, manners)])
}

/** Returns the complete answer for a file. */
async function servedOf(file: Uint8Array, manners: Manners = {}): Promise<Uint8Array> {
  return bytesOf(await appOf(file, manners).ask())
}

/** Returns a copy with other 32-bit numbers at these offsets. */
function changed(file: Uint8Array, numbers: Record<number, number>): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(file)
  for (const [at, number] of Object.entries(numbers))
    new DataView(copy.buffer).setUint32(Number(at), number, true)
  return copy
}

describe('a decoded recording', () => {
  // `sox -D FILE -t raw -e signed -b 16 -` and `ffmpeg -i FILE -f s16le -`, cut to the frames of
  // the `fact` chunk, `| sha256sum`. The two differ on ADPCM of other programs.
  test.each([
    ['booking-gsm.wav', 'sox and ffmpeg', 647_942, 'ff28df9f847c9df8f255ac320f78e2a0'],
    ['codecs/ima-adpcm.wav', 'ffmpeg', 46_542, '7d682c41d3807834d6c97df365509cbe'],
    ['codecs/ima-adpcm-stereo.wav', 'ffmpeg', 93_564, 'a1e43a3bef5a96b860ce23e1da5c5dcc'],
    ['codecs/ms-adpcm.wav', 'sox', 46_542, '54f06301247695aa01d846236512151'],
    ['codecs/ms-adpcm-stereo.wav', 'sox and ffmpeg', 93_104, '8fb1bfbfe9b9e8cca414ef09cec7d1d2'],
  ])('of %s is bit for bit as decoded by %s', async (name, _who, length, hash) => {
    const samples = (await servedOf(fileOf(name))).subarray(44)
    expect(samples.length).toBe(length)
    expect(createHash('sha256').update(samples).digest('hex')).toMatch(new RegExp(`^${hash}`))
  })

  test('is a WAV file with matching headers', async () => {
    const response = await appOf(IMA).ask()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=600',
      'content-length': String(44 + 93_564),
      'content-type': 'audio/wav',
    })
    const head = Buffer.from((await bytesOf(response)).subarray(0, 44))
    expect(head.toString('latin1', 0, 4) + head.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ')
    expect([head.readUInt32LE(4), head.readUInt32LE(40)]).toEqual([36 + 93_564, 93_564])
    expect([20, 22, 32, 34].map((at) => head.readUInt16LE(at))).toEqual([1, 2, 4, 16])
    expect([head.readUInt32LE(24), head.readUInt32LE(28)]).toEqual([8000, 32_000])
  })

  test.each([
    ['codecs/ima-adpcm-stereo.wav', 0, 1],
    ['codecs/ima-adpcm-stereo.wav', 43, 44],
    ['codecs/ima-adpcm-stereo.wav', 50_001, 60_000],
    ['codecs/ima-adpcm-stereo.wav', 93_607, 93_607],
    ['codecs/ms-adpcm.wav', 20_003, undefined],
    ['booking-gsm.wav', 0, undefined],
    ['booking-gsm.wav', 300_001, undefined],
    ['booking-gsm.wav', 647_985, undefined],
    ['booking-gsm.wav', 10_000, 400_000],
  ])('of %s allows the range from byte %i to %s for any source', async (name, first, last) => {
    const all = await servedOf(fileOf(name))
    for (const ranges of ['yes', 'no', 'wrong', 'refused', 'unstated'] as const) {
      const { ask } = appOf(fileOf(name), { ranges })
      const response = await ask({ headers: { Range: `bytes=${first}-${last ?? ''}` } })
      const end = last ?? all.length - 1
      expect(response.status).toBe(206)
      expect(response.headers.get('Content-Range')).toBe(`bytes ${first}-${end}/${all.length}`)
      expect(response.headers.get('Content-Length')).toBe(String(end - first + 1))
      expect(areSame(await bytesOf(response), all.subarray(first, end + 1)), ranges).toBe(true)
    }
  })

  test('of GSM is the same from any position, in any order', async () => {
    const long = withGsm(10_000)
    const all = await servedOf(long)
    const { ask } = appOf(long)
    for (const part of [0.9, 0.2, 0.95, 0.5, 0.91, 0.49, 1 / 3]) {
      const first = Math.floor(part * all.length)
      const bytes = await bytesOf(
        await ask({ headers: { Range: `bytes=${first}-${first + 3199}` } }),
      )
      expect(areSame(bytes, all.subarray(first, first + 3200)), `${part}`).toBe(true)
    }
  })

  test('of GSM continues from the last checkpoint, not from the start', async () => {
    const long = withGsm(10_000)
    const { ask, calls } = appOf(long)
    const range = (block: number) => ({
      headers: { Range: `bytes=${44 + 640 * block}-${43 + 640 * (block + 1)}` },
    })
    await bytesOf(await ask(range(9_000)))
    await bytesOf(await ask(range(8_000)))
    expect(calls.map(({ headers }) => headers.get('Range'))).toEqual([
      'bytes=0-65535',
      `bytes=65536-${59 + 65 * 9_001}`,
      `bytes=${60 + 65 * 7_680}-${59 + 65 * 8_001}`,
    ])
  })

  test('is decoded from an extensible format, too', async () => {
    const format = IMA.subarray(20, 40)
    const extensible = new Uint8Array(IMA.length + 20)
    extensible.set(IMA.subarray(0, 40))
    extensible.set(IMA.subarray(40), 60)
    const view = new DataView(extensible.buffer)
    view.setUint32(16, 40, true)
    view.setUint16(20, 0xff_fe, true)
    view.setUint16(36, 22, true)
    view.setUint16(44, new DataView(format.buffer, format.byteOffset).getUint16(0, true), true)
    expect(areSame(await servedOf(extensible), await servedOf(IMA))).toBe(true)
  })

  /** Returns a recording of `blocks` GSM blocks. */
  function withGsm(blocks: number): Uint8Array {
    const long = new Uint8Array(60 + blocks * 65)
    for (let at = 60; at < long.length; at += 65_000)
      long.set(GSM.subarray(60, 60 + Math.min(65_000, long.length - at)), at)
    long.set(changed(GSM, { 4: 0, 48: 0, 56: 0 }).subarray(0, 60))
    return long
  }
})

describe('the validators of a generated answer', () => {
  const head = async (file: Uint8Array, headers: Record<string, string> = {}, url = TEST_SOURCE) =>
    (await appOf(file, { headers }).ask({ method: 'HEAD' }, '', url)).headers

  test.each([
    ['decoded', GSM, /^"[0-9a-f]{24}-pcm1"$/],
    ['indexed', VBR, /^"[0-9a-f]{24}-x1"$/],
  ])('are a strong tag and no date if it is %s', async (_what, file, tag) => {
    const own = await head(file)
    expect(own.get('ETag')).toMatch(tag)
    expect(own.has('Last-Modified')).toBe(false)
    expect((await head(file)).get('ETag')).toBe(own.get('ETag'))
    expect((await head(file, { ETag: '"v2"' })).get('ETag')).not.toBe(own.get('ETag'))
    const elsewhere = await head(file, {}, 'https://rec.example/other.wav')
    expect(elsewhere.get('ETag')).not.toBe(own.get('ETag'))
    expect((await head(file, { ETag: '' })).get('ETag')).toMatch(tag)
    expect((await head(file, { ETag: '', 'Last-Modified': '' })).has('ETag')).toBe(false)
  })

  test('answer conditional requests', async () => {
    const etag = (await head(GSM)).get('ETag') ?? ''
    const { ask } = appOf(GSM)
    const status = async (headers: Record<string, string>) => {
      const response = await ask({ headers })
      await response.body?.cancel()
      return response.status
    }
    expect(await status({ 'If-None-Match': etag })).toBe(304)
    expect(await status({ 'If-None-Match': '"v1"' })).toBe(200)
    expect(await status({ 'If-Modified-Since': LONG_AGO })).toBe(200)
    expect(await status({ Range: 'bytes=5-9', 'If-Range': etag })).toBe(206)
    expect(await status({ Range: 'bytes=5-9', 'If-Range': '"v1"' })).toBe(200)
  })
})

describe('a stated length', () => {
  test.each([
    ['0', { 4: 0, 56: 0 }],
    ['0xFFFFFFFF', { 4: 0xff_ff_ff_ff, 56: 0xff_ff_ff_ff }],
    ['longer than the file', { 4: 900_000, 56: 900_000 }],
    ['absent from fact', { 48: 0 }],
    ['absurd in fact', { 48: 7 }],
  ])('is replaced by the size of the file if it is %s', async (_what, numbers) => {
    const decoded = await servedOf(changed(GSM, numbers))
    const all = await servedOf(GSM)
    expect(decoded.length - all.length).toBeGreaterThanOrEqual(0)
    expect(decoded.length - all.length).toBeLessThan(640)
    expect(areSame(decoded.subarray(44, all.length), all.subarray(44))).toBe(true)
  })

  test.each(['no', 'yes'] as const)(
    'is unknown: 200 without ranges, with ranges of the source: %s',
    async (ranges) => {
      const endless = changed(GSM, { 4: 0, 48: 0, 56: 0 })
      const { ask } = appOf(endless, { ranges, length: false })
      const response = await ask({ headers: { Range: 'bytes=100-' } })
      expect(response.status).toBe(200)
      expect(response.headers.get('Accept-Ranges')).toBe('none')
      expect(response.headers.has('Content-Length')).toBe(false)
      const decoded = await bytesOf(response)
      expect(new DataView(decoded.buffer).getUint32(40, true)).toBe(0xff_ff_ff_ff)
      expect(decoded.length).toBe(44 + 1013 * 640)
      const head = await ask({ method: 'HEAD' })
      expect([head.status, head.headers.get('Content-Length')]).toEqual([200, null])
      expect(head.headers.get('Accept-Ranges')).toBe('none')
    },
  )

  test('is unknown for a file passed through: 200 without ranges', async () => {
    const { ask } = appOf(wavOf(5_000), { ranges: 'no', length: false })
    const response = await ask({ headers: { Range: 'bytes=100-' } })
    expect([response.status, response.headers.get('Accept-Ranges')]).toEqual([200, 'none'])
    expect(areSame(await bytesOf(response), wavOf(5_000))).toBe(true)
  })
})

describe('samples after long metadata', () => {
  test.each(['yes', 'no', 'refused'] as const)(
    'are found with ranges of the source: %s',
    async (ranges) => {
      for (const bytes of [60_000, 400_000]) {
        const served = await servedOf(whole(withList(GSM, bytes)), { ranges })
        expect(areSame(served, await servedOf(GSM)), `${bytes}`).toBe(true)
      }
    },
  )

  test('are found by three requests, without reading the metadata', async () => {
    const late = whole(withList(GSM, 4_000_000))
    const file = fileSource(late)
    const { ask, calls } = createRecordingApp([file])
    const response = await ask({ method: 'HEAD' })
    expect(response.headers.get('Content-Length')).toBe(String(44 + 647_942))
    expect(calls).toHaveLength(2)
    expect(file.counter.sent).toBeLessThan(40_000)
    const part = await bytesOf(await ask({ headers: { Range: 'bytes=44-99' } }))
    expect(areSame(part, (await servedOf(GSM)).subarray(44, 100))).toBe(true)
    expect(calls).toHaveLength(3)
  })

  test('are read with a 64-bit length in RF64', async () => {
    const rf64 = new Uint8Array(36 + GSM.length)
    rf64.set(GSM.subarray(0, 12))
    rf64.set(new TextEncoder().encode('RF64'))
    rf64.set(new TextEncoder().encode('ds64'), 12)
    rf64.set(changed(GSM, { 56: 0xff_ff_ff_ff }).subarray(12), 48)
    const view = new DataView(rf64.buffer)
    view.setUint32(16, 28, true)
    view.setBigUint64(28, 65_845n, true)
    expect(areSame(await servedOf(rf64), await servedOf(GSM))).toBe(true)
  })
})

describe('an empty recording', () => {
  const flac = fileOf('codecs/flac.flac')
  const emptyFlac = Uint8Array.from(flac.subarray(0, 42))
  emptyFlac.set([0, 0, 0, 0, 100], 21)

  test.each([
    ['a WAV header', whole(EMPTY_WAV)],
    ['a WAV file without a data chunk', whole(EMPTY_WAV).subarray(0, 36)],
    ['less than a tenth of a second of PCM', wavOf(799)],
    ['less than a tenth of a second of GSM', GSM.subarray(0, 60 + 130)],
    ['less than a tenth of a second of MP3', fileOf('codecs/vbr.mp3').subarray(0, 250)],
    ['MP3 that ends with its index', fileOf('plan-mp3.mp3').subarray(0, 200)],
    ['MP3 that ends with its picture', whole(withPicture(new Uint8Array(), 300_000))],
    ['an AMR header', new TextEncoder().encode('#!AMR\n')],
    ['FLAC of a hundred samples', emptyFlac],
    ['nothing at all', new Uint8Array()],
  ])('has the code recording_empty: %s', async (_what, file) => {
    for (const manners of [{}, { ranges: 'no' }, { ranges: 'no', length: false }] as Manners[])
      for (const headers of [{}, { Range: 'bytes=0-' }])
        expect(await failureOf(await appOf(file, manners).ask({ headers }))).toEqual([
          422,
          'recording_empty',
        ])
  })

  test('is not cached here or in the browser', async () => {
    const { ask, calls } = createRecordingApp([
      fileSource(whole(EMPTY_WAV)),
      fileSource(wavOf(800)),
    ])
    const empty = await ask()
    expect([empty.status, empty.headers.get('Cache-Control')]).toEqual([422, 'no-store'])
    expect((await ask()).status).toBe(200)
    expect(calls).toHaveLength(2)
  })
})

describe('an MP3 of variable bit rate without an index', () => {
  const frame = 144
  /** 420 frames of silence and ten times 43 of speech, 576 samples each. */
  const FRAMES = 420 + 430

  test('gets an index at its start', async () => {
    const served = await servedOf(VBR)
    expect(served.length).toBe(VBR.length + frame)
    expect(areSame(served.subarray(frame), VBR)).toBe(true)
    const view = new DataView(served.buffer)
    expect(new TextDecoder().decode(served.subarray(13, 17))).toBe('Xing')
    expect([17, 21, 25].map((at) => view.getUint32(at))).toEqual([7, FRAMES, served.length])
    const toc = [...served.subarray(29, 129)]
    // Silence has 72 bytes a frame.
    for (const part of [10, 25, 49]) {
      const offset = frame + Math.floor(8.5 * part) * 72
      expect(toc[part]).toBe(Math.floor((256 * offset) / served.length))
    }
    expect(toc.every((entry, index) => index === 0 || entry >= (toc[index - 1] ?? 0))).toBe(true)
  })

  test('has the index in every range and in the length', async () => {
    const served = await servedOf(VBR)
    for (const ranges of ['yes', 'no'] as const) {
      const { ask } = appOf(VBR, { ranges })
      expect((await ask({ method: 'HEAD' })).headers.get('Content-Length')).toBe(`${served.length}`)
      for (const [first, last] of [
        [0, 0],
        [0, 143],
        [100, 143],
        [143, 144],
        [144, 300],
        [50_000, 60_000],
        [served.length - 1, served.length - 1],
      ] as const) {
        const response = await ask({ headers: { Range: `bytes=${first}-${last}` } })
        expect(response.headers.get('Content-Range')).toBe(
          `bytes ${first}-${last}/${served.length}`,
        )
        expect(areSame(await bytesOf(response), served.subarray(first, last + 1))).toBe(true)
      }
    }
  })

  test.each(['yes', 'no'] as const)(
    'has the index after a picture, with ranges of the source: %s',
    async (ranges) => {
      const tagged = whole(withPicture(VBR, 264_000))
      const served = await servedOf(tagged, { ranges })
      expect(areSame(served.subarray(0, 264_000), tagged.subarray(0, 264_000))).toBe(true)
      expect(areSame(served.subarray(264_000), await servedOf(VBR))).toBe(true)
      const { ask } = appOf(tagged, { ranges })
      const range = { headers: { Range: 'bytes=263990-264200' } }
      expect(areSame(await bytesOf(await ask(range)), served.subarray(263_990, 264_201))).toBe(true)
    },
  )

  test('gets an index and a length if its length is unknown', async () => {
    const { ask } = appOf(VBR, { ranges: 'no', length: false })
    const response = await ask({ headers: { Range: 'bytes=100-' } })
    expect([response.status, response.headers.get('Content-Length')]).toEqual([
      206,
      `${VBR.length + 44}`,
    ])
    await response.body?.cancel()
  })

  /** A source that sends 70 kB at once, and then 10 kB every ten seconds. */
  function slowly() {
    let at = 0
    const body = new ReadableStream({
      async pull(controller) {
        if (at > 0) await new Promise((resolve) => setTimeout(resolve, 10_000))
        const end = at === 0 ? 70_000 : at + 10_000
        controller.enqueue(VBR.slice(at, end))
        at = end
        if (at >= VBR.length) controller.close()
      },
    })
    const headers = { ETag: '"v1"', 'Content-Length': String(VBR.length) }
    return new Response(body, { headers })
  }

  test('is read as long as bytes arrive', async () => {
    vi.useFakeTimers()
    try {
      const asked = createRecordingApp([slowly]).ask({ method: 'HEAD' })
      await vi.advanceTimersByTimeAsync(90_000)
      expect((await asked).headers.get('Content-Length')).toBe(String(VBR.length + frame))
    } finally {
      vi.useRealTimers()
    }
  })

  test('is scanned further for the next request when the listener leaves', async () => {
    vi.useFakeTimers()
    try {
      const { ask, calls } = createRecordingApp([slowly])
      const leaving = new AbortController()
      const first = ask({ method: 'HEAD', signal: leaving.signal })
      await vi.advanceTimersByTimeAsync(45_000)
      leaving.abort()
      await first
      const second = ask({ method: 'HEAD' })
      await vi.advanceTimersByTimeAsync(40_000)
      expect((await second).status).toBe(200)
      expect(calls).toHaveLength(1)
    } finally {
      vi.useRealTimers()
    }
  })

  test('is scanned once', async () => {
    const { ask, calls } = appOf(VBR)
    await ask({ method: 'HEAD' })
    const { length } = calls
    for (let count = 0; count < 3; count += 1) await ask({ method: 'HEAD' })
    expect(calls).toHaveLength(length)
  })

  test.each([
    ['with an index', fileOf('plan-mp3.mp3')],
    ['of a constant bit rate', fileOf('plan-mp3.mp3').subarray(164)],
    ['with a picture and an index', whole(withPicture(fileOf('plan-mp3.mp3'), 264_000))],
    ['in a WAV file', fileOf('codecs/mp3-in-wav.wav')],
  ])('passes unchanged: %s', async (_what, file) => {
    expect(areSame(await servedOf(file), file)).toBe(true)
  })

  test('passes unchanged above 64 MB', async () => {
    const long = new Uint8Array(64 * 1024 * 1024 + 1)
    for (let at = 0; at + VBR.length < long.length; at += VBR.length) long.set(VBR, at)
    for (const length of [true, false]) {
      const { ask } = appOf(long, { ranges: 'no', length, chunkBytes: 1_048_576 })
      const response = await ask()
      const first = (await response.body?.getReader().read())?.value
      expect(response.headers.get('ETag')).toBe('"v1"')
      expect(areSame(first?.subarray(0, 500) ?? new Uint8Array(), VBR.subarray(0, 500))).toBe(true)
    }
  })
})

test('a decoder does not read ahead of the listener', async () => {
  const file = fileSource(GSM, { chunkBytes: 4_160 })
  const response = await createRecordingApp([file]).ask()
  const reader = response.body?.getReader()
  await reader?.read()
  expect(file.counter.sent).toBe(4_160)
  await reader?.cancel()
})
