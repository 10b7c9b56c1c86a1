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
import { type ByteReader, createByteReader } from './byte-reader.ts'
import { mp3Delay } from './mp3-delay.ts'
import type { Chunks } from './stream-recording.ts'
import { decodeWav, type Frames, isDecodable, isWav, readWavFormat } from './wav-frames.ts'

const FORMATS = [WEBM, MP4, OGG, FLAC, MP3, ADTS]
/** Format tag of a WAV file that holds an MP3 file. */
const MP3_TAG = 0x55
/** Bytes that mediabunny keeps to read back in: an MP4 file may have its index at the end. */
const CACHE_BYTES = 16 * 2 ** 20
/** Bytes in which the first frame of an MP3 file, with its tag, ends. */
const MP3_HEAD_BYTES = 2048

/**
 * Decodes a file as it comes, by its content: WAV itself, the rest with mediabunny and the
 * browser's decoders.
 * @yields nothing for what cannot be decoded here; planes that the next ones may overwrite
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

/** Skips ID3 tags, whatever pictures are in them. A tag is longer than it states by its header. */
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
      else controller.enqueue(value.slice()) // it is kept
    },
    async cancel() {
      await chunks.return()
    },
  })
}
