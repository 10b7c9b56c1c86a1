import { createBinning, framesPerBinFor } from './create-binning.ts'
import { decodeFrames } from './decode-frames.ts'
import { openRecording } from './open-recording.ts'
import type { Peaks, PeaksRequest } from './peaks.ts'

interface ReadPeaksOptions extends Pick<PeaksRequest, 'url' | 'seconds'> {
  fetch: typeof globalThis.fetch
  /** Called with every piece that was read; `peaks` makes what is known so far. */
  onProgress?: (peaks: () => Peaks) => void
}

/**
 * Reads the peaks of a recording.
 * @returns the peaks of all of it; `null` where it cannot be read, or not at that price
 * @throws where reading breaks off, and for some of what cannot be decoded
 */
export async function readPeaks({
  url,
  seconds,
  fetch,
  onProgress,
}: ReadPeaksOptions): Promise<Peaks | null> {
  const opened = await openRecording(url, fetch)
  if (!opened) return null
  let binning: ReturnType<typeof createBinning> | null = null
  for await (const { planes, sampleRate } of decodeFrames(opened.chunks)) {
    binning ??= createBinning({
      framesPerBin: opened.sampled?.framesPerWindow ?? framesPerBinFor(seconds, sampleRate),
      secondsPerFrame: opened.sampled?.secondsPerFrame ?? 1 / sampleRate,
    })
    binning.add(planes)
    onProgress?.(binning.peaks)
  }
  return binning?.peaks() ?? null
}
