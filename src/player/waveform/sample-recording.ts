import { codedWav } from '../decoding/coded-wav.ts'
import { bytesOf } from './byte-stream.ts'
import type { AskRange, OpenedRecording } from './opened-recording.ts'
import { planWindows, type SampledLayout } from './plan-windows.ts'
import { type WavLayout, wavLayout, withLengths } from './wav-layout.ts'

/** Requests under way at a time; the browser has six, and the sound needs one. */
const AT_ONCE = 3

/**
 * Cuts a long recording down to evenly spaced windows.
 * @param head the first bytes of the file
 * @param size bytes of the whole file
 * @returns `null` for what is no WAV file: in other codecs, time does not tell the place
 */
export function sampleRecording(
  head: Uint8Array,
  size: number,
  ask: AskRange,
): OpenedRecording | null {
  const layout = evenLayout(wavLayout(head, size))
  const plan = layout && planWindows(layout, { size, headBytes: head.length })
  if (!layout || !plan) return null
  const { starts, windowBytes } = plan
  const { dataStart, dataBytes, blockBytes, blockFrames, sampleRate } = layout
  const framesPerWindow = (windowBytes / blockBytes) * blockFrames
  const seconds = ((dataBytes / blockBytes) * blockFrames) / sampleRate

  async function* read(): OpenedRecording['chunks'] {
    const dataBytesRead = windowBytes * starts.length
    yield withLengths(head.subarray(0, dataStart), { dataStart, dataBytes: dataBytesRead })
    for (let index = 0; index < starts.length; index += AT_ONCE)
      yield* await Promise.all(starts.slice(index, index + AT_ONCE).map(askWindow))
  }

  async function askWindow(start: number): Promise<Uint8Array> {
    const { status, body } = await ask(start, start + windowBytes - 1)
    if (status !== 206 || !body) throw new Error(`a window of the recording: ${status}`)
    const bytes = await bytesOf(body)
    if (bytes.length !== windowBytes) throw new Error('a window of the recording is short')
    return bytes
  }

  const secondsPerFrame = seconds / (framesPerWindow * starts.length)
  return { chunks: read(), sampled: { framesPerWindow, secondsPerFrame } }
}

/** The layout of a file whose blocks hold equally many frames. */
function evenLayout(layout: WavLayout | null): SampledLayout | null {
  const coded = codedWav(layout)
  if (coded) return coded
  return layout?.blockFrames === 1 ? { ...layout, blockFrames: 1 } : null
}
