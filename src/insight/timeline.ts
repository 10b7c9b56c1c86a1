import type { useFormatter } from 'use-intl'
import type { FilterPatch } from '../api/use-page-state.ts'
import { OUTCOMES } from '../calls/call-codes.ts'
import {
  type Bucket,
  MIN_CALLS_OF_WORST_HOUR,
  type Outcomes,
  type Summary,
} from '../calls/figures.ts'
import { addSeconds, type TimeSpan } from '../calls/periods.ts'

type Timeline = Summary['timeline']
export type Format = ReturnType<typeof useFormatter>

const HOUR_MS = 3_600_000
/** Labels that fit under the chart. */
const MAX_LABELS = 9
/** Minutes between labels: the first with few enough of them. */
const STEPS = [60, 120, 180, 360, 720, 1440]
/** Those of a short period. */
const SHORT_STEPS = [5, 10, 15, 30]
/** A shorter timeline is labelled by minutes (ms). */
const SHORT_MS = 3 * HOUR_MS

export const sumOf = (outcomes: Outcomes): number =>
  OUTCOMES.reduce((sum, outcome) => sum + outcomes[outcome], 0)

/** Returns the share of answered calls, from 0 to 1; `null` without calls. */
export function rateOf(outcomes: Outcomes): number | null {
  const calls = sumOf(outcomes)
  return calls === 0 ? null : outcomes.answered / calls
}

/** Returns the filter for a span whose `to` is excluded. The address includes both ends. */
export function spanFilter({ from, to }: TimeSpan): FilterPatch {
  return { range: null, from, to: addSeconds(to, -1) }
}

const clockOf = (iso: string) => iso.slice(11, 16)
const dateOf = (iso: string) => iso.slice(0, 10)

/** Formats the day of `iso` as its own offset has it, such as `Thu, Nov 26`. */
export function dayText(iso: string, format: Format, weekday: 'short' | 'long' | null = 'short') {
  return format.dateTime(new Date(dateOf(iso)), {
    ...(weekday && { weekday }),
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
}

/**
 * Formats a span whose `to` is excluded, in the zone of its own times: days without times if it
 * holds whole days.
 */
export function spanText({ from, to }: TimeSpan, format: Format): string {
  const last = addSeconds(to, -1)
  const isDays = clockOf(from) === '00:00' && clockOf(to) === '00:00'
  const isOneDay = dateOf(from) === dateOf(last)
  const [first, end] = [dayText(from, format), dayText(last, format)]
  if (isDays) return isOneDay ? first : `${first} – ${end}`
  if (isOneDay) return `${first}, ${clockOf(from)}–${clockOf(to)}`
  return `${first}, ${clockOf(from)} – ${end}, ${clockOf(last)}`
}

/** Formats a period with both ends included. */
export function periodText({ from, to }: TimeSpan, format: Format): string {
  const after = addSeconds(to, 1)
  const isWholeMinute = after.slice(17, 19) === '00'
  return spanText({ from, to: isWholeMinute ? after : to }, format)
}

/** Returns every label position whose local time is a multiple of a step, few enough to fit. */
function labelledAt(buckets: readonly Bucket[], steps: readonly number[]) {
  const candidates = steps.map((step) =>
    buckets.flatMap(({ from }, index) => {
      const [hour = 0, minute = 0] = clockOf(from).split(':').map(Number)
      return (hour * 60 + minute) % step === 0 ? [index] : []
    }),
  )
  return candidates.find((indexes) => indexes.length <= MAX_LABELS) ?? candidates.at(-1) ?? []
}

/**
 * Returns the labels of the axis with their buckets: hours, minutes of a short period, or days. They
 * stand under the start of a bucket.
 */
export function axisLabels({ unit, buckets }: Timeline, format: Format) {
  const [first, last] = [buckets[0], buckets.at(-1)]
  if (!first || !last) return []
  if (unit === 'day') {
    const step = Math.ceil(buckets.length / (MAX_LABELS - 3))
    return buckets.flatMap(({ from }, index) =>
      index % step === 0 ? [{ index, text: dayText(from, format, null) }] : [],
    )
  }
  const isShort = Date.parse(last.to) - Date.parse(first.from) <= SHORT_MS
  const indexes = labelledAt(buckets, isShort ? SHORT_STEPS : STEPS)
  const hasDays = dateOf(first.from) !== dateOf(last.from)
  return indexes.map((index) => {
    const { from } = buckets[index] as Bucket
    const isDay = hasDays && clockOf(from) === '00:00'
    const text = isShort ? clockOf(from) : clockOf(from).slice(0, 2)
    return { index, text: isDay ? dayText(from, format, null) : text }
  })
}

/**
 * Returns the worst hour, if it is news: not while calls are missing, nor in a period that is no
 * longer than an hour.
 */
export function worstHour(summary: Summary): Summary['worst'] {
  const { worst, from, to, coverage } = summary
  if (!worst || worst.calls < MIN_CALLS_OF_WORST_HOUR || worst.answered === worst.calls) return null
  const isPeriod = Date.parse(to) - Date.parse(from) < HOUR_MS
  return isPeriod || !coverage.complete ? null : worst
}

/** Returns the index of the bucket that holds the start of the worst hour; -1 without one. */
export function worstIndex(summary: Summary): number {
  const at = Date.parse(worstHour(summary)?.from ?? '')
  return summary.timeline.buckets.findIndex(
    ({ from, to }) => Date.parse(from) <= at && at < Date.parse(to),
  )
}

/**
 * Whether buckets without calls may still be read: those before the newest call, because newer
 * calls are read first.
 */
export function unreadIndexes({ coverage, timeline }: Summary): number[] {
  if (coverage.complete) return []
  const newest = timeline.buckets.findLastIndex((bucket) => sumOf(bucket) > 0)
  const end = newest < 0 ? timeline.buckets.length : newest
  return timeline.buckets.slice(0, end).flatMap((each, index) => (sumOf(each) === 0 ? [index] : []))
}
