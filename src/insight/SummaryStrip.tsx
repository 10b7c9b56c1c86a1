import { ActionIcon, Anchor, Popover, Tabs, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconInfoCircle } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import { OUTCOMES } from '../calls/call-codes.ts'
import type { Summary } from '../calls/figures.ts'
import { Breakdown } from './Breakdown.tsx'
import { chosenOutcomes, countedOutcomes, outcomeFilter, type SummaryViewProps } from './figures.ts'
import { Histogram, PreviousName } from './Histogram.tsx'
import { KeyFigures, type KeyFiguresProps } from './KeyFigures.tsx'
import classes from './SummaryStrip.module.css'
import { dayText, periodText, spanFilter, sumOf, worstHour } from './timeline.ts'

const AgentsTable = lazyPart(() => import('./AgentsTable.tsx').then((m) => m.AgentsTable))

const VIEWS = ['time', 'agents', 'reasons'] as const
type View = (typeof VIEWS)[number]

export interface SummaryStripProps extends KeyFiguresProps {
  /** Whether the summary belongs to an earlier filter. */
  stale: boolean
  collapsed: boolean
  onCollapse: (collapsed: boolean) => void
  /** Ends the reading of the view. */
  onStop: () => void
  /** Reads the view, however large it is. */
  onReadAll: () => void
}

/** The figures of the view above its calls: how many, when, with whom and why. */
export function SummaryStrip(props: SummaryStripProps) {
  const { summary, failed, stale, total, list, collapsed, onCollapse, onFilter } = props
  const t = useTranslations('summary')
  const [view, setView] = useState<View>('time')
  /** Null until it is opened first, because it loads then. */
  const [isTableOpen, setTableOpen] = useState<boolean | null>(null)
  const Chevron = collapsed ? IconChevronDown : IconChevronUp
  return (
    <section
      className={classes.strip}
      aria-label={t('title')}
      aria-busy={stale || summary === undefined}
      data-collapsed={collapsed || undefined}
      data-stale={stale || undefined}
    >
      <div className={classes.grid}>
        <KeyFigures {...{ summary, failed, total, list, onFilter }} />
        <Status {...props} />
        {!collapsed && (
          <Tabs
            unstyled
            keepMounted={false}
            value={view}
            onChange={(value) => setView(value as View)}
            className={classes.detail}
          >
            <div className={classes.legend} data-view={view}>
              <Legend {...{ summary, list, onFilter, view }} />
              {view === 'agents' && summary && (
                <Anchor component="button" fz="sm" onClick={() => setTableOpen(true)}>
                  {t('allAgents')}
                </Anchor>
              )}
              <Tabs.List className={classes.tabs} aria-label={t('views')}>
                {VIEWS.map((each) => (
                  <Tabs.Tab key={each} value={each} className={classes.tab}>
                    {t(each)}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
            </div>
            <Tabs.Panel value={view} className={classes.panel}>
              {summary && view === 'time' && <Histogram {...{ summary, list, onFilter }} />}
              {summary && view !== 'time' && (
                <Breakdown kind={view} {...{ summary, list, onFilter }} />
              )}
            </Tabs.Panel>
          </Tabs>
        )}
        <ActionIcon
          size="sm"
          className={classes.chevron}
          aria-label={t(collapsed ? 'show' : 'hide')}
          aria-expanded={!collapsed}
          onClick={() => onCollapse(!collapsed)}
        >
          <Chevron size={16} aria-hidden />
        </ActionIcon>
      </div>
      <Progress summary={summary} />
      <Part>
        {isTableOpen !== null && (
          <AgentsTable
            list={list}
            opened={isTableOpen}
            onClose={() => setTableOpen(false)}
            onFilter={(patch) => {
              setTableOpen(false)
              onFilter(patch)
            }}
          />
        )}
      </Part>
    </section>
  )
}

type LegendProps = Pick<KeyFiguresProps, 'summary' | 'list' | 'onFilter'> & { view: View }

/** The outcomes with their counts. Each opens its calls. */
function Legend({ summary, list, view, onFilter }: LegendProps) {
  const t = useTranslations('outcome')
  const format = useFormatter()
  const chosen = chosenOutcomes(list)
  const counted = summary ? countedOutcomes(summary, list) : OUTCOMES
  const shown = OUTCOMES.filter(
    (outcome) => outcome !== 'unknown' || summary?.outcomes.unknown || chosen.includes(outcome),
  )
  return (
    <>
      {shown.map((outcome) => (
        <UnstyledButton
          key={outcome}
          className={classes.key}
          aria-pressed={chosen.includes(outcome)}
          onClick={() => onFilter(outcomeFilter(outcome, list))}
        >
          <i data-outcome={outcome} />
          <span className={classes.keyWord}>{t(outcome)} </span>
          <b>
            {counted.includes(outcome) ? summary && format.number(summary.outcomes[outcome]) : '–'}
          </b>
        </UnstyledButton>
      ))}
      {view === 'time' && summary?.previous?.coverage.complete && (
        <span className={`${classes.key} ${classes.previousKey}`}>
          <i data-outcome="before" />
          <PreviousName summary={summary} />
        </span>
      )}
    </>
  )
}

/** The worst hour, or how much is read while not everything is. */
function Status({ summary, failed, onFilter, onStop, onReadAll }: SummaryStripProps) {
  const t = useTranslations('summary')
  const { read = 0, total = null, reading = false, complete = true } = summary?.coverage ?? {}
  function words(): string | null {
    if (!summary) return failed ? t('failedToLoad') : null
    if (complete) return sumOf(summary.outcomes) === 0 ? t('noCalls') : null
    if (total === null) return reading ? t('readingMore', { read }) : null
    if (reading) return t('reading', { read, total })
    return read === 0 ? t('notRead', { total }) : t('partlyRead', { read, total })
  }
  const text = words()
  return (
    <div className={classes.status} data-reading={!complete || undefined}>
      {text && <span role="status">{text}</span>}
      {!complete && (
        <Anchor component="button" inherit onClick={reading ? onStop : onReadAll}>
          {t(reading ? 'stop' : 'readAll')}
        </Anchor>
      )}
      {summary && <Worst summary={summary} onFilter={onFilter} />}
      <Definitions summary={summary} />
    </div>
  )
}

/** Names the hour with the lowest answered share, and the group that missed most calls in it. */
function Worst({ summary, onFilter }: Omit<SummaryViewProps, 'list'>) {
  const t = useTranslations('summary')
  const format = useFormatter()
  const worst = worstHour(summary)
  if (!worst) return null
  const hour = spanFilter(worst)
  const isOneDay = summary.from.slice(0, 10) === summary.to.slice(0, 10)
  const clock = worst.from.slice(11, 16)
  const time = isOneDay ? clock : `${dayText(worst.from, format)}, ${clock}`
  const share = format.number(Math.round((worst.answered / worst.calls) * 100))
  const rate = t('percent', { value: share })
  const { group } = worst
  return (
    <span className={classes.worst}>
      <Anchor component="button" inherit onClick={() => onFilter(hour)}>
        {t('lowest', { time, rate })}
      </Anchor>
      {group !== null && (
        <span className={classes.most}>
          {t('mostMissed')}{' '}
          <Anchor
            component="button"
            inherit
            onClick={() => onFilter({ ...hour, group: [group], notGroup: null })}
          >
            <bdi translate="no">{group}</bdi>
          </Anchor>
        </span>
      )}
    </span>
  )
}

/** How much of the view is read, on the edge of the strip. */
function Progress({ summary }: { summary: Summary | undefined }) {
  const t = useTranslations('summary')
  const { reading, read, total } = summary?.coverage ?? {}
  if (!reading || !total || read === undefined) return null
  return (
    <div
      role="progressbar"
      aria-label={t('reading', { read, total })}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(read, total)}
      className={classes.progress}
    >
      <i style={{ inlineSize: `${Math.min(1, read / total) * 100}%` }} />
    </div>
  )
}

/** The figures that are defined. */
const DEFINED = ['calls', 'answered', 'missed', 'talk', 'wait'] as const

/** The definitions of the figures, in short. */
function Definitions({ summary }: { summary: Summary | undefined }) {
  const t = useTranslations('summary')
  const format = useFormatter()
  return (
    <Popover width={360} position="bottom-start" shadow="md" trapFocus={false}>
      <Popover.Target>
        <ActionIcon size={18} aria-label={t('definitions')} className={classes.info}>
          <IconInfoCircle size={14} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('definitions')}>
        <dl className={classes.definitions}>
          {DEFINED.map((name) => (
            <Fragment key={name}>
              <dt>{t(`figure.${name}`)}</dt>
              <dd>{t(`define.${name}`)}</dd>
            </Fragment>
          ))}
          <dt>{t('shortCalls')}</dt>
          <dd>{t('define.shortCalls')}</dd>
          <dt>▼</dt>
          <dd>{t('define.lowest')}</dd>
        </dl>
        {summary?.previous && (
          <p className={classes.compared}>
            {t('comparedWith', { period: periodText(summary.previous, format) })}
          </p>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
