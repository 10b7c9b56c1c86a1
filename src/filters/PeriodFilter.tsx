import { Popover, Skeleton, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import { serverNow } from '../api/queries.ts'
import { type Preset, presetOf, resolvePeriod, type TimeSpan } from '../calls/periods.ts'
import { FieldGroup, type FilterProps } from './FieldGroup.tsx'
import classes from './PeriodFilter.module.css'
import { stepPeriod, wholeDays } from './period-steps.ts'

const PeriodPicker = lazyPart(() => import('./PeriodPicker.tsx').then((m) => m.PeriodPicker))

export interface PeriodProps extends FilterProps {
  /** IANA zone of the account. */
  timeZone: string
}

/** The part of the picker that is open. */
type Opened = 'presets' | 'fields' | null

/** The presets of the switch, with their days. */
const UNITS = [
  ['today', 1],
  ['last7d', 7],
  ['last30d', 30],
] as const

/** The filter for the start of calls. */
export function PeriodFilter(props: PeriodProps) {
  const { list, timeZone, onFilter } = props
  const t = useTranslations('filters')
  const [opened, setOpened] = useState<Opened>(null)
  const preset = presetOf(list)
  const days = wholeDays(resolvePeriod(list, timeZone, serverNow(useQueryClient())), timeZone)
  const weeks = preset === 'thisWeek' || preset === 'lastWeek'
  return (
    <FieldGroup name={t('period')}>
      <PeriodControl {...props} opened={opened} onOpened={setOpened} />
      <div className={classes.units}>
        {UNITS.map(([unit, unitDays]) => (
          <UnstyledButton
            key={unit}
            aria-pressed={!weeks && days === unitDays}
            onClick={() => onFilter({ range: unit, from: null, to: null })}
          >
            {t(`unit.${unit}`)}
          </UnstyledButton>
        ))}
        <UnstyledButton
          aria-pressed={preset === null && UNITS.every(([, unitDays]) => days !== unitDays)}
          aria-haspopup="dialog"
          onClick={() => setOpened('fields')}
        >
          {t('range.custom')}
        </UnstyledButton>
      </div>
    </FieldGroup>
  )
}

/** The period in the bar of a narrow window, whose filters are in a drawer. */
export function PeriodBar(props: PeriodProps) {
  const t = useTranslations('filters')
  const [opened, setOpened] = useState<Opened>(null)
  return (
    <fieldset className={classes.bar} aria-label={t('period')}>
      <PeriodControl {...props} opened={opened} onOpened={setOpened} />
    </fieldset>
  )
}

type PeriodControlProps = PeriodProps & { opened: Opened; onOpened: (opened: Opened) => void }

/** Steps through periods, and opens the picker. */
function PeriodControl({ opened, onOpened, ...period }: PeriodControlProps) {
  const { list, timeZone, onFilter } = period
  const t = useTranslations('filters')
  const now = serverNow(useQueryClient())
  const preset = presetOf(list)
  const span = resolvePeriod(list, timeZone, now)
  const dates = useDates(preset, span, timeZone)
  const step = (by: 1 | -1, Chevron: typeof IconChevronLeft) => {
    const next = stepPeriod(list, by, timeZone, now)
    return (
      <UnstyledButton
        className={classes.step}
        aria-label={t(by === 1 ? 'nextPeriod' : 'previousPeriod')}
        disabled={next === null}
        onClick={() => next && onFilter(next)}
      >
        <Chevron size={16} aria-hidden />
      </UnstyledButton>
    )
  }
  return (
    <Popover
      opened={opened !== null}
      onChange={(isOpen) => onOpened(isOpen ? 'presets' : null)}
      position="bottom-start"
      withinPortal={false}
      floatingStrategy="fixed"
      withRoles={false}
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <div className={classes.period}>
          {step(-1, IconChevronLeft)}
          <UnstyledButton
            className={classes.label}
            aria-haspopup="dialog"
            aria-expanded={opened !== null}
            onClick={() => onOpened(opened === null ? 'presets' : null)}
          >
            {preset && <b>{t(`range.${preset}`)}</b>}
            <span className={preset ? classes.dates : classes.only} title={dates}>
              {dates}
            </span>
            <IconChevronDown size={14} aria-hidden />
          </UnstyledButton>
          {step(1, IconChevronRight)}
        </div>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} role="dialog" aria-label={t('period')}>
        <Part fallback={<Skeleton height={340} width={400} />}>
          {opened !== null && (
            <PeriodPicker
              {...period}
              key={preset ?? `${span.from} ${span.to}`}
              focus={opened}
              onDone={() => onOpened(null)}
            />
          )}
        </Part>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Returns the days of a period, with its times if it does not cover whole days. */
function useDates(preset: Preset | null, span: TimeSpan, timeZone: string): string {
  const format = useFormatter()
  const days = wholeDays(span, timeZone)
  const hasTimes = days === null || preset === 'lastHour'
  return format.dateTimeRange(new Date(span.from), new Date(span.to), {
    timeZone,
    ...(preset !== 'lastHour' && { day: 'numeric', month: 'short' }),
    ...(hasTimes && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    ...(preset === null && days === 1 && { weekday: 'short' }),
  })
}
