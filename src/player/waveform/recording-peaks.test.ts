import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readWhole } from './read-whole.ts'

const FOLDER = new URL('../../../mocks/vendor/', import.meta.url)
const fileOf = (name: string) => readFileSync(new URL(name, FOLDER))
/** By ffmpeg: see make-peaks.sh there. The MP3's are compared in a browser, which decodes it. */
const PEAKS: Record<string, number[][]> = JSON.parse(`${fileOf('recording-peaks.json')}`)

async function* chunksOf(name: string) {
  yield new Uint8Array(fileOf(`recordings/${name}`))
}

it.each(['delivery-stereo.wav', 'appointment-ulaw.wav', 'address-alaw.wav'])(
  '%s is as loud as ffmpeg finds it',
  async (name) => {
    const { peaks } = (await readWhole(chunksOf(name), { seconds: null })) ?? {}
    expect(peaks?.secondsPerBin).toBe(0.02)
    const tenths = peaks?.lanes.map((lane) =>
      Array.from({ length: Math.ceil(lane.length / 5) }, (_, tenth) =>
        Math.max(...lane.subarray(5 * tenth, 5 * tenth + 5)),
      ),
    )
    expect(tenths).toEqual(PEAKS[name])
  },
)
