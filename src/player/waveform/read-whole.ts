import { createBinning, framesPerBinFor } from './create-binning.ts'
import { createLevels } from './create-levels.ts'
import { decodeFrames } from './decode-frames.ts'
import { findSilences, quietLevelOf } from './find-silences.ts'
import type { Sound } from './peaks.ts'

interface ReadWholeOptions {
  /** Length in seconds as far as it is known; sets how fine the bins are. */
  seconds: number | null
  /** Frames at its start that are no part of it. */
  delay?: number
  /** Called with every piece that was read; `sound` makes what is known so far. */
  onProgress?: (sound: () => Sound) => void
}

/**
 * Reads how all of a recording sounds.
 * @param chunks its bytes in order
 * @returns `null` where it cannot be decoded
 * @throws where reading breaks off, and for some of what cannot be decoded
 */
export async function readWhole(
  chunks: AsyncGenerator<Uint8Array, void>,
  { seconds, delay = 0, onProgress }: ReadWholeOptions,
): Promise<Sound | null> {
  let gathering: ReturnType<typeof createGathering> | null = null
  let toSkip = delay
  for await (const { planes, sampleRate } of decodeFrames(chunks)) {
    gathering ??= createGathering(seconds, sampleRate)
    gathering.add(toSkip > 0 ? planes.map((plane) => plane.subarray(toSkip)) : planes)
    toSkip = Math.max(0, toSkip - (planes[0]?.length ?? 0))
    onProgress?.(gathering.sound)
  }
  return gathering?.sound() ?? null
}

function createGathering(seconds: number | null, sampleRate: number) {
  const framesPerBin = framesPerBinFor(seconds, sampleRate)
  const binning = createBinning({ framesPerBin, secondsPerFrame: 1 / sampleRate })
  const levels = createLevels(sampleRate)
  let frames = 0
  return {
    add(planes: readonly Float32Array[]): void {
      binning.add(planes)
      levels.add(planes, frames)
      frames += planes[0]?.length ?? 0
    },
    sound(): Sound {
      const known = levels.levels()
      const { secondsPerLevel } = levels
      const quietLevel = quietLevelOf(known)
      const silences = findSilences(known, { secondsPerLevel, quietLevel })
      return { peaks: binning.peaks(), silences, sampled: null }
    },
  }
}
