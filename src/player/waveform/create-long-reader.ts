import type { Stretch } from '../stretch.ts'
import { createBinning, framesPerBinFor } from './create-binning.ts'
import { createLevels } from './create-levels.ts'
import { createWindowPeaks } from './create-window-peaks.ts'
import type { EvenLayout } from './even-layout.ts'
import { findSilences, quietLevelOf } from './find-silences.ts'
import { joinStretches } from './join-stretches.ts'
import { frameAt, type LongRecording, layoutOfStretch, secondsOf } from './long-recording.ts'
import type { Detail, Peaks, Sound } from './peaks.ts'
import { WINDOWS } from './plan-windows.ts'
import { readPart } from './read-part.ts'
import { readWindows } from './read-windows.ts'

/** Part of the file's bytes that the first picture may cost. */
const SHARE = 0.03
/** Bytes that a stretch may cost: some 60 s of 16-bit stereo, or four minutes of mono µ-law. */
const STRETCH_BYTES = 2_000_000

/**
 * Reads a long recording: a sample of all of it, and stretches as they are wanted. Silence is found
 * where every byte was read, by what the sample tells of voice and noise.
 * @param kept what is known from before; then there is no need for the sample
 */
export function createLongReader(long: LongRecording, kept: Sound | null) {
  const { layout } = long
  const seconds = secondsOf(layout)
  const levels = createLevels(layout.sampleRate)
  const picture = createWindowPeaks({ windows: WINDOWS, secondsPerWindow: seconds / WINDOWS })
  let searched = kept?.sampled?.searched ?? []
  let quietLevel = kept?.sampled?.quietLevel ?? null

  function sound(): Sound {
    const { secondsPerLevel } = levels
    const found = findSilences(levels.levels(), { secondsPerLevel, quietLevel })
    return {
      peaks: kept?.peaks ?? picture.peaks(),
      silences: joinStretches([...(kept?.silences ?? []), ...found]),
      sampled: { searched, quietLevel },
    }
  }

  async function readThrough(reading: LongRecording, part: EvenLayout): Promise<Peaks> {
    const { sampleRate } = part
    const framesPerBin = framesPerBinFor(null, sampleRate)
    const binning = createBinning({ framesPerBin, secondsPerFrame: 1 / sampleRate })
    for await (const { planes, at } of readPart(reading, part)) {
      binning.add(planes)
      levels.add(planes, at)
    }
    searched = joinStretches([...searched, stretchOf(part)])
    return binning.peaks()
  }

  async function sampleOf(reading: LongRecording, part: EvenLayout): Promise<Peaks> {
    const secondsPerWindow = secondsOf(part) / WINDOWS
    const finer = createWindowPeaks({ windows: WINDOWS, secondsPerWindow })
    for await (const window of readWindows(reading, part, STRETCH_BYTES)) finer.add(window)
    return finer.peaks()
  }

  function stretchOf(part: EvenLayout): Stretch {
    const from = frameAt(layout, part.dataStart) / layout.sampleRate
    return { from, to: from + secondsOf(part) }
  }

  return {
    seconds,
    /** Seconds of sound that one stretch may be long for all of it to be read. */
    stretchSeconds: (seconds * STRETCH_BYTES) / layout.dataBytes,
    /** What is known by now. */
    sound,
    /**
     * Samples all of the recording.
     * @returns whether that told anything; not what cannot be decoded
     * @throws where reading breaks off
     */
    async sample(onProgress: (sound: () => Sound) => void): Promise<boolean> {
      const budget = long.size * SHARE - long.head.length
      for await (const window of readWindows(long, layout, budget)) {
        picture.add(window)
        levels.add(window.planes, window.at)
        onProgress(sound)
      }
      quietLevel = quietLevelOf(levels.levels())
      return picture.peaks().lanes.length > 0
    },
    /**
     * Reads a stretch: all of it where it is short enough, else a sample of its own.
     * @returns `null` where there is nothing to read
     * @throws where reading breaks off, and what `signal` is aborted with
     */
    async read(stretch: Stretch, signal?: AbortSignal): Promise<Detail | null> {
      const part = layoutOfStretch(layout, stretch)
      if (part.dataBytes === 0) return null
      const ask: LongRecording['ask'] = (first, last) => long.ask(first, last, signal)
      const how = part.dataBytes <= STRETCH_BYTES ? readThrough : sampleOf
      return { stretch: stretchOf(part), peaks: await how({ ...long, ask }, part) }
    },
  }
}
