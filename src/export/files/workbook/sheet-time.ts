import { offsetMinutes } from '../../../calls/time.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const OFFSET_TIME = /^\d{4}-\d{2}-\d{2}T.+(?:Z|[+-]\d{2}:\d{2})$/
/** Day 0, for all days from March 1900 on: Excel has a February 29th before. */
const EPOCH = Date.UTC(1899, 11, 30)
const FIRST = Date.UTC(1900, 2, 1)
const END = Date.UTC(10_000, 0, 1)

/**
 * A time as a workbook has it: what a clock in `zone` (IANA) shows, in days, to the second; and
 * how many minutes the zone is then ahead of UTC.
 * @returns `null` for what is no time with an offset, or none that a workbook can hold
 */
export function sheetTime(iso: string, zone: string): { days: number; offset: number } | null {
  const at = OFFSET_TIME.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(at)) return null
  const offset = offsetMinutes(at, zone)
  const wall = Math.floor(at / SECOND_MS) * SECOND_MS + offset * MINUTE_MS
  return wall < FIRST || wall >= END ? null : { days: (wall - EPOCH) / DAY_MS, offset }
}
