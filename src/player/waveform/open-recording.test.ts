import { describe, expect, it } from 'vitest'
import { fakeSource } from '../decoding/fake-source.ts'
import { bytesOf, streamOf } from './byte-stream.ts'
import { openRecording } from './open-recording.ts'
import { fileOf } from './read-served.ts'

const WAV = fileOf('refund.wav')

/** As one whose writer did not come back to say how long it is. */
function endless(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const changed = file.slice()
  new DataView(changed.buffer).setUint32(4, 0, true)
  new DataView(changed.buffer).setUint32(40, 0, true)
  return changed
}

type Manners = Parameters<typeof fakeSource>[1]

async function opened(file: Uint8Array, manners: Manners) {
  const { fetch, asked } = fakeSource(file, manners)
  const recording = await openRecording(
    (first, last) => fetch('/x', { headers: { Range: `bytes=${first}-${last ?? ''}` } }),
    null,
  )
  if (!recording || 'long' in recording) throw new Error('it is not read whole')
  const { chunks, delay } = recording
  return { bytes: Buffer.from(await bytesOf(streamOf(chunks))), delay, asked }
}

describe.each([
  ['with ranges', {}],
  ['with ranges, of unknown length', { length: false }],
  ['without ranges', { ranges: false }],
  ['without ranges, of unknown length', { ranges: false, length: false }],
])('a recording from a source %s', (_name, manners: Manners) => {
  it('is all of it', async () => {
    const { bytes, delay, asked } = await opened(WAV, manners)
    expect(bytes.equals(WAV)).toBe(true)
    expect(delay).toBe(0)
    expect(asked).toHaveLength(manners?.ranges === false ? 1 : 2)
  })

  it('has its length in its head, if anybody knows it', async () => {
    const { bytes } = await opened(endless(WAV), manners)
    expect(bytes.subarray(44).equals(WAV.subarray(44))).toBe(true)
    const stated = bytes.readUInt32LE(40)
    if (manners?.length === false) expect(stated).toBeGreaterThan(WAV.length)
    else expect(stated).toBe(WAV.length - 44)
  })

  it.each(['plan-mp3.mp3', 'payment-stereo-mp3.mp3'])(
    'begins late where %s says so',
    async (name) => {
      expect((await opened(fileOf(name), manners)).delay).toBe(1105)
    },
  )
})
