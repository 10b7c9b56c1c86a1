import { UnstyledButton } from '@mantine/core'
import { useFormatter, useTranslations } from 'use-intl'
import type { Coverage } from '../calls/call.ts'
import { OUTCOMES, type Outcome } from '../calls/call-codes.ts'
import type { Outcomes } from '../calls/figures.ts'
import classes from './OutcomeCounts.module.css'
import badge from './ReasonBadge.module.css'

interface OutcomeCountsProps {
  /** `undefined` while they load; `null` if there are none. */
  counts: Outcomes | null | undefined
  /** The coverage of the calls shown and their counts; `null` if it is complete. */
  partial: Coverage | null
  /** Whether the counts belong to an earlier filter. */
  stale: boolean
  /** The outcomes that the list is filtered by. */
  chosen: readonly Outcome[]
  onChoose: (outcomes: Outcome[]) => void
}

/** The calls of the view by outcome. Each count filters the list by its calls. */
export function OutcomeCounts({ counts, partial, stale, chosen, onChoose }: OutcomeCountsProps) {
  const t = useTranslations()
  const format = useFormatter()
  const isShown = (outcome: Outcome) =>
    outcome !== 'unknown' || counts?.unknown || chosen.includes(outcome)
  return (
    <>
      {counts === undefined && <div className={classes.counts} />}
      {counts && ( // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend in sight
        <div role="group" aria-label={t('records.outcomes')} className={classes.counts}>
          {OUTCOMES.filter(isShown).map((outcome) => {
            const isChosen = chosen.includes(outcome)
            const others = chosen.filter((each) => each !== outcome)
            return (
              <UnstyledButton
                key={outcome}
                className={`${badge.badge} ${classes.count}`}
                data-outcome={outcome}
                data-stale={stale || undefined}
                aria-pressed={isChosen}
                onClick={() => onChoose(isChosen ? others : [outcome])}
              >
                {t(`outcome.${outcome}`)} <strong>{format.number(counts[outcome])}</strong>
              </UnstyledButton>
            )
          })}
        </div>
      )}
      <span role="status" className={classes.coverage}>
        {partial && <CoverageWords {...partial} />}
      </span>
    </>
  )
}

function CoverageWords({ read, total, reading }: Coverage) {
  const t = useTranslations('records')
  if (total === null) return reading && t('readingMore', { read })
  return t(reading ? 'reading' : 'partlyRead', { read, total })
}
