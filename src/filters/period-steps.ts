import {
  dayFrom,
  daysToRange,
  HISTORY_DAYS,
  type Period,
  type Preset,
  presetOf,
  resolvePeriod,
  resolvePreset,
  type TimeSpan,
} from '../calls/periods.ts'
import { inZone } from '../calls/time.ts'

const SECOND_MS = 1_000
const DAY_MS = 86_400_000

/** Returns how many whole days of `zone` a span covers; `null` if it is not whole days. */
export function wholeDays({ from, to }: TimeSpan, zone: string): number | null {
  const first = dayFrom(Date.parse(from), 0, zone)
  const last = dayFrom(Date.parse(to), 0, zone)
  const days = daysToRange(first, last, zone)
  const isWhole =
    Date.parse(days.from) === Date.parse(from) && Date.parse(days.to) === Date.parse(to)
  return isWhole ? (Date.parse(last) - Date.parse(first)) / DAY_MS + 1 : null
}

const WEEKS: readonly Preset[] = ['thisWeek', 'lastWeek']
const OTHERS: readonly Preset[] = ['today', 'yesterday', 'last7d', 'last30d']

/**
 * Returns the period before or after another: as many days of the calendar, or else its length.
 * A step to the days of a preset returns its name, so that the address stays relative.
 * @param zone IANA zone of the account
 * @param now ms since the epoch
 * @returns `null` if it lies after `now` or starts before the history
 */
export function stepPeriod(period: Period, by: 1 | -1, zone: string, now: number): Period | null {
  const span = resolvePeriod(period, zone, now)
  const [from, to] = [Date.parse(span.from), Date.parse(span.to)]
  const days = wholeDays(span, zone)
  const length = to - from + SECOND_MS
  const moved =
    days === null
      ? { from: inZone(from + by * length, zone), to: inZone(to + by * length, zone) }
      : daysToRange(dayFrom(from, by * days, zone), dayFrom(to, by * days, zone), zone)
  const start = Date.parse(moved.from)
  if (by === 1 ? start > now : start < now - HISTORY_DAYS * DAY_MS) return null
  const preset = presetOf(period)
  const names = preset && WEEKS.includes(preset) ? WEEKS : OTHERS
  const range = names.find((each) => {
    const { from, to } = resolvePreset(each, zone, now)
    return from === moved.from && to === moved.to
  })
  return range ? { range, from: null, to: null } : { range: null, ...moved }
}
