import { type AccountZone, daysBefore } from '../account/account-zone.ts'
import { HISTORY_MS } from '../account/check-query.ts'
import type { Call } from './call.ts'
import { callsOfDate } from './calls-of-date.ts'

const HISTORY_DATES = 63

export interface CallBook {
  /**
   * Returns the calls that began from `from` to `to`, both included, newest first. Calls that have not
   * ended by `now` and calls older than 62 days are left out. All times are ms since the epoch.
   */
  between(from: number, to: number, now: number): Call[]
}

/**
 * Creates the account's calls. The calls of a date are generated at the first query, and kept for 62
 * days, so the simulator can run for weeks.
 */
export function createCallBook(seed: string, zone: AccountZone): CallBook {
  const dates = new Map<string, readonly Call[]>()

  function callsOf(date: string): readonly Call[] {
    const kept = dates.get(date)
    if (kept) return kept
    const calls = callsOfDate(seed, date, zone.startOf(date))
    dates.set(date, calls)
    return calls
  }

  function forget(today: string): void {
    if (dates.size <= HISTORY_DATES) return
    const oldest = daysBefore(today, HISTORY_DATES)
    for (const date of dates.keys()) if (date < oldest) dates.delete(date)
  }

  return {
    between(from, to, now) {
      const first = Math.max(from, now - HISTORY_MS)
      const last = Math.min(to, now)
      if (first > last) return []
      forget(zone.dateOf(now))
      const found: Call[] = []
      const firstDate = zone.dateOf(first)
      for (let date = zone.dateOf(last); date >= firstDate; date = daysBefore(date, 1)) {
        for (const call of callsOf(date)) {
          if (call.startedAt >= first && call.startedAt <= last && call.endedAt <= now) {
            found.push(call)
          }
        }
      }
      return found
    },
  }
}
