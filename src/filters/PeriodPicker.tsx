import '@mantine/dates/styles.css'
import 'dayjs/locale/zh-cn'
import { Button, TextInput, UnstyledButton } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { IconCheck } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { serverNow, sessionQuery } from '../api/queries.ts'
import {
  dayFrom,
  daysToRange,
  HISTORY_DAYS,
  type Period,
  PRESETS,
  presetOf,
  resolvePeriod,
  type TimeSpan,
} from '../calls/periods.ts'
import { normalizeText } from '../calls/query.ts'
import { formatInZone, inZone, parseZonedTime } from '../calls/time.ts'
import classes from './PeriodFilter.module.css'
import type { PeriodProps } from './PeriodFilter.tsx'

const DAY_MS = 86_400_000
const SHOWN = 'YYYY-MM-DD HH:mm'
const TYPED = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?$/

/** Both ends as they are typed, by the clock of the account's zone. */
export interface Draft {
  from: string
  to: string
}

/** Writes both ends of a span for the fields, in `zone`. */
export function draftOf({ from, to }: TimeSpan, zone: string): Draft {
  return { from: formatInZone(from, zone, SHOWN), to: formatInZone(to, zone, SHOWN) }
}

/**
 * Returns the first and the last day (`YYYY-MM-DD`) that can be picked at `now` (ms) in `zone`. The
 * first is the oldest complete one, because the vendor counts 62 times 24 hours.
 */
export function pickableDays(now: number, zone: string): { first: string; last: string } {
  return { first: dayFrom(now - HISTORY_DAYS * DAY_MS, 1, zone), last: dayFrom(now, 0, zone) }
}

/**
 * Parses one end: a day with or without a time. Without one, or at midnight, the end covers its day.
 * @returns ISO 8601 with the offset of `zone`, or `null`
 */
export function parseEnd(text: string, isLast: boolean, zone: string): string | null {
  const [, day, time = '00:00'] = TYPED.exec(normalizeText(text)) ?? []
  if (day === undefined) return null
  const seconds = time === '23:59' && isLast ? '59' : '00'
  const lastTime = time === '00:00' && isLast ? '23:59:59' : `${time}:${seconds}`
  return parseZonedTime(`${day} ${lastTime}`, zone)
}

interface Limits {
  /** The server's time, ms since the epoch. */
  now: number
  zone: string
  /** The longest period; `null` without a limit. */
  maxDays: number | null
}

/**
 * Returns the typed span, or the nearest one that has calls. Ends in reverse order are swapped, and
 * without a last end the span is one day. An end that was not changed keeps its seconds.
 * @returns `null` if an end is not a time
 */
export function spanOf(draft: Draft, before: TimeSpan, limits: Limits): TimeSpan | null {
  const { now, zone, maxDays } = limits
  const shown = draftOf(before, zone)
  const from = draft.from === shown.from ? before.from : parseEnd(draft.from, false, zone)
  const last = draft.to.trim() || draft.from.slice(0, 10)
  const to = last === shown.to ? before.to : parseEnd(last, true, zone)
  if (from === null || to === null) return null
  const [one, other] = [Date.parse(from), Date.parse(to)]
  const oldest = Date.parse(dayOf(pickableDays(now, zone).first, zone).from)
  const start = Math.max(Math.min(one, other), oldest)
  const longest = maxDays === null ? Number.POSITIVE_INFINITY : latestEnd(start, maxDays, zone)
  const end = Math.min(Math.max(one, other), longest)
  const day = dayOf(dayFrom(start, 0, zone), zone)
  return { from: inZone(start, zone), to: end < start ? day.to : inZone(end, zone) }
}

const dayOf = (day: string, zone: string) => daysToRange(day, day, zone)

/** Returns the latest end (ms). If summer time ends within the days, they have an hour too many. */
function latestEnd(start: number, maxDays: number, zone: string): number {
  const last = dayOf(dayFrom(start, maxDays - 1, zone), zone)
  return Math.min(Date.parse(last.to), start + maxDays * DAY_MS)
}

interface PeriodPickerProps extends PeriodProps {
  /** The part that receives the focus when it opens. */
  focus: 'presets' | 'fields'
  onDone: () => void
}

/** The presets, and a calendar with both ends of a custom period. */
export function PeriodPicker(props: PeriodPickerProps) {
  const { list, timeZone, onFilter, focus, onDone } = props
  const t = useTranslations('filters')
  const locale = useLocale()
  const { data: session } = useQuery({ ...sessionQuery(), enabled: false })
  const maxDays = session?.mirror === 'off' ? session.limits.windowDays : null
  const now = serverNow(useQueryClient())
  const preset = presetOf(list)
  const [before] = useState(() => resolvePeriod(list, timeZone, now))
  const [draft, setDraft] = useState(() => draftOf(before, timeZone))
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const target = focus === 'fields' ? 'form input' : '[aria-pressed=true], form input'
    root.current?.querySelector<HTMLElement>(target)?.focus()
  }, [focus])
  const { first, last } = pickableDays(now, timeZone)
  const span = spanOf(draft, before, { now, zone: timeZone, maxDays })
  const picked = (text: string, isLast: boolean) =>
    parseEnd(text, isLast, timeZone)?.slice(0, 10) ?? null
  function apply(period: Period): void {
    onFilter(period)
    onDone()
  }
  const field = (end: keyof Draft) => (
    <TextInput
      label={t(end)}
      autoComplete="off"
      value={draft[end]}
      error={
        draft[end] !== '' && parseEnd(draft[end], end === 'to', timeZone) === null && t('timeWrong')
      }
      onChange={(event) => setDraft({ ...draft, [end]: event.currentTarget.value })}
    />
  )
  return (
    <div ref={root} className={classes.picker}>
      <div className={classes.presets}>
        {PRESETS.map((each) => (
          <UnstyledButton
            key={each}
            aria-pressed={each === preset}
            onClick={() => apply({ range: each, from: null, to: null })}
          >
            {t(`range.${each}`)}
            {each === preset && <IconCheck size={14} aria-hidden />}
          </UnstyledButton>
        ))}
      </div>
      <form
        className={classes.custom}
        onSubmit={(event) => {
          event.preventDefault()
          if (span) apply({ ...span, range: null })
        }}
      >
        <DatePicker
          type="range"
          size="sm"
          locale={locale.toLowerCase()} // as dayjs names it
          monthLabelFormat={t('calendarMonth')}
          weekendDays={[]}
          allowSingleDateInRange
          defaultDate={picked(draft.to, true) ?? last}
          minDate={first}
          maxDate={last}
          value={[picked(draft.from, false), picked(draft.to, true)]}
          onChange={([from, to]) => {
            if (from) setDraft({ from: `${from} 00:00`, to: to ? `${to} 23:59` : '' })
          }}
          ariaLabels={{ previousMonth: t('earlier'), nextMonth: t('later') }}
        />
        <div className={classes.ends}>
          {field('from')}
          {field('to')}
        </div>
        <div className={classes.foot}>
          <span>
            {maxDays === null
              ? t('rangeHint', { zone: timeZone })
              : t('rangeHintShort', { days: maxDays, zone: timeZone })}
          </span>
          <Button type="submit" variant="default" disabled={span === null}>
            {t('apply')}
          </Button>
        </div>
      </form>
    </div>
  )
}
