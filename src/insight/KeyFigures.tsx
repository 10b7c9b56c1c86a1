import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import { OUTCOMES } from '../calls/call-codes.ts'
import type { Summary } from '../calls/figures.ts'
import { formatDuration } from '../i18n/duration.ts'
import {
  ALL_OUTCOMES,
  type Change,
  changeOf,
  chosenOutcomes,
  countedOutcomes,
  FIGURE_VALUES,
  FIGURES,
  type FigureName,
  outcomeFilter,
} from './figures.ts'
import classes from './KeyFigures.module.css'
import { periodText } from './timeline.ts'

interface KeyFiguresProps {
  /** `undefined` before the first answer. */
  summary: Summary | undefined
  /** Whether there is no answer. */
  failed: boolean
  /** Calls that the list states; `null` if it does not. */
  total: number | null
  list: ListState
  onFilter: (patch: FilterPatch) => void
}

/** The key figures with their changes. Those that count calls open them. */
export function KeyFigures({ summary, failed, total, list, onFilter }: KeyFiguresProps) {
  const t = useTranslations('summary')
  const outcomes = chosenOutcomes(list)
  function filterOf(name: FigureName): FilterPatch | null {
    if (name === 'talk' || name === 'wait') return null
    return name === 'calls' ? ALL_OUTCOMES : outcomeFilter(name, list)
  }
  const counted = summary && countedOutcomes(summary, list)
  function isCounted(name: FigureName): boolean {
    if (name === 'answered') return counted?.length === OUTCOMES.length
    return (name !== 'missed' && name !== 'failed') || counted?.includes(name) === true
  }
  function shownValue(name: FigureName): number | null | undefined {
    if (!summary) return failed ? null : undefined
    return isCounted(name) ? FIGURE_VALUES[name](summary) : null
  }
  const isExact = (name: FigureName) =>
    summary?.coverage.complete || (name === 'calls' && total !== null)
  return (
    <div className={classes.figures}>
      {FIGURES.map((name) => {
        const filter = filterOf(name)
        const value = shownValue(name)
        return (
          <Figure
            key={name}
            name={name}
            value={name === 'calls' && !summary?.coverage.complete ? (total ?? value) : value}
            isSoFar={summary !== undefined && !isExact(name)}
            isChosen={outcomes.length === 1 && outcomes[0] === name}
            onOpen={filter && (() => onFilter(filter))}
          >
            {summary &&
              isCounted(name) &&
              (isExact(name) ? <ChangeText name={name} summary={summary} /> : soFar(name))}
          </Figure>
        )
      })}
    </div>
  )

  function soFar(name: FigureName): string {
    return name === 'answered' && summary
      ? t('soFarOf', { count: summary.coverage.read })
      : t('soFar')
  }
}

interface FigureProps {
  name: FigureName
  /** `undefined` while it loads; `null` if there is none. */
  value: number | null | undefined
  isSoFar: boolean
  isChosen: boolean
  onOpen: (() => void) | null
  children: ReactNode
}

function Figure({ name, value, isSoFar, isChosen, onOpen, children }: FigureProps) {
  const t = useTranslations('summary')
  const format = useFormatter()
  const label = t(`figure.${name}`)
  function text(): ReactNode {
    if (value == null) return value === null && '–'
    if (name === 'talk' || name === 'wait') return formatDuration(value)
    if (name !== 'answered') return format.number(value)
    return (
      <>
        {format.number(value * 100, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}
        <small> %</small>
      </>
    )
  }
  const parts = (
    <>
      <span className={classes.label}>{name === 'talk' ? t('shortTalk') : label}</span>
      <span>
        <span className={classes.value} data-loading={value === undefined || undefined}>
          {text()}
        </span>
        <span className={classes.change}>{children}</span>
      </span>
    </>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a figure element may not stand in a row of figures
    <div role="figure" aria-label={label} className={classes.figure} data-figure={name}>
      {onOpen ? (
        <UnstyledButton
          className={classes.figureButton}
          aria-pressed={name === 'calls' ? undefined : isChosen}
          data-so-far={isSoFar || undefined}
          onClick={onOpen}
        >
          {parts}
        </UnstyledButton>
      ) : (
        <div className={classes.figureButton} data-so-far={isSoFar || undefined}>
          {parts}
        </div>
      )}
    </div>
  )
}

/** Formats the size of a change, without its direction. */
export function changeText(
  { unit, by }: Change,
  t: ReturnType<typeof useTranslations<'summary'>>,
  format: ReturnType<typeof useFormatter>,
): string {
  const size = Math.abs(by)
  switch (unit) {
    case 'percent':
      return t('percent', { value: format.number(size) })
    case 'points':
      return t('points', { value: format.number(size, { minimumFractionDigits: 1 }) })
    case 'seconds':
      return formatDuration(size)
    case 'count':
      return format.number(size)
  }
}

/** The change of a figure, with the period that it is compared with as its tooltip. */
function ChangeText({ name, summary }: { name: FigureName; summary: Summary }) {
  const t = useTranslations('summary')
  const format = useFormatter()
  const change = changeOf(name, summary)
  if (!change || !summary.previous) return null
  const period = periodText(summary.previous, format)
  const value = changeText(change, t, format)
  if (change.by === 0) return <span title={t('comparedWith', { period })}>{t('same')}</span>
  return (
    <span title={t('comparedWith', { period })} data-good={change.isGood ?? undefined}>
      <span aria-hidden>
        {change.by > 0 ? '▲' : '▼'} {value}
      </span>
      <VisuallyHidden>
        {t(change.by > 0 ? 'more' : 'less', { value })} {t('against', { period })}
      </VisuallyHidden>
    </span>
  )
}
