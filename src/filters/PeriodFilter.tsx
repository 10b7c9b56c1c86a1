import { Chip, Group, Skeleton } from '@mantine/core'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { HistoryStep } from '../api/use-page-state.ts'
import { PRESETS, type Preset, type TimeSpan } from '../calls/periods.ts'
import classes from './FiltersPanel.module.css'

const CustomRange = lazyPart(() => import('./CustomRange.tsx').then((m) => m.CustomRange))

interface PeriodFilterProps {
  /** `null` for a custom range. */
  preset: Preset | null
  /** The span of the preset or the custom range. */
  range: TimeSpan
  timeZone: string
  /** The server's time, ms since the epoch. */
  now: number
  onPreset: (preset: Preset) => void
  onRange: (range: TimeSpan, history?: HistoryStep) => void
}

/** The filter for the start of calls. */
export function PeriodFilter(props: PeriodFilterProps) {
  const { preset, range, timeZone, now, onPreset, onRange } = props
  const t = useTranslations('filters')
  const id = useId()
  return (
    <div>
      <div role="radiogroup" aria-labelledby={id}>
        <div id={id} className={classes.legend}>
          {t('period')}
        </div>
        <Chip.Group
          value={preset ?? 'custom'}
          onChange={(value) => {
            const chosen = PRESETS.find((each) => each === value)
            if (chosen) onPreset(chosen)
            else onRange(range)
          }}
        >
          <Group gap={6}>
            {[...PRESETS, 'custom' as const].map((each) => (
              <Chip key={each} value={each} size="xs">
                {t(`range.${each}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      {preset === null && (
        <Part fallback={<Skeleton height={150} mt="sm" />}>
          <div className={classes.custom}>
            <CustomRange {...{ range, timeZone, now }} onApply={onRange} />
          </div>
        </Part>
      )}
    </div>
  )
}
