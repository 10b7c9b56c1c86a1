/** Asks for the bytes of a recording from `first` up to and with `last`, or to the end. */
export type AskRange = (first: number, last?: number) => Promise<Response>

/** A recording's bytes in order: all of them, or a shorter file made of windows into it. */
export interface OpenedRecording {
  chunks: AsyncGenerator<Uint8Array, void>
  /** How the shorter file stands for the long one; `null` where it is all of it. */
  sampled: {
    framesPerWindow: number
    /** Seconds of the long file for which a frame of the short one stands. */
    secondsPerFrame: number
  } | null
}
