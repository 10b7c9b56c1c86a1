import type { CodedWav } from './coded-wav.ts'

/** Bytes of the head of the file that stands in for a coded one. */
export const PCM_HEAD_BYTES = 44
const SAMPLE_BYTES = 2
/** What a WAV file says where its writer does not know the length. */
const UNKNOWN = 0xff_ff_ff_ff

/** Bytes of a frame of 16-bit samples. */
export function pcmFrameBytes({ channels }: Pick<CodedWav, 'channels'>): number {
  return channels * SAMPLE_BYTES
}

/** Bytes of the decoded file. */
export function pcmFileBytes(wav: CodedWav): number {
  return PCM_HEAD_BYTES + wav.frames * pcmFrameBytes(wav)
}

/** The head of a WAV file with the decoded samples. */
export function pcmHead(wav: CodedWav): Uint8Array<ArrayBuffer> {
  const { channels, sampleRate } = wav
  const frameBytes = pcmFrameBytes(wav)
  const head = new Uint8Array(PCM_HEAD_BYTES)
  const view = new DataView(head.buffer)
  const name = (at: number, text: string) => head.set(new TextEncoder().encode(text), at)
  name(0, 'RIFF')
  view.setUint32(4, Math.min(pcmFileBytes(wav) - 8, UNKNOWN), true)
  name(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * frameBytes, true)
  view.setUint16(32, frameBytes, true)
  view.setUint16(34, 8 * SAMPLE_BYTES, true)
  name(36, 'data')
  view.setUint32(40, Math.min(wav.frames * frameBytes, UNKNOWN), true)
  return head
}
