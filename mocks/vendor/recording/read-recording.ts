import { readFile } from 'node:fs/promises'

const FOLDER = new URL('../recordings/', import.meta.url)

/** The bytes of one recording of this folder by its file name; fails where there is none. */
export async function readRecording(name: string): Promise<Uint8Array> {
  return readFile(new URL(name, FOLDER))
}
