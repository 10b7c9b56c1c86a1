import type { Player } from '../create-player.ts'
import type { PlayerState } from '../player-state.ts'
import type { Stretch } from '../stretch.ts'
import { HEARD_PREFIX, type HeardMarks, type Range } from './heard-marks.ts'
import { keepHeard } from './keep-heard.ts'
import { mergeRanges, rangesOf, withoutRanges } from './ranges.ts'

/** How often (ms) what sounds is written down. */
const EVERY_MS = 5_000
/** A step of the position larger than this (s) was sought, not heard: events come sooner. */
const JUMP = 2

interface WriterParts {
  player: Player
  marks: HeardMarks
  /** The silence of the open recording that was left out: who skips it has missed nothing. */
  passed?: () => readonly Stretch[]
  /** It may throw, as the browser's own does. */
  storage?: () => Storage
  /** ms since the epoch */
  now?: () => number
}

/** Writes down what is heard. */
export interface HeardWriter {
  /** What sounded so far of the call that is open is not written any more. */
  forget: () => void
  /** Follows the player. @returns the function that ends it */
  start: () => () => void
}

/**
 * Writes down how much of each call is heard and where it stands: every few seconds, and whenever
 * the sound stops or jumps, the call ends or the page is left.
 */
export function createHeardWriter({
  player,
  marks,
  passed = () => [],
  storage = () => localStorage,
  now = Date.now,
}: WriterParts): HeardWriter {
  let seen = player.getState()
  /** Of the call that is open, in this tab. */
  let sounded: readonly Range[] = []
  let forgotten: readonly Range[] = []
  let writtenOn = now()
  let isNew = false

  function write({ call, elapsed, total }: PlayerState): void {
    if (!call || !isNew || total === null) return
    isNew = false
    writtenOn = now()
    const ranges = withoutRanges(sounded, forgotten)
    try {
      keepHeard(storage(), call.id, { ranges, at: elapsed, total, on: writtenOn })
      marks.changed()
    } catch {
      // storage is forbidden or full: nothing is kept
    }
  }

  function look(): void {
    const before = seen
    seen = player.getState()
    if (seen.call?.id !== before.call?.id) {
      write(before)
      sounded = []
      forgotten = []
      isNew = false
      return
    }
    const { status, elapsed } = seen
    const element = player.element()
    if (!element || status === 'loading' || status === 'failed') return
    const played = rangesOf(element.played)
    if (played.length > 0 && elapsed !== before.elapsed) {
      const left = passed().map(({ from, to }): Range => [from, to])
      sounded = mergeRanges([...sounded, ...played, ...left])
      isNew = true
    }
    const hasJumped = Math.abs(elapsed - before.elapsed) > JUMP
    if (status !== before.status || hasJumped || now() - writtenOn >= EVERY_MS) write(seen)
  }

  function forget(): void {
    forgotten = mergeRanges([...forgotten, ...sounded])
    isNew = false
  }

  /** Another tab has cleared the history. */
  function onStorage({ key, newValue }: StorageEvent): void {
    if (key === null || (key === HEARD_PREFIX + seen.call?.id && newValue === null)) forget()
  }

  return {
    forget,
    start() {
      const leave = () => write(seen)
      seen = player.getState()
      const unsubscribe = player.subscribe(look)
      addEventListener('pagehide', leave)
      addEventListener('storage', onStorage)
      return () => {
        leave()
        unsubscribe()
        removeEventListener('pagehide', leave)
        removeEventListener('storage', onStorage)
      }
    },
  }
}
