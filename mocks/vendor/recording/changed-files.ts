import type { Bytes } from './serve-recording.ts'

/** The ID3 tag that the simulator's MP3 files begin with. */
const ID3_BYTES = 20
/** The silent Info frame after it (24 kbit/s, 8 kHz): its bytes, and the offsets of its counts. */
const INFO = { bytes: 216, frames: 29, size: 33 }

/**
 * Repeats the frames of an MP3 file, and corrects its Info tag.
 * @param once `payment-stereo-mp3.mp3`: 24 kbit/s, 8 kHz, stereo
 */
export function createLongMp3(once: Uint8Array, times: number): Bytes {
  const start = ID3_BYTES + INFO.bytes
  const head = once.slice(0, start)
  const frames = once.subarray(start)
  const length = start + times * frames.length
  const view = new DataView(head.buffer)
  view.setUint32(ID3_BYTES + INFO.frames, (times * frames.length) / INFO.bytes)
  view.setUint32(ID3_BYTES + INFO.size, length - ID3_BYTES)
  return {
    length,
    slice(from, to) {
      const bytes = new Uint8Array(Math.max(Math.min(to, length) - from, 0))
      bytes.set(head.subarray(from, from + bytes.length))
      for (let at = Math.max(from, start); at < from + bytes.length; ) {
        const piece = frames.subarray((at - start) % frames.length)
        bytes.set(piece.subarray(0, from + bytes.length - at), at - from)
        at += piece.length
      }
      return bytes
    },
  }
}

const RIFF_HEAD_BYTES = 12
const CHUNK_HEAD_BYTES = 8
const ID3_HEAD_BYTES = 10
/** 72 ms of silence: a frame of 8 kbit/s at 8 kHz, mono. */
const QUIET_FRAME = new Uint8Array(72)
QUIET_FRAME.set([0xff, 0xe3, 0x18, 0xc4])
const QUIET_FRAMES = 420
const SPEECH_TIMES = 10

const bytesOf = (text: string) => new TextEncoder().encode(text)

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** A WAV file, 16 bit at 8 kHz, without samples. */
export const EMPTY_WAV: Bytes = join(
  bytesOf('RIFF'),
  Uint8Array.of(36, 0, 0, 0),
  bytesOf('WAVEfmt '),
  Uint8Array.of(16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0),
  bytesOf('data'),
  new Uint8Array(4),
)

export const HTML_WITH_BOM: Bytes = bytesOf('\ufeff<!doctype html><title>x</title>')

/** Inserts a `LIST` chunk of `bytes` bytes before the format of a WAV file. */
export function withList(wav: Uint8Array, bytes: number): Bytes {
  const list = new Uint8Array(bytes)
  list.set(bytesOf('LIST'))
  new DataView(list.buffer).setUint32(4, bytes - CHUNK_HEAD_BYTES, true)
  const joined = join(wav.subarray(0, RIFF_HEAD_BYTES), list, wav.subarray(RIFF_HEAD_BYTES))
  new DataView(joined.buffer).setUint32(4, joined.length - CHUNK_HEAD_BYTES, true)
  return joined
}

/** Replaces the tag of an MP3 file by an ID3v2.3 tag of `bytes` bytes with a picture. */
export function withPicture(mp3: Uint8Array, bytes: number): Bytes {
  const tag = new Uint8Array(bytes)
  tag.set(bytesOf('ID3\x03\0\0'))
  const size = bytes - ID3_HEAD_BYTES
  tag.set([(size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127], 6)
  tag.set(bytesOf('APIC'), ID3_HEAD_BYTES)
  new DataView(tag.buffer).setUint32(ID3_HEAD_BYTES + 4, size - ID3_HEAD_BYTES)
  tag.set(bytesOf('\0image/png\0\x03\0'), 2 * ID3_HEAD_BYTES)
  return join(tag, withoutTag(mp3))
}

function withoutTag(mp3: Uint8Array): Uint8Array {
  const [a = 0, b = 0, c = 0, d = 0] = mp3.subarray(6, ID3_HEAD_BYTES)
  const isTagged = new TextDecoder().decode(mp3.subarray(0, 3)) === 'ID3'
  return mp3.subarray(isTagged ? ID3_HEAD_BYTES + ((a << 21) | (b << 14) | (c << 7) | d) : 0)
}

/**
 * Returns a minute of MP3: silence at 8 kbit/s, then speech at up to 48 kbit/s. No frame states the
 * duration, so a player that assumes the first bit rate is wrong.
 * @param sample `codecs/vbr.mp3`
 */
export function quietThenSpeech(sample: Uint8Array): Bytes {
  return join(...Array(QUIET_FRAMES).fill(QUIET_FRAME), ...Array(SPEECH_TIMES).fill(sample))
}
