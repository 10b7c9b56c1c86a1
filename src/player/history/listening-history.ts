import { createStore } from 'zustand/vanilla'
import { ownName } from '../../api/own-storage.ts'
import type { ReadableStore } from '../../lib/store.ts'
import type { TimeSpan } from '../time-span.ts'

/** The parts of a call's recording that were heard. */
export interface HistoryEntry {
  /** The parts that played, in order and without overlaps. */
  spans: readonly TimeSpan[]
  /** The last position, in seconds. */
  at: number
  /** Length of the recording, in seconds. */
  total: number
  /** When it last played, in milliseconds since the epoch. */
  on: number
}

/**
 * The listening history on this computer. Where storage is forbidden, it is empty. The store counts
 * its changes, those of other tabs included.
 */
export interface ListeningHistory extends ReadableStore<{ changes: number }> {
  read: (callId: string) => HistoryEntry | null
  /** Returns the second at which a call that is opened again resumes. */
  resumeAt: (call: { id: string }) => number
  /** Notifies subscribers after a change in this tab. */
  notify: () => void
}

/** The id of the call follows this in the keys of the storage. */
export const HISTORY_PREFIX = ownName('callboard.heard.')
/** A recording that stands this close to its start or end begins from the start. */
const RESUME_MARGIN_SECONDS = 5
/** A recording counts as heard in full from this on. */
const FULLY_HEARD_PERCENT = 95

/** @param storage may throw, as `localStorage` does where it is forbidden */
export function createListeningHistory(storage = () => localStorage): ListeningHistory {
  const store = createStore(() => ({ changes: 0 }))
  const notify = () => store.setState(({ changes }) => ({ changes: changes + 1 }))
  addEventListener('storage', notify) // fires for other tabs

  function read(callId: string): HistoryEntry | null {
    try {
      return parseEntry(storage().getItem(HISTORY_PREFIX + callId))
    } catch {
      return null
    }
  }

  return {
    ...store,
    read,
    notify,
    resumeAt({ id }) {
      const entry = read(id)
      const isAmid =
        entry && entry.at > RESUME_MARGIN_SECONDS && entry.at < entry.total - RESUME_MARGIN_SECONDS
      return isAmid ? entry.at : 0
    },
  }
}

const isSeconds = (value: unknown): value is number => Number.isFinite(value) && Number(value) >= 0

/** Parses a stored entry. Returns `null` for anything else. */
export function parseEntry(text: string | null): HistoryEntry | null {
  if (text === null) return null // spares most rows of a list a slow exception
  try {
    const { ranges, at, total, on } = JSON.parse(text)
    const isValid =
      [at, total, on].every(isSeconds) &&
      ranges.every(([from, to]: unknown[]) => isSeconds(from) && isSeconds(to) && from <= to)
    if (!isValid) return null
    return { spans: ranges.map(([from, to]: [number, number]) => ({ from, to })), at, total, on }
  } catch {
    return null
  }
}

/** Returns how much of the recording was heard, in whole per cent. */
export function heardPercent({ spans, total }: HistoryEntry): number {
  const percent = (100 * spans.reduce((sum, { from, to }) => sum + to - from, 0)) / total
  if (percent >= FULLY_HEARD_PERCENT) return 100
  return percent > 0 ? Math.max(1, Math.floor(percent)) : 0 // also of a length of 0
}
