import { UnstyledButton } from '@mantine/core'
import { useFormatter, useTranslations } from 'use-intl'
import { OUTCOMES } from '../calls/call-codes.ts'
import type { FacetValue } from '../calls/figures.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './Breakdown.module.css'
import { breakdown, type SummaryViewProps } from './figures.ts'

type BreakdownProps = SummaryViewProps & { kind: 'agents' | 'reasons' }

/** Two columns of agents or reasons with their calls by outcome. Each row opens its calls. */
export function Breakdown({ kind, summary, list, onFilter }: BreakdownProps) {
  const t = useTranslations()
  const format = useFormatter()
  const words = useWords()
  const isAgents = kind === 'agents'
  const rows = breakdown(isAgents ? 'agent' : 'reason', summary, list)
  function nameOf(value: FacetValue['value']): string {
    if (value === null) return t(isAgents ? 'summary.noAgent' : 'outcome.unknown')
    return isAgents ? String(value) : words.hangupReason(Number(value))
  }
  const most = Math.max(1, ...rows.map(({ calls }) => calls))
  return (
    <div className={classes.rows} data-kind={kind}>
      {rows.map((row) => (
        <UnstyledButton
          key={String(row.value)}
          className={classes.row}
          aria-pressed={row.isChosen}
          onClick={() => onFilter(row.filter)}
        >
          <span
            className={classes.name}
            title={nameOf(row.value)}
            translate={isAgents ? 'no' : undefined}
          >
            <bdi>{nameOf(row.value)}</bdi>
          </span>
          <span className={classes.stack} style={{ inlineSize: `${(row.calls / most) * 100}%` }}>
            {OUTCOMES.filter((outcome) => row[outcome] > 0).map((outcome) => (
              <i key={outcome} data-outcome={outcome} style={{ flexGrow: row[outcome] }} />
            ))}
          </span>
          <span className={classes.count}>{format.number(row.calls)}</span>
          <span
            className={row.isLow ? classes.low : classes.share}
            title={row.isLow ? t('summary.low') : undefined}
          >
            {row.isLow && '▼ '}
            {t('summary.percent', { value: format.number(Math.round(row.share * 100)) })}
            {isAgents && <span className={classes.wide}> {t('summary.answeredShort')}</span>}
          </span>
        </UnstyledButton>
      ))}
    </div>
  )
}
