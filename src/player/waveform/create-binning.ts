import type { Peaks } from './peaks.ts'

/** Bins at most: an hour at 0.15 s. A recording that goes on gets coarser bins, not more. */
export const BINS = 24_000

/** No bin is finer (s), as nobody can see, or hit, a shorter sound. */
const FINEST_SECONDS = 0.02
/** A length known beforehand may be a little short, by rounding or padding of the codec. */
const SLACK = 1.01

/** Frames in a bin, for a recording of about `seconds` at `sampleRate` hertz. */
export function framesPerBinFor(seconds: number | null, sampleRate: number): number {
  const secondsPerBin = Math.max(FINEST_SECONDS, ((seconds ?? 0) * SLACK) / BINS)
  return Math.max(1, Math.ceil(Number((secondsPerBin * sampleRate).toFixed(6))))
}

interface BinningOptions {
  framesPerBin: number
  /** Seconds that pass with each frame. */
  secondsPerFrame: number
}

/** Gathers the loudest samples of a recording that is handed over piece by piece. */
export function createBinning({ framesPerBin: first, secondsPerFrame }: BinningOptions) {
  let framesPerBin = first
  let frames = 0
  let lanes: Float32Array[] = []

  function coarsen(): void {
    framesPerBin *= 2
    for (const lane of lanes) {
      for (let bin = 0; bin < BINS / 2; bin += 1)
        lane[bin] = Math.max(lane[2 * bin] ?? 0, lane[2 * bin + 1] ?? 0)
      lane.fill(0, BINS / 2)
    }
  }

  return {
    /** Adds the frames that follow: samples from -1 to 1, for each channel as many. */
    add(planes: readonly Float32Array[]): void {
      if (lanes.length === 0) lanes = planes.map(() => new Float32Array(BINS))
      const added = planes[0]?.length ?? 0
      while (frames + added > BINS * framesPerBin) coarsen()
      for (const [channel, lane] of lanes.entries()) raise(lane, planes[channel])
      frames += added
    },
    /** What is known so far. */
    peaks(): Peaks {
      const bins = Math.ceil(frames / framesPerBin)
      return {
        secondsPerBin: framesPerBin * secondsPerFrame,
        lanes: lanes.map((lane) => Uint8Array.from(lane.subarray(0, bins), toByte)),
      }
    },
  }

  function raise(lane: Float32Array, samples: Float32Array = new Float32Array()): void {
    for (let index = 0; index < samples.length; index += 1) {
      const bin = Math.floor((frames + index) / framesPerBin)
      const size = Math.abs(samples[index] ?? 0)
      if (size > (lane[bin] ?? 0)) lane[bin] = size
    }
  }
}

/** How far the loudest sample is from 0. */
export function loudestOf(samples: Float32Array): number {
  let loudest = 0
  for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample))
  return loudest
}

/** A size from 0 to 1 as it is kept, from 0 to 255. */
export function toByte(size: number): number {
  return Math.round(Math.min(size, 1) * 255)
}
