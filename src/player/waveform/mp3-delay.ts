/** Frames that every MP3 decoder adds before the first one that was encoded. */
const DECODER_DELAY = 529
/** Bytes from the start of a frame to where a tag can be: after its head and side information. */
const TAG_PLACES = [13, 21, 36]
const TAG_NAMES: readonly string[] = ['Info', 'Xing']
/** Fields that a tag may have before the encoder's own: the bit that announces one, and its bytes. */
const FIELDS = [
  [1, 4],
  [2, 4],
  [4, 100],
  [8, 4],
] as const
/** The encoders that state their delay: LAME, and ffmpeg in the same way. */
const ENCODERS: readonly string[] = ['LAME', 'Lavf', 'Lavc']
/** Bytes from there to the delay. */
const DELAY_PLACE = 21

/**
 * Returns how many frames at the start of an MP3 file were never recorded: the encoder's delay, as
 * its Info or Xing tag states, and the decoder's. Players leave them out (Chromium and ffmpeg do);
 * at 8 kHz the waveform would come 0.14 s late.
 * @param head from the first MP3 frame on, behind any ID3 tag
 * @returns 0 without such a tag, and for anything but an MP3
 */
export function mp3Delay(head: Uint8Array): number {
  const [sync = 0, kind = 0] = head
  const isLayer3 = sync === 0xff && (kind & 0xe6) === 0xe2 // ISO 11172-3, 2.4.2.3
  const tag = TAG_PLACES.find((place) => TAG_NAMES.includes(textAt(head, place)))
  if (!isLayer3 || tag === undefined || tag + 8 > head.length) return 0
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const flags = view.getUint32(tag + 4)
  const own = FIELDS.reduce((sum, [bit, bytes]) => sum + (flags & bit ? bytes : 0), tag + 8)
  if (own + DELAY_PLACE + 3 > head.length || !ENCODERS.includes(textAt(head, own))) return 0
  return (view.getUint16(own + DELAY_PLACE) >> 4) + DECODER_DELAY
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}
