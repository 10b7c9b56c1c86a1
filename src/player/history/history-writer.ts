import type { Player } from '../create-player.ts'
import type { PlayerState } from '../player-state.ts'
import { mergeTimeSpans, subtractTimeSpans, type TimeSpan } from '../time-span.ts'
import { analysisCache } from '../waveform/analysis-cache.ts'
import {
  HISTORY_PREFIX,
  type HistoryEntry,
  type ListeningHistory,
  parseEntry,
} from './listening-history.ts'

/** Time between two writes while a recording plays. */
const WRITE_INTERVAL_MS = 5_000
/** A larger step of the position was a seek, because events of playback come sooner. */
const SEEK_SECONDS = 2
/** Spans closer than this become one: a listener notices no such gap. */
const MAX_GAP_SECONDS = 0.1
const MAX_SPANS = 64
const MAX_ENTRIES = 2_000
/** Entries removed at once when there are too many, so that not every call has to. */
const EVICTED_ENTRIES = 100

interface HistoryWriterOptions {
  player: Player
  history: ListeningHistory
  /** The skipped silence of the open recording. It counts as heard. */
  skipped?: () => readonly TimeSpan[]
  /** May throw, as `localStorage` does where it is forbidden. */
  storage?: () => Storage
  /** Milliseconds since the epoch. */
  now?: () => number
}

export interface HistoryWriter {
  /** Forgets the parts of the open call that have played so far. */
  forget: () => void
  /** Follows the player. @returns a function that ends it */
  start: () => () => void
}

/**
 * Creates the writer of the listening history. It writes every few seconds, whenever playback stops
 * or seeks, and when the call ends or the page is left.
 */
export function createHistoryWriter({
  player,
  history,
  skipped = () => [],
  storage = () => localStorage,
  now = Date.now,
}: HistoryWriterOptions): HistoryWriter {
  let state = player.getState()
  /** The parts of the open call that have played in this tab. */
  let played: readonly TimeSpan[] = []
  let forgotten: readonly TimeSpan[] = []
  let lastWrite = now()
  let hasNews = false

  function write({ call, elapsed, total }: PlayerState): void {
    if (!call || !hasNews || total === null) return
    hasNews = false
    lastWrite = now()
    const spans = subtractTimeSpans(played, forgotten)
    try {
      storeEntry(storage(), call.id, { spans, at: elapsed, total, on: lastWrite })
      history.notify()
    } catch {
      // storage is forbidden or full: nothing is stored
    }
  }

  function onPlayerChange(): void {
    const before = state
    state = player.getState()
    if (state.call?.id !== before.call?.id) {
      write(before)
      played = []
      forgotten = []
      hasNews = false
      return
    }
    const { status, elapsed } = state
    const element = player.element()
    if (!element || status === 'loading' || status === 'failed') return
    if (element.played.length > 0 && elapsed !== before.elapsed) {
      played = mergeHeard([...played, ...spansOf(element.played), ...skipped()])
      hasNews = true
    }
    const hasSought = Math.abs(elapsed - before.elapsed) > SEEK_SECONDS
    const isDue = now() - lastWrite >= WRITE_INTERVAL_MS
    if (status !== before.status || hasSought || isDue) write(state)
  }

  function forget(): void {
    forgotten = mergeHeard([...forgotten, ...played])
    hasNews = false
  }

  /** Another tab may have cleared the history. */
  function onStorage({ key, newValue }: StorageEvent): void {
    if (key === null || (key === HISTORY_PREFIX + state.call?.id && newValue === null)) forget()
  }

  return {
    forget,
    start() {
      const onLeave = () => write(state)
      state = player.getState()
      const unsubscribe = player.subscribe(onPlayerChange)
      addEventListener('pagehide', onLeave)
      addEventListener('storage', onStorage)
      return () => {
        onLeave()
        unsubscribe()
        removeEventListener('pagehide', onLeave)
        removeEventListener('storage', onStorage)
      }
    },
  }
}

/**
 * Removes the listening history and the cached waveforms from this computer.
 * @returns false if the browser did not allow all of it
 */
export async function clearHistory(
  { history, writer }: { history: ListeningHistory; writer: HistoryWriter | null },
  waveforms: { clear: () => Promise<void> } = analysisCache,
): Promise<boolean> {
  writer?.forget()
  try {
    for (const key of historyKeys(localStorage)) localStorage.removeItem(key)
    history.notify()
    await waveforms.clear()
    return true
  } catch {
    return false
  }
}

/**
 * Merges an entry with the stored one, which another tab may have changed.
 * @throws what `storage` throws when it is full
 */
export function storeEntry(storage: Storage, callId: string, entry: HistoryEntry): void {
  const key = HISTORY_PREFIX + callId
  const stored = parseEntry(storage.getItem(key))
  if (!stored) evict(storage, MAX_ENTRIES - 1)
  const spans = mergeHeard([...(stored?.spans ?? []), ...entry.spans])
  const ranges = spans.map(({ from, to }) => [roundSeconds(from), roundSeconds(to)])
  const { at, total, on } = entry
  const text = { ranges, at: roundSeconds(at), total: roundSeconds(total), on }
  storage.setItem(key, JSON.stringify(text))
}

/** Rounds to hundredths, which keeps the entries short. */
const roundSeconds = (seconds: number) => Math.round(seconds * 100) / 100

/** Merges spans. If too many remain, the smallest gaps close. */
function mergeHeard(spans: readonly TimeSpan[], maxGap = MAX_GAP_SECONDS): TimeSpan[] {
  const merged = mergeTimeSpans(spans, maxGap)
  return merged.length > MAX_SPANS ? mergeHeard(merged, maxGap * 2) : merged
}

function spansOf(ranges: TimeRanges): TimeSpan[] {
  return Array.from({ length: ranges.length }, (_, index) => {
    return { from: ranges.start(index), to: ranges.end(index) }
  })
}

function historyKeys(storage: Storage): string[] {
  return Object.keys(storage).filter((key) => key.startsWith(HISTORY_PREFIX))
}

/** Removes the entries that were heard longest ago if there are more than `max`. */
function evict(storage: Storage, max: number): void {
  const keys = historyKeys(storage)
  if (keys.length <= max) return
  const heardOn = (key: string) => parseEntry(storage.getItem(key))?.on ?? 0
  const byAge = keys.map((key) => ({ key, on: heardOn(key) })).sort((a, b) => a.on - b.on)
  for (const { key } of byAge.slice(0, keys.length - max + EVICTED_ENTRIES)) storage.removeItem(key)
}
