import { VisuallyHidden } from '@mantine/core'
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { OUTCOMES, type Outcome } from '../calls/call-codes.ts'
import type { Bucket, Outcomes, Summary } from '../calls/figures.ts'
import { chosenOutcomes, type SummaryViewProps } from './figures.ts'
import classes from './Histogram.module.css'
import {
  axisLabels,
  dayText,
  rateOf,
  spanFilter,
  spanText,
  sumOf,
  unreadIndexes,
  worstIndex,
} from './timeline.ts'

/** Height of the drawing, in its own units. */
const HEIGHT = 60
/** Parts of a bucket's width. */
const BAR_WIDTH = 0.7
const GHOST_WIDTH = 0.94
/** Labels this close to the worst bucket (part of the width) give way to its own. */
const LABEL_WIDTH = 0.09
/** From here on, a label ends at its bucket, because the chart does. */
const LAST_LABEL = 0.93

/** A choice of buckets: from `anchor` to `at`, in any order. */
interface Choice {
  anchor: number
  at: number
  by: 'hover' | 'drag' | 'key'
}

/**
 * The calls over time as stacked bars, with the period before behind them. A click, a drag, or arrow
 * keys and Enter narrow the period to bars.
 */
export function Histogram({ summary, list, onFilter }: SummaryViewProps) {
  const t = useTranslations('summary')
  const format = useFormatter()
  const hint = useId()
  const [choice, setChoice] = useState<Choice | null>(null)
  const { timeline, previous } = summary
  const { buckets } = timeline
  const count = buckets.length
  const isComplete = summary.coverage.complete
  const worst = worstIndex(summary)
  const most = Math.max(0, ...buckets.map(sumOf))
  const ghosts = previous?.coverage.complete ? previous.buckets : []
  const top = Math.max(1, most, ...ghosts.map(sumOf)) * 1.02
  const part = (index: number) => `${(index / count) * 100}%`
  const newest = buckets.findLastIndex((each) => sumOf(each) > 0)
  const start = Math.max(0, worst >= 0 ? worst : newest)
  const current = choice ?? { anchor: start, at: start }
  const first = Math.min(current.anchor, current.at)
  const end = Math.max(current.anchor, current.at) + 1
  const shown = buckets.slice(first, end)
  const span = { from: shown[0]?.from ?? '', to: shown.at(-1)?.to ?? '' }
  const period = span.from && spanText(span, format)
  const total = totalOf(shown)
  const calls = t('bar', { period, calls: sumOf(total) })
  const share = rateOf(total)
  const percent = share !== null && t('percent', { value: format.number(Math.round(share * 100)) })
  const rate = percent ? t('barRate', { rate: percent }) : null

  function apply(): void {
    setChoice(null)
    if (span.from) onFilter(spanFilter(span))
  }
  function indexAt({ clientX, currentTarget }: PointerEvent): number {
    const { left, width } = currentTarget.getBoundingClientRect()
    const index = Math.floor(((clientX - left) / width) * count)
    return Math.min(Math.max(index, 0), count - 1)
  }
  function press(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const at = indexAt(event)
    setChoice({ anchor: at, at, by: 'drag' })
  }
  function move(event: PointerEvent): void {
    const at = indexAt(event)
    if (choice?.by === 'drag') setChoice({ ...choice, at })
    else if (event.pointerType === 'mouse') setChoice({ anchor: at, at, by: 'hover' })
  }
  function key(event: KeyboardEvent): void {
    const target = {
      ArrowLeft: Math.max(current.at - 1, 0),
      ArrowRight: Math.min(current.at + 1, count - 1),
      Home: 0,
      End: count - 1,
    }[event.key]
    if (target !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey)
      setChoice({ anchor: event.shiftKey ? current.anchor : target, at: target, by: 'key' })
    else if (event.key === 'Enter') apply()
    else if (event.key === 'Escape' && choice) setChoice(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={classes.chart} dir="ltr">
      <div
        role="slider"
        tabIndex={0}
        className={classes.plot}
        aria-label={t('chart')}
        aria-describedby={hint}
        aria-valuemin={1}
        aria-valuemax={count}
        aria-valuenow={current.at + 1}
        aria-valuetext={rate ? `${calls}, ${rate}` : calls}
        onPointerDown={press}
        onPointerMove={move}
        onPointerUp={() => choice?.by === 'drag' && apply()}
        onPointerCancel={() => setChoice(null)}
        onPointerLeave={() => choice?.by === 'hover' && setChoice(null)}
        onFocus={(event) =>
          event.currentTarget.matches(':focus-visible') &&
          setChoice((before) => before ?? { anchor: start, at: start, by: 'key' })
        }
        onBlur={() => setChoice(null)}
        onKeyDown={key}
      >
        {isComplete && most > 0 && (
          <span className={classes.top} style={{ insetBlockEnd: `${(most / top) * 100}%` }}>
            {format.number(most)}
          </span>
        )}
        {unreadIndexes(summary).map((index) => (
          <span
            key={index}
            className={classes.unread}
            style={{
              insetInlineStart: part(index + (1 - BAR_WIDTH) / 2),
              inlineSize: part(BAR_WIDTH),
            }}
          />
        ))}
        <Bars {...{ buckets, ghosts, top }} chosen={chosenOutcomes(list)} />
        {choice && (
          <span
            className={choice.by === 'hover' ? classes.hovered : classes.brush}
            style={{ insetInlineStart: part(first), inlineSize: part(end - first) }}
          />
        )}
      </div>
      <Axis summary={summary} worst={worst} />
      <VisuallyHidden id={hint}>{t('chartHint')}</VisuallyHidden>
      {choice && period && (
        <Tip
          {...{ summary, period, total, rate }}
          before={ghosts.length >= end ? sumOf(totalOf(ghosts.slice(first, end))) : null}
          middle={(first + end) / 2 / count}
        />
      )}
    </div>
  )
}

function totalOf(buckets: readonly Outcomes[]): Outcomes {
  const total = { answered: 0, missed: 0, failed: 0, unknown: 0 }
  for (const bucket of buckets) for (const outcome of OUTCOMES) total[outcome] += bucket[outcome]
  return total
}

interface BarsProps {
  buckets: readonly Bucket[]
  ghosts: readonly Bucket[]
  /** Calls at the full height. */
  top: number
  /** The outcomes that are not faded. Empty: all. */
  chosen: readonly Outcome[]
}

/** One path for all bars of an outcome: few elements, however many bars. */
function Bars({ buckets, ghosts, top, chosen }: BarsProps) {
  const heightOf = (calls: number) => Math.round((calls / top) * HEIGHT)
  const paths = new Map<Outcome, string>()
  for (const [index, bucket] of buckets.entries()) {
    let calls = 0
    let foot = 0
    for (const outcome of OUTCOMES) {
      if (bucket[outcome] === 0) continue
      calls += bucket[outcome]
      const head = Math.max(heightOf(calls), foot + 1)
      paths.set(outcome, `${paths.get(outcome) ?? ''}${rect(index, BAR_WIDTH, foot, head)}`)
      foot = head + 1 // a gap
    }
  }
  const before = ghosts.map((each, index) => rect(index, GHOST_WIDTH, 0, heightOf(sumOf(each))))
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${buckets.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
    >
      <path className={classes.ghost} d={before.join('')} />
      {[...paths].map(([outcome, d]) => (
        <path
          key={outcome}
          d={d}
          data-outcome={outcome}
          data-faded={(chosen.length > 0 && !chosen.includes(outcome)) || undefined}
        />
      ))}
    </svg>
  )
}

function rect(index: number, width: number, foot: number, head: number): string {
  return `M${index + (1 - width) / 2} ${HEIGHT - head}h${width}v${head - foot}h${-width}z`
}

function Axis({ summary, worst }: { summary: Summary; worst: number }) {
  const format = useFormatter()
  const { timeline } = summary
  const count = timeline.buckets.length
  const labels = axisLabels(timeline, format).filter(
    ({ index }) => worst < 0 || Math.abs(index - worst) / count > LABEL_WIDTH,
  )
  const styleOf = (index: number): CSSProperties =>
    index / count > LAST_LABEL
      ? { insetInlineEnd: 0 }
      : { insetInlineStart: `${(index / count) * 100}%` }
  const hour = summary.worst?.from.slice(11, 16).replace(/:00$/, '')
  return (
    <div className={classes.axis} aria-hidden="true">
      {labels.map(({ index, text }) => (
        <span key={index} style={styleOf(index)}>
          {text}
        </span>
      ))}
      {worst >= 0 && summary.worst && (
        <span className={classes.low} style={styleOf(worst)}>
          ▼ {timeline.unit === 'day' ? dayText(summary.worst.from, format, null) : hour}
        </span>
      )}
    </div>
  )
}

interface TipProps {
  summary: Summary
  period: string
  total: Outcomes
  /** The calls of the period before; `null` if they were not counted. */
  before: number | null
  rate: string | null
  /** The middle of the bars, from 0 to 1. */
  middle: number
}

/** The numbers of the bars at hand. A screen reader has them as the value of the slider. */
function Tip({ summary, period, total, before, rate, middle }: TipProps) {
  const t = useTranslations('outcome')
  const format = useFormatter()
  return (
    <div
      className={classes.tip}
      aria-hidden="true"
      style={{ '--at': `${middle * 100}%` } as CSSProperties}
    >
      <b>{period}</b>
      {OUTCOMES.filter((outcome) => outcome !== 'unknown' || total.unknown > 0).map((outcome) => (
        <span key={outcome}>
          <i data-outcome={outcome} />
          {t(outcome)} <span>{format.number(total[outcome])}</span>
        </span>
      ))}
      {before !== null && (
        <span>
          <i data-outcome="before" />
          <PreviousName summary={summary} /> <span>{format.number(before)}</span>
        </span>
      )}
      {rate && <span>{rate}</span>}
    </div>
  )
}

/** The period before in a word or two: its weekday, if it is within a day. */
export function PreviousName({ summary: { previous, from } }: { summary: Summary }) {
  const t = useTranslations('summary')
  const format = useFormatter()
  if (!previous) return null
  const day = previous.from.slice(0, 10)
  if (day !== previous.to.slice(0, 10) || day === from.slice(0, 10)) return t('before')
  return format.dateTime(new Date(day), { weekday: 'long', timeZone: 'UTC' })
}
