import {
  type AudioSample,
  AudioSampleSink,
  Input,
  MP3,
  ReadableStreamSource,
  WAVE,
} from 'mediabunny'
import { streamOf } from './byte-stream.ts'

/** Frames that follow each other: for each channel as many samples, from -1 to 1. */
export interface Frames {
  planes: Float32Array[]
  /** Frames in a second. */
  sampleRate: number
}

/**
 * Decodes a file as it comes. PCM, µ-law and A-law are decoded here, MP3 by the browser.
 * @yields nothing for what cannot be decoded here
 */
export async function* decodeFrames(
  chunks: AsyncGenerator<Uint8Array, void>,
): AsyncGenerator<Frames, void> {
  const handleUnhandledError = () => undefined // the read that comes next tells
  const source = new ReadableStreamSource(streamOf(chunks), { handleUnhandledError })
  const input = new Input({ formats: [WAVE, MP3], source })
  try {
    if (!(await input.canRead())) return
    const track = await input.getPrimaryAudioTrack()
    if (!track || !(await track.canDecode())) return
    for await (const sample of new AudioSampleSink(track).samples()) {
      const { sampleRate } = sample
      yield { planes: planesOf(sample), sampleRate }
      sample.close()
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
