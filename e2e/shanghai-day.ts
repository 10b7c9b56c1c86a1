const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS
const OFFSET_MS = 480 * MINUTE_MS

/** The day (`YYYY-MM-DD`) in the account's zone, `days` from today. */
export function shanghaiDay(days: number): string {
  return new Date(Date.now() + OFFSET_MS + days * DAY_MS).toISOString().slice(0, 10)
}
