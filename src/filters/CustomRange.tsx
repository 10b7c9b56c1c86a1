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

/** How the date inputs write a time: wall clock of the account's zone. */
const INPUT_FORMAT = 'YYYY-MM-DD HH:mm:ss'

const DAY_MS = 86_400_000

/** A time of the address for an input, in `zone`. */
export function toInput(iso: string, zone: string): string {
  return formatInZone(iso, zone, INPUT_FORMAT)
}

/** The calendar day in `zone` that a time lies in. */
function dayOf(iso: string, zone: string): string {
  return dayFrom(Date.parse(iso), 0, zone)
}

/**
 * First and last day (`YYYY-MM-DD`) that can be picked at `now` (ms) in `zone`. The first is the
 * oldest that is whole: the vendor counts 62 times 24 hours, and days of 23 and 25 exist.
 */
export function pickableDays(now: number, zone: string): { first: string; last: string } {
  return { first: dayFrom(now - HISTORY_DAYS * DAY_MS, 1, zone), last: dayFrom(now, 0, zone) }
}

/** The last day that a range starting at `from` may reach: its own, at least. */
export function lastDayOf(from: string, now: number, zone: string): string {
  const start = dayOf(from, zone)
  const reach = dayFrom(Date.parse(from), WINDOW_DAYS - 1, zone)
  const today = dayFrom(now, 0, zone)
  return today < start ? start : reach < today ? reach : today
}

/** The latest end of a range starting at `from`; 31 days with an hour more end an hour early. */
function latestEnd(from: string, now: number, zone: string): string {
  const last = lastDayOf(from, now, zone)
  const end = daysToRange(last, last, zone).to
  const longest = Date.parse(from) + WINDOW_DAYS * DAY_MS
  return Date.parse(end) > longest ? inZone(longest, zone) : end
}

/** The range nearest to the one given that the vendor can answer at `now`. */
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
 * The range after its start was picked: the end follows where the rule would be broken.
 * @param input wall clock of `zone`, as the input writes it
 */
export function withFrom(range: TimeSpan, input: string, now: number, zone: string): TimeSpan {
  const from = parseZonedTime(input, zone)
  return from === null ? range : answerable({ from, to: range.to }, now, zone)
}

/** The range after its end was picked. A bare midnight means the whole of that day. */
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

/** What was typed, once it is whole: half a date is no date yet. */
function parseTyped(text: string): string | null {
  const match = TYPED.exec(normalizeText(text))
  return match ? `${match[1]} ${match[2] ?? '00:00'}:00` : null
}

/**
 * From and To, typed or picked; what the vendor cannot answer cannot be picked. A day applies before
 * its time is typed, so one stay in a field is one step in the history.
 */
export function CustomRange({ range, timeZone, now, onApply }: CustomRangeProps) {
  const t = useTranslations('filters')
  const locale = useLocale()
  const [pushed, setPushed] = useState(false)
  const { first, last } = pickableDays(now, timeZone)
  // A week that is not over ends after the last day that can be picked.
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
