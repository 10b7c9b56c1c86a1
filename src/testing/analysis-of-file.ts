import { readFileSync } from 'node:fs'
import { measured } from '../player/waveform/analyse-recording.ts'
import type { Analysis } from '../player/waveform/analysis.ts'

const FOLDER = new URL('../../mocks/vendor/recordings/', import.meta.url)

/** Returns the bytes of a demo recording. */
export const fileOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)))

/** Analyses a file that arrives in pieces of `pieceBytes`. Returns `null` if it has no audio. */
export async function soundOf(
  file: Uint8Array,
  pieceBytes = file.length,
): Promise<Analysis | null> {
  async function* pieces() {
    for (let at = 0; at < file.length; at += pieceBytes)
      yield file.subarray(at, Math.min(at + pieceBytes, file.length))
  }
  let analysis: Analysis | null = null
  for await (const meter of measured(pieces())) analysis = meter.analysis()
  return analysis
}
