import { mp3FrameAt, mp3Start, mp3Tag } from './mp3-frame.ts'

/** Frames that every MP3 decoder adds before the first one that was encoded. */
const DECODER_DELAY = 529
/** Fields that a tag may have before the encoder's own: the bit that says so, and their bytes. */
const FIELDS = [
  [1, 4],
  [2, 4],
  [4, 100],
  [8, 4],
] as const
/** What the encoder's own part begins with where it tells its delay: LAME, and ffmpeg as it does. */
const ENCODERS = ['LAME', 'Lavf', 'Lavc']
/** Bytes from there to the delay. */
const DELAY_PLACE = 21

/**
 * How many frames at the start of an MP3 file were never recorded: the encoder's delay, as its Info
 * tag tells, and the decoder's. Players leave them out (Chromium and ffmpeg do), so that at 8 kHz
 * the waveform would come 0.14 s late.
 * @param head the first bytes of the file
 * @returns 0 where no tag tells, and for what is no MP3
 */
export function mp3Delay(head: Uint8Array): number {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const tag = mp3Tag(head)
  if (!tag || tag.name === 'VBRI' || !mp3FrameAt(head, mp3Start(head))) return 0
  if (tag.at + 8 > head.length) return 0
  const flags = view.getUint32(tag.at + 4)
  const own = FIELDS.reduce((sum, [bit, bytes]) => sum + (flags & bit ? bytes : 0), tag.at + 8)
  if (own + DELAY_PLACE + 3 > head.length) return 0
  if (!ENCODERS.includes(String.fromCharCode(...head.subarray(own, own + 4)))) return 0
  return (view.getUint16(own + DELAY_PLACE) >> 4) + DECODER_DELAY
}
