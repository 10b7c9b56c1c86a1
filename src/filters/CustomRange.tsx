import '@mantine/dates/styles.css'
import { Stack, Text } from '@mantine/core'
import { DateInput, DatesProvider } from '@mantine/dates'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { HistoryStep } from '../api/use-page-state.ts'
import { asSeen } from '../calls/query.ts'
import { WINDOW_DAYS } from '../calls/range.ts'
import type { TimeRange } from '../calls/time.ts'
import { lastDayOf, pickableDays, toInput, withFrom, withTo } from './custom-range.ts'
import 'dayjs/locale/zh-cn'

interface CustomRangeProps {
  range: TimeRange
  timeZone: string
  /** The server's time, ms since the epoch. */
  now: number
  onApply: (range: TimeRange, history: HistoryStep) => void
}

const DAYJS_LOCALES = { en: 'en', 'zh-CN': 'zh-cn' } as const
const SHOWN = 'YYYY-MM-DD HH:mm'
const TYPED = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?$/

/** What was typed, once it is whole: half a date is no date yet. */
function parseTyped(text: string): string | null {
  const match = TYPED.exec(asSeen(text))
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
  const apply = (next: TimeRange) => {
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
