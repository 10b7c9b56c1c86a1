import { RequestFailure } from '../../api/client.ts'
import type { Pause } from '../pause.ts'

/** The endpoint gives a source 15 s as a rule; nothing (ms) for longer, and nothing will come. */
export const SILENCE_MS = 45_000

/** Waits for `work`. @throws RequestFailure `recording_unreachable` where that takes too long */
export async function readInTime<T>(work: Promise<T>, pause: Pause): Promise<T> {
  const over = new AbortController()
  const silence = pause(SILENCE_MS, over.signal).then(() => {
    throw new RequestFailure('recording_unreachable')
  })
  try {
    return await Promise.race([work, silence])
  } finally {
    over.abort()
  }
}
