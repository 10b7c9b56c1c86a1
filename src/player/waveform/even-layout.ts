import { codedWav } from '../decoding/coded-wav.ts'
import type { WavLayout } from './wav-layout.ts'

/** What of a file's layout tells the time of its bytes; all blocks hold equally many frames. */
export interface EvenLayout
  extends Pick<WavLayout, 'dataStart' | 'dataBytes' | 'blockBytes' | 'sampleRate'> {
  blockFrames: number
}

/** @returns `null` for a codec whose blocks do not hold equally many frames */
export function evenLayout(layout: WavLayout | null): EvenLayout | null {
  const coded = codedWav(layout)
  if (coded) return coded
  return layout?.blockFrames === 1 ? { ...layout, blockFrames: 1 } : null
}
