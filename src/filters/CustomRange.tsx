import '@mantine/dates/styles.css'
import 'dayjs/locale/zh-cn'
import { Stack, Text } from '@mantine/core'
import { DateInput, DatesProvider } from '@mantine/dates'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { HistoryStep } from '../api/use-page-state.ts'
import { dayFrom, daysToRange, HISTORY_DAYS, type TimeSpan, WINDOW_DAYS } from '../calls/periods.ts'
import { normalizeText } from '../calls/query.ts'
import { formatInZone, inZone, parseZonedTime } from '../calls/time.ts'

/** The format of the date inputs: wall clock of the account's zone. */
const INPUT_FORMAT = 'YYYY-MM-DD HH:mm:ss'

const DAY_MS = 86_400_000

/** Formats a time of the address for an input, in `zone`. */
export function toInput(iso: string, zone: string): string {
  return formatInZone(iso, zone, INPUT_FORMAT)
}

/** Returns the calendar day of a time in `zone`. */
function dayOf(iso: string, zone: string): string {
  return dayFrom(Date.parse(iso), 0, zone)
}

/**
 * Returns the first and the last day (`YYYY-MM-DD`) that can be picked at `now` (ms) in `zone`. The
 * first is the oldest complete one, because the vendor counts 62 times 24 hours.
 */
export function pickableDays(now: number, zone: string): { first: string; last: string } {
  return { first: dayFrom(now - HISTORY_DAYS * DAY_MS, 1, zone), last: dayFrom(now, 0, zone) }
}

/** Returns the last day that a range starting at `from` may include. */
export function lastDayOf(from: string, now: number, zone: string): string {
  const start = dayOf(from, zone)
  const reach = dayFrom(Date.parse(from), WINDOW_DAYS - 1, zone)
  const today = dayFrom(now, 0, zone)
  return today < start ? start : reach < today ? reach : today
}

/**
 * Returns the latest end of a range starting at `from`. If summer time ends within 31 days, they
 * have an hour too many.
 */
function latestEnd(from: string, now: number, zone: string): string {
  const last = lastDayOf(from, now, zone)
  const end = daysToRange(last, last, zone).to
  const longest = Date.parse(from) + WINDOW_DAYS * DAY_MS
  return Date.parse(end) > longest ? inZone(longest, zone) : end
}

/** Returns the nearest range that the vendor accepts at `now`. */
function answerable({ from, to }: TimeSpan, now: number, zone: string): TimeSpan {
  const { first } = pickableDays(now, zone)
  const start = dayOf(from, zone) < first ? daysToRange(first, first, zone).from : from
  const latest = latestEnd(start, now, zone)
  if (Date.parse(to) > Date.parse(latest)) return { from: start, to: latest }
  if (Date.parse(to) >= Date.parse(start)) return { from: start, to }
  const day = dayOf(start, zone)
  return { from: start, to: daysToRange(day, day, zone).to }
}

/**
 * Returns the range with another start. The end moves if the vendor would refuse the range.
 * @param input wall clock of `zone`, as the input writes it
 */
export function withFrom(range: TimeSpan, input: string, now: number, zone: string): TimeSpan {
  const from = parseZonedTime(input, zone)
  return from === null ? range : answerable({ from, to: range.to }, now, zone)
}

/** Returns the range with another end. Midnight means the end of that day. */
export function withTo(range: TimeSpan, input: string, now: number, zone: string): TimeSpan {
  const to = parseZonedTime(input.replace(/00:00:00$/, '23:59:59'), zone)
  if (to === null) return range
  const day = dayOf(to, zone)
  const reversed = Date.parse(to) < Date.parse(range.from)
  return answerable(
    { from: reversed ? daysToRange(day, day, zone).from : range.from, to },
    now,
    zone,
  )
}

interface CustomRangeProps {
  range: TimeSpan
  timeZone: string
  /** The server's time, ms since the epoch. */
  now: number
  onApply: (range: TimeSpan, history: HistoryStep) => void
}

const DAYJS_LOCALES = { en: 'en', 'zh-CN': 'zh-cn' } as const
const SHOWN = 'YYYY-MM-DD HH:mm'
const TYPED = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?$/

/** Parses typed text; `null` while it is incomplete. */
function parseTyped(text: string): string | null {
  const match = TYPED.exec(normalizeText(text))
  return match ? `${match[1]} ${match[2] ?? '00:00'}:00` : null
}

/**
 * The start and the end, typed or picked, within the vendor's limits. A day applies before its time
 * is typed, so all changes during one focus are one history step.
 */
export function CustomRange({ range, timeZone, now, onApply }: CustomRangeProps) {
  const t = useTranslations('filters')
  const locale = useLocale()
  const [pushed, setPushed] = useState(false)
  const { first, last } = pickableDays(now, timeZone)
  // The present week ends after the last day that can be picked.
  const shownEnd = toInput(range.to, timeZone).slice(0, 10)
  const reach = lastDayOf(range.from, now, timeZone)
  const maxDate = shownEnd > reach ? shownEnd : reach
  const apply = (next: TimeSpan) => {
    onApply(next, pushed ? 'replace' : 'push')
    setPushed(true)
  }
  const shared = {
    withTime: true,
    allowDeselect: false,
    valueFormat: SHOWN,
    dateParser: parseTyped,
    popoverProps: { shadow: 'md' },
    onBlur: () => setPushed(false),
    previousLabel: t('earlier'),
    nextLabel: t('later'),
  } as const
  return (
    <DatesProvider settings={{ locale: DAYJS_LOCALES[locale] }}>
      <Stack gap="xs">
        <DateInput
          {...shared}
          label={t('from')}
          value={toInput(range.from, timeZone)}
          minDate={first}
          maxDate={last}
          onChange={(value) => value && apply(withFrom(range, value, now, timeZone))}
        />
        <DateInput
          {...shared}
          label={t('to')}
          value={toInput(range.to, timeZone)}
          minDate={toInput(range.from, timeZone).slice(0, 10)}
          maxDate={maxDate}
          onChange={(value) => value && apply(withTo(range, value, now, timeZone))}
        />
        <Text size="xs" c="dimmed">
          {t('rangeHint', { days: WINDOW_DAYS })}
        </Text>
      </Stack>
    </DatesProvider>
  )
}
