import { readFileSync } from 'node:fs'
import type { Sound } from '../player/waveform/peaks.ts'
import { measured } from '../player/waveform/read-sound.ts'

const FOLDER = new URL('../../mocks/vendor/recordings/', import.meta.url)

/** A demo recording, for tests. */
export const fileOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)))

/** How a file sounds that comes in pieces of so many bytes, for tests; `null` without any sound. */
export async function soundOf(file: Uint8Array, pieceBytes = file.length): Promise<Sound | null> {
  async function* pieces() {
    for (let at = 0; at < file.length; at += pieceBytes)
      yield file.subarray(at, Math.min(at + pieceBytes, file.length))
  }
  let sound: Sound | null = null
  for await (const meter of measured(pieces())) sound = meter.sound()
  return sound
}
