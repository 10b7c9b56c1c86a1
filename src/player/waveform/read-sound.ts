import { createMeter, type Meter } from './measure-sound.ts'
import { readFrames } from './read-frames.ts'
import { type Chunks, streamRecording, TooLargeError } from './stream-recording.ts'
import type { WorkerAnswer } from './worker-messages.ts'

/** Milliseconds between two answers while a recording is read. */
const PACE_MS = 100

interface ReadingParts {
  fetch: typeof globalThis.fetch
  answer: (message: WorkerAnswer) => void
}

/** Does the work of the worker: reads the recording at `url` once, and answers with measurements. */
export async function readSound(url: string, { fetch, answer }: ReadingParts): Promise<void> {
  let meter: Meter | null = null
  let answeredAt = Number.NEGATIVE_INFINITY
  try {
    for await (const next of measured(streamRecording(url, fetch))) {
      meter = next
      if (performance.now() - answeredAt < PACE_MS) continue
      answeredAt = performance.now()
      answer({ state: 'loading', sound: meter.sound() })
    }
    if (meter) answer({ state: 'whole', sound: meter.sound() })
    else answer({ state: 'none', reason: 'unreadable' })
  } catch (error) {
    if (error instanceof TooLargeError) answer({ state: 'none', reason: 'tooLarge' })
    else if (meter) answer({ state: 'partial', sound: meter.sound() })
    else answer({ state: 'none', reason: 'unreadable' })
  }
}

/** Measures a file as it comes. @yields the meter after each piece; nothing without any sound */
export async function* measured(chunks: Chunks): AsyncGenerator<Meter, void> {
  let meter: Meter | null = null
  for await (const { planes, sampleRate } of readFrames(chunks)) {
    if (!planes[0]?.length) continue
    meter ??= createMeter(sampleRate)
    meter.add(planes)
    yield meter
  }
}
