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
  WAVE,
} from 'mediabunny'
import { type CodedWav, codedWav } from '../decoding/coded-wav.ts'
import { type Chunks, cutChunks } from '../decoding/cut-chunks.ts'
import { decodeStream } from '../decoding/decode-stream.ts'
import { peekChunks, startingWith } from '../decoding/peek-chunks.ts'
import { streamOf } from './byte-stream.ts'
import { isWavHead, wavLayout } from './wav-layout.ts'

/** Frames that follow each other: for each channel as many samples, from -1 to 1. */
export interface Frames {
  planes: Float32Array[]
  /** Frames in a second. */
  sampleRate: number
}

const FORMATS = [WAVE, MP4, OGG, FLAC, MP3, ADTS]
/** Format tag of a WAV file that holds an MP3 file. */
const MP3_TAG = 0x55

/**
 * Decodes a file as it comes: GSM and ADPCM as the player does, PCM, µ-law and A-law by mediabunny,
 * the rest by the browser.
 * @yields nothing for what cannot be decoded here
 */
export async function* decodeFrames(file: Chunks): AsyncGenerator<Frames, void> {
  const { head, rest } = await peekChunks(file, isWavHead)
  const chunks = startingWith(head, rest)
  const layout = wavLayout(head, Number.POSITIVE_INFINITY)
  const wav = codedWav(layout)
  const last = layout ? layout.dataStart + layout.dataBytes - 1 : 0
  if (wav) yield* decodeCoded(wav, cutChunks(chunks, { first: wav.dataStart, last }))
  else if (layout?.formatTag === MP3_TAG)
    yield* decodeFile(cutChunks(chunks, { first: layout.dataStart, last }), [MP3])
  else yield* decodeFile(chunks, FORMATS)
}

async function* decodeCoded(wav: CodedWav, chunks: Chunks): AsyncGenerator<Frames, void> {
  const { channels, sampleRate } = wav
  let left = wav.frames
  for await (const samples of decodeStream(wav, chunks)) {
    const frames = Math.min(samples.length / channels, left)
    const planes = Array.from({ length: channels }, () => new Float32Array(frames))
    for (const [channel, plane] of planes.entries())
      for (let frame = 0; frame < frames; frame += 1)
        plane[frame] = (samples[frame * channels + channel] as number) / 32_768
    left -= frames
    yield { planes, sampleRate }
  }
}

async function* decodeFile(chunks: Chunks, formats: InputFormat[]): AsyncGenerator<Frames, void> {
  const handleUnhandledError = () => undefined // the read that comes next tells
  const source = new ReadableStreamSource(streamOf(chunks), { handleUnhandledError })
  const input = new Input({ formats, source })
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
