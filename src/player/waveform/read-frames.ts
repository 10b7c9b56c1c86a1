import {
  ADTS,
  type AudioSample,
  AudioSampleSink,
  FLAC,
  Input,
  type InputFormat,
  MP3,
  MP4,
  OGG,
  ReadableStreamSource,
  WEBM,
} from 'mediabunny'
import type { Chunks } from './stream-recording.ts'
import {
  type ByteReader,
  createByteReader,
  decodeWav,
  type Frames,
  isDecodable,
  isWav,
  readWavFormat,
} from './wav-frames.ts'

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
 * Returns how many frames at the start of an MP3 file were never recorded: the encoder's delay from
 * its Info or Xing tag, and the decoder's. Players skip these frames (Chromium and ffmpeg do). At 8
 * kHz the waveform would be 0.14 s late.
 * @param head from the first MP3 frame on, after any ID3 tag
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

const FORMATS = [WEBM, MP4, OGG, FLAC, MP3, ADTS]
/** Format tag of a WAV file that holds an MP3 file. */
const MP3_TAG = 0x55
/** Bytes that mediabunny caches to seek back: an MP4 file may have its index at the end. */
const CACHE_BYTES = 16 * 2 ** 20
/** The first frame of an MP3 file, with its tag, ends within these bytes. */
const MP3_HEAD_BYTES = 2048

/**
 * Decodes a file as it arrives: WAV by itself, the rest with mediabunny and the browser's decoders.
 * @yields nothing for a file that cannot be decoded here; planes that the next ones may overwrite
 */
export async function* readFrames(file: Chunks): AsyncGenerator<Frames, void> {
  const reader = createByteReader(file)
  if (!isWav(await reader.peek(12))) {
    await skipId3(reader)
    yield* decodeFile(reader, FORMATS)
    return
  }
  const format = await readWavFormat(reader)
  if (format?.tag === MP3_TAG) yield* decodeFile(reader, [MP3], format.dataBytes)
  else if (format && isDecodable(format)) yield* decodeWav(reader.rest(format.dataBytes), format)
  else await file.return()
}

/** Skips ID3 tags. The size that a tag states excludes its header. */
async function skipId3(reader: ByteReader): Promise<void> {
  for (;;) {
    const head = await reader.peek(10)
    if (head.length < 10 || String.fromCharCode(...head.subarray(0, 3)) !== 'ID3') return
    // ID3v2.4, 6.2: four bytes of seven bits
    const size = head.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0)
    await reader.skip(10 + size)
  }
}

async function* decodeFile(
  reader: ByteReader,
  formats: InputFormat[],
  limit?: number,
): AsyncGenerator<Frames, void> {
  let delay = mp3Delay(await reader.peek(MP3_HEAD_BYTES))
  const source = new ReadableStreamSource(streamOf(reader.rest(limit)), {
    maxCacheSize: CACHE_BYTES,
    handleUnhandledError: () => undefined, // the next read throws it
  })
  const input = new Input({ formats, source })
  try {
    if (!(await input.canRead())) return
    const track = await input.getPrimaryAudioTrack()
    if (!track || !(await track.canDecode())) return
    for await (const sample of new AudioSampleSink(track).samples()) {
      const { sampleRate, numberOfFrames } = sample
      const planes = planesOf(sample)
      sample.close()
      yield {
        planes: delay > 0 ? planes.map((plane) => plane.subarray(delay)) : planes,
        sampleRate,
      }
      delay = Math.max(0, delay - numberOfFrames)
    }
  } finally {
    input.dispose()
  }
}

function planesOf(sample: AudioSample): Float32Array[] {
  return Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(sample.numberOfFrames)
    sample.copyTo(plane, { planeIndex, format: 'f32-planar' })
    return plane
  })
}

function streamOf(chunks: Chunks): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value.slice()) // mediabunny keeps it, and the buffer is reused
    },
    async cancel() {
      await chunks.return()
    },
  })
}
