import { readFileSync } from 'node:fs'
import { answerDecoded } from './answer-decoded.ts'
import { fakeSource } from './fake-source.ts'

const FOLDER = new URL('../../../mocks/vendor/recordings/', import.meta.url)

/** A recording of the simulator's, for tests. */
export const fileOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)))

/** Asks what decodes for a recording that `fetch` serves, or for a range of its decoded bytes. */
export function askDecoded(
  fetch: typeof globalThis.fetch,
  range?: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = range ? { Range: range } : {}
  return answerDecoded(new Request('http://page/decoded/abc', { headers, ...init }), fetch)
}

export async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer())
}

/** All of a file, decoded. */
export async function decodedWhole(file: Uint8Array): Promise<Uint8Array> {
  return bytesOf(await askDecoded(fakeSource(file).fetch))
}

/** The file with other numbers in its head: those of 32 bits at these places. */
export function changed(file: Uint8Array, numbers: Record<number, number>): Uint8Array {
  const copy = file.slice()
  for (const [at, number] of Object.entries(numbers))
    new DataView(copy.buffer).setUint32(Number(at), number, true)
  return copy
}
