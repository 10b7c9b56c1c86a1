import { Popover, Skeleton, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { Preset, TimeSpan } from '../calls/periods.ts'
import facet from './Facet.module.css'
import classes from './PeriodFilter.module.css'
import { stepPeriod, wholeDays } from './period-steps.ts'

const PeriodPicker = lazyPart(() => import('./PeriodPicker.tsx').then((m) => m.PeriodPicker))

interface PeriodFilterProps {
  /** `null` for a custom period. */
  preset: Preset | null
  /** The span of the preset or the custom period. */
  range: TimeSpan
  timeZone: string
  /** The server's time, ms since the epoch. */
  now: number
  /** The longest period; `null` without a limit. */
  maxDays: number | null
  onPreset: (preset: Preset) => void
  onRange: (range: TimeSpan) => void
}

/** The units of the switch: each is a preset, and has so many days. */
const UNITS = { today: 1, last7d: 7, last30d: 30 } as const

/** The filter for the start of calls. */
export function PeriodFilter(props: PeriodFilterProps) {
  const { preset, range, timeZone, now, onPreset, onRange } = props
  const t = useTranslations('filters')
  const titleId = useId()
  const [opened, setOpened] = useState<'presets' | 'fields' | null>(null)
  const dates = useDates(preset, range, timeZone)
  const days = wholeDays(range, timeZone)
  const weeks = preset === 'thisWeek' || preset === 'lastWeek'
  const step = (by: 1 | -1) => {
    const next = stepPeriod(preset, range, by, timeZone, now)
    return (
      <UnstyledButton
        className={classes.step}
        aria-label={t(by === 1 ? 'nextPeriod' : 'previousPeriod')}
        disabled={next === null}
        onClick={() => next && (next.preset ? onPreset(next.preset) : onRange(next.span))}
      >
        {by === 1 ? (
          <IconChevronRight size={16} aria-hidden />
        ) : (
          <IconChevronLeft size={16} aria-hidden />
        )}
      </UnstyledButton>
    )
  }
  return (
    <fieldset className={facet.facet} aria-labelledby={titleId}>
      <div className={facet.head}>
        <h2 id={titleId} className={facet.title}>
          {t('period')}
        </h2>
      </div>
      <Popover
        opened={opened !== null}
        onChange={(isOpen) => setOpened(isOpen ? 'presets' : null)}
        position="bottom-start"
        withinPortal={false}
        floatingStrategy="fixed"
        withRoles={false}
        returnFocus
        shadow="md"
      >
        <Popover.Target>
          <div className={classes.period}>
            {step(-1)}
            <UnstyledButton
              className={classes.label}
              aria-haspopup="dialog"
              aria-expanded={opened !== null}
              onClick={() => setOpened(opened === null ? 'presets' : null)}
            >
              {preset && <b>{t(`range.${preset}`)}</b>}
              <span className={preset ? classes.dates : classes.only}>{dates}</span>
              <IconChevronDown size={14} aria-hidden />
            </UnstyledButton>
            {step(1)}
          </div>
        </Popover.Target>
        <Popover.Dropdown className={classes.dropdown} role="dialog" aria-label={t('period')}>
          <Part fallback={<Skeleton height={340} width={400} />}>
            {opened !== null && (
              <PeriodPicker
                {...props}
                key={preset ?? `${range.from} ${range.to}`}
                focus={opened}
                onDone={() => setOpened(null)}
              />
            )}
          </Part>
        </Popover.Dropdown>
      </Popover>
      <div className={classes.units}>
        {(['today', 'last7d', 'last30d'] as const).map((unit) => (
          <UnstyledButton
            key={unit}
            aria-pressed={!weeks && days === UNITS[unit]}
            onClick={() => onPreset(unit)}
          >
            {t(`unit.${unit}`)}
          </UnstyledButton>
        ))}
        <UnstyledButton
          aria-pressed={preset === null && !Object.values<number | null>(UNITS).includes(days)}
          aria-haspopup="dialog"
          onClick={() => setOpened('fields')}
        >
          {t('range.custom')}
        </UnstyledButton>
      </div>
    </fieldset>
  )
}

/** Returns the days of a period, with its times if it does not cover whole days. */
function useDates(preset: Preset | null, { from, to }: TimeSpan, timeZone: string): string {
  const format = useFormatter()
  const [start, end] = [new Date(from), new Date(to)]
  const time = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const day = { timeZone, day: 'numeric', month: 'short' } as const
  const days = wholeDays({ from, to }, timeZone)
  if (preset === 'lastHour') return format.dateTimeRange(start, end, time)
  if (days === null) return format.dateTimeRange(start, end, { ...day, ...time })
  if (days === 1) return format.dateTime(start, preset ? day : { ...day, weekday: 'short' })
  return format.dateTimeRange(start, end, day)
}
