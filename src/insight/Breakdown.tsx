import { UnstyledButton } from '@mantine/core'
import { useFormatter, useTranslations } from 'use-intl'
import type { FilterPatch } from '../api/use-page-state.ts'
import { OUTCOMES } from '../calls/call-codes.ts'
import classes from './Breakdown.module.css'
import type { Row } from './figures.ts'

interface BreakdownProps {
  kind: 'agents' | 'reasons'
  rows: readonly Row[]
  nameOf: (value: Row['value']) => string
  onFilter: (patch: FilterPatch) => void
}

/** Two columns of agents or reasons with their calls by outcome. Each row opens its calls. */
export function Breakdown({ kind, rows, nameOf, onFilter }: BreakdownProps) {
  const t = useTranslations('summary')
  const format = useFormatter()
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
            translate={kind === 'agents' ? 'no' : undefined}
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
            title={row.isLow ? t('low') : undefined}
          >
            {row.isLow && '▼ '}
            {t('percent', { value: format.number(Math.round(row.share * 100)) })}
            {kind === 'agents' && <span className={classes.wide}> {t('answeredShort')}</span>}
          </span>
        </UnstyledButton>
      ))}
    </div>
  )
}
