import { readFileSync } from 'node:fs'
import { expect, vi } from 'vitest'
import { createReading } from './create-reading.ts'
import type { Sound } from './peaks.ts'
import type { WorkerAnswer } from './worker-messages.ts'

const FOLDER = new URL('../../../mocks/vendor/recordings/', import.meta.url)
export const fileOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)))

interface Asked {
  range: string
  bytes: number
  init: RequestInit | undefined
}

/** A source of one file, which notes the bytes it was asked for. @param size bytes it claims to have */
export function serving(file: Uint8Array<ArrayBuffer>, { ranges = true, size = file.length } = {}) {
  const asked: Asked[] = []
  const fetch: typeof globalThis.fetch = async (_input, init) => {
    const range = new Headers(init?.headers).get('Range') ?? ''
    const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? []
    const end = last ? Math.min(Number(last) + 1, file.length) : file.length
    const part = ranges ? file.subarray(Number(first), end) : file
    asked.push({ range, bytes: part.length, init })
    const headers = ranges
      ? { 'Content-Range': `bytes ${first}-${end - 1}/${size}` }
      : { 'Content-Length': `${file.length}` }
    return new Response(part.slice(), { status: ranges ? 206 : 200, headers })
  }
  return { fetch, asked }
}

export const SOUND = { ask: 'sound', url: '/x', seconds: null, kept: null } as const
const isFinal = ({ state }: WorkerAnswer) => ['whole', 'partial', 'none'].includes(state)

/** A reading, with what it answered so far. */
export function begin(fetch: typeof globalThis.fetch) {
  const answers: WorkerAnswer[] = []
  const ask = createReading({ fetch, answer: (answer) => answers.push(structuredClone(answer)) })
  return {
    answers,
    ask,
    /** The first answer after which none is to be waited for, from the `from`th on. */
    async final(from = 0): Promise<WorkerAnswer> {
      const found = () => answers.slice(from).find(isFinal)
      await vi.waitFor(() => expect(found()).toBeDefined(), { timeout: 20_000, interval: 5 })
      return found() ?? never()
    },
  }
}

export async function read(fetch: typeof globalThis.fetch, seconds: number | null = null) {
  const reading = begin(fetch)
  reading.ask({ ...SOUND, seconds })
  return { ...reading, last: await reading.final() }
}

export function soundOf(answer: WorkerAnswer): Sound {
  return 'sound' in answer ? answer.sound : never()
}

/**
 * A long WAV file, mono, 16 bit at 8 kHz: loud, but silent, as lines are, in its second quarter and
 * for 3 s in each minute.
 */
function longFile(bytes: number): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(bytes)
  file.set(fileOf('refund.wav').subarray(0, 44))
  new DataView(file.buffer).setUint32(40, bytes - 44, true)
  const samples = new Int16Array(file.buffer, 44)
  for (let index = 0; index < samples.length; index += 1) {
    const isSilent = ((4 * index) / samples.length) >> 0 === 1 || (index / 8000) % 60 < 3
    samples[index] = (index % 2 ? 1 : -1) * (isSilent ? 20 : 16_384)
  }
  return file
}

export const LONG = longFile(12_000_044)
export const LONG_SECONDS = 750

export function never(): never {
  throw new Error('no such answer')
}
