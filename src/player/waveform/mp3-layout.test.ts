import { describe, expect, it } from 'vitest'
import { mp3FrameAt } from './mp3-frame.ts'
import { mp3Layout, wholeFrames } from './mp3-layout.ts'
import { fileOf } from './read-served.ts'

const STEREO = fileOf('payment-stereo-mp3.mp3')
/** Its ID3 tag and its Info frame. */
const START = 20 + 216
const head = (file: Uint8Array) => file.subarray(0, 32_768)

/** `file` with `bytes` at `at`. */
function changed(file: Uint8Array, at: number, bytes: Iterable<number>): Uint8Array {
  const copy = file.slice()
  copy.set([...bytes], at)
  return copy
}
const named = (name: string) => changed(STEREO, 41, new TextEncoder().encode(name))

describe('the layout of an MP3', () => {
  it('at a constant bit rate is even, without what is no sound', () => {
    expect(mp3Layout(head(STEREO), 10_000_000)).toEqual({
      ...{ dataStart: START, dataBytes: 10_000_000 - START, blockBytes: 216 },
      ...{ blockFrames: 576, sampleRate: 8000 },
      mp3: { frame: mp3FrameAt(STEREO, START), lead: 3, delay: 1105 },
    })
  })

  it('without tags begins at once', () => {
    const layout = mp3Layout(head(STEREO.subarray(START)), 10_000_000)
    expect(layout).toMatchObject({ dataStart: 0, dataBytes: 10_000_000, mp3: { delay: 0 } })
  })

  it('has frames that are as long as the bit rate says on average', () => {
    const [padded, plain] = [0x92, 0x90].map((rates) => {
      const bytes = new Uint8Array(rates === 0x92 ? 418 : 417)
      bytes.set([0xff, 0xfb, rates, 0x00])
      return [...bytes]
    })
    const file = Uint8Array.from(
      Array.from({ length: 15 }, () => [padded, plain].flat(2)).flat() as number[],
    )
    const layout = mp3Layout(file, 20_000_000)
    expect(layout?.blockBytes).toBeCloseTo(417.959, 3)
    expect(layout?.mp3?.lead).toBe(3) // 511 bytes before, and the overlap
  })

  it.each<[string, Uint8Array]>([
    ['at a variable bit rate', named('Xing')],
    ['at another variable bit rate', named('VBRI')],
    ['whose frames change', changed(STEREO, START + 5 * 216 + 2, [0x48])],
    ['whose frames change late', changed(STEREO, START + 140 * 216 + 2, [0x48])],
    ['that is cut short', STEREO.subarray(0, 1000)],
    ['that is a WAV file', fileOf('refund.wav')],
    ['that is nothing', new Uint8Array()],
  ])('%s does not tell', (_name, file) => expect(mp3Layout(head(file), 10_000_000)).toBeNull())
})

describe('whole frames', () => {
  const frame = mp3FrameAt(STEREO, START)
  if (!frame) throw new Error('the file has no frames')
  const inside = (from: number, to: number) => wholeFrames(STEREO.subarray(from, to), frame)

  it.each([
    [START, START + 5 * 216, { from: 0, to: 1080 }],
    [START + 1, START + 5 * 216, { from: 215, to: 215 + 4 * 216 }],
    [START + 215, START + 5 * 216 - 1, { from: 1, to: 1 + 3 * 216 }],
    [START + 700 * 216 + 100, START + 800 * 216, { from: 116, to: 116 + 99 * 216 }],
    [STEREO.length - 3 * 216, STEREO.length + 9, { from: 0, to: 3 * 216 }],
  ])('of bytes %i to %i', (from, to, expected) => expect(inside(from, to)).toEqual(expected))

  it('begin wherever the bytes do, in any of a hundred places', () => {
    for (let place = START; place < START + 100 * 97; place += 97) {
      const behind = (place - START) % 216
      expect(inside(place, place + 2000)?.from).toBe(behind === 0 ? 0 : 216 - behind)
    }
  })

  it.each([
    ['too few bytes', STEREO.subarray(START + 1, START + 300)],
    ['silence', new Uint8Array(5000)],
    ['a head by chance', changed(new Uint8Array(5000), 100, STEREO.subarray(START, START + 4))],
    ['another stream', fileOf('plan-mp3.mp3').subarray(300, 5000)],
  ])('are none in %s', (_name, bytes) => expect(wholeFrames(bytes, frame)).toBeNull())
})
