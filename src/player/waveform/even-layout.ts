import { codedWav } from '../decoding/coded-wav.ts'
import type { Mp3Frame } from './mp3-frame.ts'
import type { WavLayout } from './wav-layout.ts'

/** What of a file's layout tells the time of its bytes; all blocks hold equally many frames. */
export interface EvenLayout
  extends Pick<WavLayout, 'dataStart' | 'dataBytes' | 'blockBytes' | 'sampleRate'> {
  blockFrames: number
  /** Of an MP3 file, which has no head: `blockBytes` is the mean of its frames, and no whole number. */
  mp3?: {
    /** What all its frames are like. */
    frame: Mp3Frame
    /** Frames that are decoded before one comes out right. */
    lead: number
    /** Frames of sound at its start that are no part of the recording. */
    delay: number
  }
}

/** @returns `null` for a codec whose blocks do not hold equally many frames */
export function evenLayout(layout: WavLayout | null): EvenLayout | null {
  const coded = codedWav(layout)
  if (coded) return coded
  return layout?.blockFrames === 1 ? { ...layout, blockFrames: 1 } : null
}
