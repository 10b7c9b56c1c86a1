import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fileOf, soundOf } from '../../testing/analysis-of-file.ts'

/** By ffmpeg: see make-peaks.sh there. The MP3's are compared in a browser, which decodes it. */
const PEAKS: Record<string, number[][]> = JSON.parse(
  `${readFileSync(new URL('../../../mocks/vendor/recording-peaks.json', import.meta.url))}`,
)

/** Inserts a `LIST` chunk of `bytes` before the `data` of a WAV file. */
function withList(file: Uint8Array, bytes: number): Uint8Array {
  const chunk = new Uint8Array(8 + bytes)
  chunk.set(new TextEncoder().encode('LIST'))
  new DataView(chunk.buffer).setUint32(4, bytes, true)
  const at = Buffer.from(file).indexOf('data')
  return Uint8Array.from([...file.subarray(0, at), ...chunk, ...file.subarray(at)])
}

function changed(file: Uint8Array, change: (view: DataView, data: number) => void): Uint8Array {
  const copy = file.slice()
  change(new DataView(copy.buffer), Buffer.from(copy).indexOf('data'))
  return copy
}

it.each(['delivery-stereo.wav', 'appointment-ulaw.wav', 'address-alaw.wav'])(
  'has the peaks of %s that ffmpeg measures',
  async (name) => {
    const { peaks } = (await soundOf(fileOf(name))) ?? {}
    expect(peaks?.secondsPerBin).toBe(0.02)
    const tenths = peaks?.channels.map((channel) =>
      Array.from({ length: Math.ceil(channel.length / 5) }, (_, tenth) =>
        Math.max(...channel.subarray(5 * tenth, 5 * tenth + 5)),
      ),
    )
    expect(tenths).toEqual(PEAKS[name])
  },
)

// By `sox FILE -n remix CHANNEL stat`: the larger of the two amplitudes.
it.each([
  ['internet-alaw-stereo.wav', [0.546875, 0.515625]],
  ['invoice-ulaw-stereo.wav', [0.511597, 0.511597]],
  ['codecs/pcm-8.wav', [0.492188]],
  ['codecs/pcm-24.wav', [0.494934]],
  ['codecs/float.wav', [0.494934]],
])('has the peak level of %s that sox measures', async (name, loudest) => {
  const { peaks } = (await soundOf(fileOf(name))) ?? {}
  expect(peaks?.channels.map((channel) => Math.max(...channel) / 255)).toEqual(
    loudest.map((size) => Math.round(size * 255) / 255),
  )
})

describe('a WAV file has the same analysis', () => {
  const FILE = fileOf('delivery-stereo.wav')
  it.each<[string, Uint8Array, number?]>([
    ['in pieces that cut its frames', FILE, 997],
    ['in pieces that cut its header', FILE.subarray(0, 3000), 5],
    ['with a LIST chunk of 400 kB before its samples', withList(FILE, 400_000), 65_536],
    ['with a chunk after its samples', Uint8Array.from([...FILE, 76, 73, 83, 84])],
    ['with the length 0', changed(FILE, (view, at) => view.setUint32(at + 4, 0))],
    [
      'that states a length of 2 GB',
      changed(FILE, (view, at) => view.setUint32(at + 4, 2e9, true)),
    ],
    ['of unknown length', changed(FILE, (view, at) => view.setUint32(at + 4, 0xff_ff_ff_ff))],
    ['whose RIFF length is 0', changed(FILE, (view) => view.setUint32(4, 0))],
  ])('%s', async (_name, file, pieceBytes) => {
    const expected = await soundOf(file.length < FILE.length ? file : FILE)
    expect(await soundOf(file, pieceBytes)).toEqual(expected)
  })

  it('in RF64, with its lengths in a chunk of their own', async () => {
    const head = Buffer.from(FILE.subarray(0, 12))
    head.write('RF64')
    const ds64 = Buffer.alloc(36)
    ds64.write('ds64')
    ds64.writeUInt32LE(28, 4)
    ds64.writeBigUInt64LE(BigInt(FILE.length - 44), 16)
    const rest = Buffer.from(changed(FILE, (view, at) => view.setUint32(at + 4, 0xff_ff_ff_ff)))
    const file = Buffer.concat([head, ds64, rest.subarray(12), Buffer.from('LIST....')])
    expect(await soundOf(new Uint8Array(file))).toEqual(await soundOf(FILE))
  })
})

it.each<[string, Uint8Array]>([
  ['a WAV without samples', fileOf('refund.wav').subarray(0, 44)],
  ['a WAV whose header is cut', fileOf('refund.wav').subarray(0, 30)],
  ['a WAV in a codec that only the server decodes', fileOf('codecs/ima-adpcm.wav')],
  ['a WAV without a rate', changed(fileOf('refund.wav'), (view) => view.setUint32(24, 0))],
  ['a WAV without channels', changed(fileOf('refund.wav'), (view) => view.setUint16(22, 0))],
  ['an HTML page', new TextEncoder().encode('<html><body>Not found</body></html>')],
  ['an ID3 tag only', Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 1, 0)],
  ['an empty file', new Uint8Array()],
])('returns no analysis for %s', async (_name, file) => {
  expect(await soundOf(file)).toBeNull()
})
