import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { OUTCOMES } from '../calls/call-codes.ts'
import type { Summary } from '../calls/figures.ts'
import { formatDuration } from '../i18n/duration.ts'
import {
  type Change,
  changeOf,
  chosenOutcomes,
  countedOutcomes,
  FIGURES,
  type FigureName,
  isOnly,
  outcomeFilter,
  type SummaryViewProps,
} from './figures.ts'
import classes from './KeyFigures.module.css'
import { periodText } from './timeline.ts'

export interface KeyFiguresProps extends Omit<SummaryViewProps, 'summary'> {
  /** `undefined` before the first answer. */
  summary: Summary | undefined
  /** Whether the last request failed. */
  failed: boolean
  /** Calls that the list states for the same filters; `null` if it does not. */
  total: number | null
}

/** The key figures with their changes. Those that count calls open them. */
export function KeyFigures(props: KeyFiguresProps) {
  return (
    <div className={classes.figures}>
      {(Object.keys(FIGURES) as FigureName[]).map((name) => (
        <Figure key={name} name={name} {...props} />
      ))}
    </div>
  )
}

type FigureProps = KeyFiguresProps & { name: FigureName }

function Figure({ name, summary, failed, total, list, onFilter }: FigureProps) {
  const t = useTranslations('summary')
  const format = useFormatter()
  const label = t(`figure.${name}`)
  const needed = OUTCOMES.filter((outcome) => name === outcome || name === 'answered')
  const known = summary ? countedOutcomes(summary, list) : []
  const counted = needed.every((outcome) => known.includes(outcome)) ? summary : undefined
  const { read = 0, complete = false } = summary?.coverage ?? {}
  const isExact = complete || (name === 'calls' && total !== null)
  const isSoFar = (summary && !isExact) || undefined
  const isDuration = name === 'talk' || name === 'wait'
  // `undefined` while it loads; `null` if there is none.
  const figure = counted ? FIGURES[name].measure(counted) : summary || failed ? null : undefined
  const value = name === 'calls' && !complete ? (total ?? figure) : figure
  function text(): ReactNode {
    if (value == null) return value === null && '–'
    if (isDuration) return formatDuration(value)
    if (name !== 'answered') return format.number(value)
    return (
      <>
        {format.number(value * 100, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}
        <small> %</small>
      </>
    )
  }
  const soFar = name === 'answered' ? t('soFarOf', { count: read }) : t('soFar')
  const content = {
    className: classes.figureButton,
    'data-so-far': isSoFar,
    children: (
      <>
        <span className={classes.label}>{name === 'talk' ? t('shortTalk') : label}</span>
        <span className={classes.value} data-loading={value === undefined || undefined}>
          {text()}
        </span>
        {counted && isExact ? (
          <ChangeText name={name} summary={counted} />
        ) : (
          <span className={classes.change}>{counted && soFar}</span>
        )}
      </>
    ),
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a figure element may not stand in a row of figures
    <div role="figure" aria-label={label} className={classes.figure} data-figure={name}>
      {isDuration ? (
        <div {...content} />
      ) : (
        <UnstyledButton
          {...content}
          aria-pressed={name === 'calls' ? undefined : isOnly<string>(chosenOutcomes(list), name)}
          onClick={() => onFilter(outcomeFilter(name === 'calls' ? null : name, list))}
        />
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
  return {
    percent: t('percent', { value: format.number(size) }),
    points: t('points', { value: format.number(size, { minimumFractionDigits: 1 }) }),
    seconds: formatDuration(size),
    count: format.number(size),
  }[unit]
}

/** The change of a figure, with the period that it is compared with as its tooltip. */
function ChangeText({ name: figure, summary }: { name: FigureName; summary: Summary }) {
  const t = useTranslations('summary')
  const format = useFormatter()
  const change = changeOf(figure, summary)
  if (!change || !summary.previous) return <span className={classes.change} />
  const period = periodText(summary.previous, format)
  const value = changeText(change, t, format)
  const name = `${t(change.by > 0 ? 'more' : 'less', { value })} ${t('against', { period })}`
  return (
    <span
      className={classes.change}
      title={t('comparedWith', { period })}
      data-good={change.isGood ?? undefined}
      {...(change.by !== 0 && { role: 'img', 'aria-label': name })}
    >
      {change.by === 0 ? t('same') : `${change.by > 0 ? '▲' : '▼'} ${value}`}
    </span>
  )
}
