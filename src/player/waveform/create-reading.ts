import type { Stretch } from '../stretch.ts'
import { createLongReader } from './create-long-reader.ts'
import { nextUnsearched } from './next-unsearched.ts'
import { openRecording } from './open-recording.ts'
import type { Sound } from './peaks.ts'
import type { AskRange } from './read-range.ts'
import { readWhole } from './read-whole.ts'
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts'

/** Milliseconds between two answers while a recording is read. */
const PACE_MS = 100
/** A source that failed so often is not asked for silence any more. */
const FAILURES = 3

type SoundRequest = Extract<WorkerRequest, { ask: 'sound' }>

interface ReadingParts {
  fetch: typeof globalThis.fetch
  answer: (message: WorkerAnswer) => void
}

/**
 * Makes what does the worker's work. Its requests stand behind the sound's in the queue and pass
 * the cache by, where readers of one address wait for each other.
 * @returns the function that takes the requests
 */
export function createReading({ fetch, answer }: ReadingParts) {
  let long: ReturnType<typeof createLongReader> | null = null
  let looking = new AbortController()
  /** What was to be looked at before there was a reader. */
  let wanted: Stretch | null = null
  let isSearching = false
  let failures = 0

  async function readSound({ url, seconds, kept }: SoundRequest): Promise<void> {
    let soFar: () => Sound | null = () => null
    let answeredAt = Number.NEGATIVE_INFINITY
    function onProgress(sound: () => Sound): void {
      soFar = sound
      if (performance.now() - answeredAt < PACE_MS) return
      answeredAt = performance.now()
      answer({ state: 'loading', sound: sound() })
    }
    try {
      const opened = await openRecording(askFor(url), seconds)
      if (opened && 'long' in opened) {
        const reader = createLongReader(opened.long, kept)
        if (kept || (await reader.sample(onProgress))) long = reader
      }
      const whole =
        opened && 'chunks' in opened
          ? await readWhole(opened.chunks, { seconds, delay: opened.delay, onProgress })
          : long?.sound()
      if (whole) answer({ state: 'whole', sound: whole })
      else if (!kept) answer({ state: 'none' })
      if (wanted) await look(wanted)
    } catch {
      const sound = soFar()
      if (sound) answer({ state: 'partial', sound })
      else if (!kept) answer({ state: 'none' })
    }
  }

  function askFor(url: string): AskRange {
    return (first, last, signal) =>
      fetch(url, {
        headers: { Range: `bytes=${first}-${last ?? ''}` },
        priority: 'low',
        cache: 'no-store',
        signal: signal ?? null,
      })
  }

  async function readStretch(stretch: Stretch, signal?: AbortSignal): Promise<void> {
    const detail = await long?.read(stretch, signal)
    if (!long || !detail) return
    answer({ state: 'detail', detail })
    answer({ state: 'whole', sound: long.sound() })
  }

  async function look(stretch: Stretch): Promise<void> {
    wanted = long ? null : stretch
    looking.abort()
    looking = new AbortController()
    await readStretch(stretch, looking.signal).catch(() => undefined) // the picture stays as it is
  }

  async function search(elapsed: number): Promise<void> {
    if (!long || isSearching || failures === FAILURES) return
    const { seconds, stretchSeconds, sound } = long
    const searched = sound().sampled?.searched ?? []
    const next = nextUnsearched(searched, { elapsed, end: seconds, longest: stretchSeconds })
    if (!next) return
    isSearching = true
    await readStretch(next).catch(() => {
      failures += 1
    })
    isSearching = false
  }

  return (request: WorkerRequest): void => {
    if (request.ask === 'sound') void readSound(request)
    else if (request.ask === 'detail') void look(request.stretch)
    else void search(request.elapsed)
  }
}
