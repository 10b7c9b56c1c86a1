import type { WavLayout } from '../waveform/wav-layout.ts'
import { GSM_BLOCK_BYTES, GSM_BLOCK_FRAMES } from './create-gsm-decoder.ts'

/** A WAV file in a codec that is decoded here, whose blocks all decode to equally many frames. */
export interface CodedWav extends WavLayout {
  codec: 'gsm' | 'ima-adpcm' | 'ms-adpcm'
  channels: 1 | 2
  blockFrames: number
  /** Frames of the whole recording; infinite where nobody said how long it is. */
  frames: number
}

/** Format tags of the Multimedia Data Standards Update (Microsoft, 15 April 1994). */
const CODECS = { 2: 'ms-adpcm', 17: 'ima-adpcm', 49: 'gsm' } as const

/** Bytes with which each block begins, for each channel, and the frames that they hold. */
const HEADERS = {
  'ms-adpcm': { bytes: 7, frames: 2 },
  'ima-adpcm': { bytes: 4, frames: 1 },
} as const

/**
 * @param layout of the file, if it is a WAV file
 * @returns `null` for what is played as it is, and for what cannot be decoded here either
 */
export function codedWav(layout: WavLayout | null): CodedWav | null {
  if (!layout || !(layout.formatTag in CODECS)) return null
  const { channels, blockBytes, dataBytes, factFrames } = layout
  const codec = CODECS[layout.formatTag as keyof typeof CODECS]
  const blockFrames = blockFramesOf(codec, layout)
  const blocks = Math.floor(dataBytes / blockBytes)
  if ((channels !== 1 && channels !== 2) || blockFrames === null || blocks === 0) return null
  const most = blocks * blockFrames
  // The last block is filled up, and `fact` tells how far; any other number there is a mistake.
  const isTold = factFrames !== null && factFrames > most - blockFrames && factFrames <= most
  return { ...layout, codec, channels, blockFrames, frames: isTold ? factFrames : most }
}

function blockFramesOf(codec: CodedWav['codec'], layout: WavLayout): number | null {
  const { channels, blockBytes, blockFrames } = layout
  if (codec === 'gsm')
    return channels === 1 && blockBytes === GSM_BLOCK_BYTES ? GSM_BLOCK_FRAMES : null
  const header = HEADERS[codec]
  const fitting = (2 * (blockBytes - header.bytes * channels)) / channels + header.frames
  if (!Number.isInteger(fitting) || fitting <= header.frames) return null
  if (blockFrames === null) return fitting
  return blockFrames <= fitting ? blockFrames : null
}
