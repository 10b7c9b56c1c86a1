import { readFile } from 'node:fs/promises'

const FOLDER = new URL('../recordings/', import.meta.url)

/** Reads a recording by its file name. This file is separate because the simulator needs no Node. */
export async function readRecording(name: string): Promise<Uint8Array> {
  return readFile(new URL(name, FOLDER))
}
