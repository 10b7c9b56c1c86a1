import type { Stretch } from '../stretch.ts'

/** How loud a recording, or a stretch of it, is over its time. */
export interface Peaks {
  /** Seconds that one bin stands for. */
  readonly secondsPerBin: number
  /** For each channel the loudest sample of each bin so far, from 0 to 255, from the start on. */
  readonly lanes: readonly Uint8Array[]
}

/** The peaks of a stretch, finer than those of the whole. */
export interface Detail {
  readonly stretch: Stretch
  readonly peaks: Peaks
}

/** What is known of how a recording sounds. */
export interface Sound {
  readonly peaks: Peaks
  /** Where nobody speaks, in order, apart. */
  readonly silences: readonly Stretch[]
  /** What is known of a recording that was sampled; `null` where all of it was read. */
  readonly sampled: {
    /** Where silence would have been found. */
    readonly searched: readonly Stretch[]
    /** What `quietLevelOf` told of the samples. */
    readonly quietLevel: number | null
  } | null
}

/** What is known of how a recording sounds, as it is kept. */
export interface KeptSound extends Sound {
  /** How long the recording was for the player then (s), if that was known. */
  readonly seconds?: number | null
}
