import { setMaxListeners } from 'node:events'
import type { Progress, Reader } from './reader.ts'
import { type Asked, FRESH_SECONDS } from './view.ts'

/** A reading ends this long (ms) after its last client has gone. */
const IDLE_MS = 20_000
/** What could not be proven is not read again before this time (ms). */
const UNPROVEN_PAUSE_MS = 60_000

/** Reading what one question lacks, shared by all who ask it. */
export interface Reading {
  /** Calls that the vendor states; `null` until it has. */
  total: () => number | null
  isActive: () => boolean
  /** Settles when the reading has ended, in whatever way. */
  done: Promise<void>
  /** Keeps it running until `release` is called. */
  hold: () => { release: () => void }
  /** Returns why it failed, once. */
  takeFailure: () => unknown
}

/**
 * Creates the readings: one for each question, whoever asks it.
 * @param now ms since the epoch
 */
export function createReadings(reader: Reader, now: () => number) {
  const readings = new Map<string, ReturnType<typeof begin>>()

  function begin(asked: Asked, limit: number) {
    const controller = new AbortController()
    setMaxListeners(0, controller.signal) // one for each page
    const progress: Progress = { total: null, limit, isWaiting: false, isProven: false }
    let isActive = true
    let holders = 0
    let failure: unknown = null
    let timer: NodeJS.Timeout | undefined
    let endedAt = 0

    function stopWhenIdle(): void {
      clearTimeout(timer)
      if (isActive && holders === 0) timer = setTimeout(() => controller.abort(), IDLE_MS).unref()
    }

    const done = Promise.resolve() // not before this reading can be found
      .then(() => reader.read(asked, progress, controller.signal))
      .catch((error: unknown) => {
        if (!controller.signal.aborted) failure = error
      })
      .finally(() => {
        isActive = false
        endedAt = now()
        clearTimeout(timer)
        if (controller.signal.aborted) endedAt = Number.NEGATIVE_INFINITY
      })
    stopWhenIdle()
    return {
      total: () => progress.total,
      isActive: () => isActive,
      /** Whether it has ended, and another reading is due. */
      isOver: (nextLimit: number) => {
        if (isActive) return false
        if (progress.isWaiting && nextLimit > progress.limit) return true
        return now() - endedAt >= (progress.isProven ? 0 : UNPROVEN_PAUSE_MS)
      },
      done,
      hold() {
        holders += 1
        clearTimeout(timer)
        return {
          release() {
            holders -= 1
            stopWhenIdle()
          },
        }
      },
      takeFailure() {
        const taken = failure
        failure = null
        if (taken !== null) endedAt = Number.NEGATIVE_INFINITY
        return taken
      },
      stop: () => controller.abort(),
    }
  }

  /** Questions of a sliding period share one reading, so its start counts in whole minutes. */
  function keyOf({ question, span, query }: Asked): string {
    const isUnderWay = Date.parse(query.to) >= now() - FRESH_SECONDS * 1_000
    return [question, Math.floor(span.first / 60), isUnderWay ? 'now' : span.last].join(' ')
  }

  /**
   * Joins the reading of a question, or starts it.
   * @param limit calls of a view that are read without being requested
   */
  function join(asked: Asked, limit: number): Reading {
    const key = keyOf(asked)
    for (const [each, reading] of readings)
      if (each !== key && reading.isOver(0)) readings.delete(each)
    const present = readings.get(key)
    if (present && !present.isOver(limit)) {
      present.hold().release()
      return present
    }
    present?.stop()
    const reading = begin(asked, limit)
    readings.set(key, reading)
    return reading
  }

  return {
    join,
    /** Returns the reading of a question, if there is one. */
    find: (asked: Asked): Reading | undefined => readings.get(keyOf(asked)),
    close() {
      for (const reading of readings.values()) reading.stop()
    },
  }
}
