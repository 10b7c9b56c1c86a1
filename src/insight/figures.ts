import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import {
  HANGUP_OUTCOMES,
  HANGUP_REASONS,
  isKnown,
  OUTCOMES,
  type Outcome,
} from '../calls/call-codes.ts'
import type { FacetValue, Outcomes, Summary } from '../calls/figures.ts'
import { rateOf, sumOf } from './timeline.ts'

/** A difference from the period before. */
export interface Change {
  /** `points` are percentage points. */
  unit: 'percent' | 'points' | 'count' | 'seconds'
  /** Rounded as it is shown. */
  by: number
  /** `null` where neither more nor less is better. */
  isGood: boolean | null
}

/** The properties of a view of the summary whose parts open calls. */
export interface SummaryViewProps {
  summary: Summary
  list: ListState
  onFilter: (patch: FilterPatch) => void
}

/** The key figures in their order. */
export const FIGURES = ['calls', 'answered', 'missed', 'failed', 'talk', 'wait'] as const
export type FigureName = (typeof FIGURES)[number]

type Measured = Pick<Summary, 'figures' | 'outcomes'>

/**
 * The values of key figures: counts, the share of answered calls (0 to 1), seconds. Outcomes ignore
 * the filter for outcomes, because a click on one replaces that filter.
 */
export const FIGURE_VALUES: Record<FigureName, (measured: Measured) => number | null> = {
  calls: ({ figures }) => figures.calls,
  answered: ({ outcomes }) => rateOf(outcomes),
  missed: ({ outcomes }) => outcomes.missed,
  failed: ({ outcomes }) => outcomes.failed,
  talk: ({ figures }) => figures.meanTalkSeconds,
  wait: ({ figures }) => figures.medianWaitSeconds,
}

const CHANGES: Record<FigureName, Pick<Change, 'unit'> & { isMoreGood?: boolean }> = {
  calls: { unit: 'percent' },
  answered: { unit: 'points', isMoreGood: true },
  missed: { unit: 'count', isMoreGood: false },
  failed: { unit: 'count', isMoreGood: false },
  talk: { unit: 'seconds' },
  wait: { unit: 'seconds' },
}

function difference(unit: Change['unit'], now: number, before: number): number | null {
  switch (unit) {
    case 'percent':
      return before === 0 ? null : Math.round((now / before - 1) * 100)
    case 'points':
      return Math.round((now - before) * 1_000) / 10
    case 'seconds':
      return Math.floor(now) - Math.floor(before) // as both are shown
    case 'count':
      return now - before
  }
}

/** Returns the change of a key figure; `null` unless both periods were read whole. */
export function changeOf(name: FigureName, summary: Summary): Change | null {
  const { previous, coverage } = summary
  if (!previous?.coverage.complete || !coverage.complete) return null
  const [now, before] = [summary, previous].map(FIGURE_VALUES[name])
  const { unit, isMoreGood = null } = CHANGES[name]
  if (now == null || before == null) return null
  const by = difference(unit, now, before)
  if (by === null) return null
  return { unit, by, isGood: isMoreGood === null || by === 0 ? null : by > 0 === isMoreGood }
}

/** Returns the outcomes that the list is filtered by, also through reasons; empty for all. */
export function chosenOutcomes({ outcome, reason }: Pick<ListState, 'outcome' | 'reason'>) {
  const ofReasons = reason.map(
    (code): Outcome => (isKnown(HANGUP_REASONS, code) ? HANGUP_OUTCOMES[code] : 'unknown'),
  )
  const chosen = new Set([...outcome, ...ofReasons])
  return OUTCOMES.filter((each) => chosen.has(each))
}

/**
 * Returns the outcomes whose calls are counted. Counts within a view that is filtered by outcome or
 * reason say nothing about the calls that the filter leaves out.
 */
export function countedOutcomes(
  { facets }: Pick<Summary, 'facets'>,
  list: Pick<ListState, 'outcome' | 'reason' | 'notReason'>,
): readonly Outcome[] {
  const isFiltered = list.outcome.length + list.reason.length + list.notReason.length > 0
  return isFiltered && facets.reason.scope === 'view' ? list.outcome : OUTCOMES
}

const NO_REASONS = { reason: null, notReason: null } satisfies FilterPatch

/** Returns the filter of a click on an outcome: only it, or all if it was chosen. */
export function outcomeFilter(outcome: Outcome, list: ListState): FilterPatch {
  return { outcome: isOnly(list.outcome, outcome) ? null : [outcome], ...NO_REASONS }
}

/** The filter of all outcomes. */
export const ALL_OUTCOMES: FilterPatch = { outcome: null, ...NO_REASONS }

/** Whether `value` is the only one of `values`. */
export const isOnly = <Value>(values: readonly Value[], value: Value) =>
  values.length === 1 && values[0] === value

/** A row of agents or reasons. */
export interface Row extends Outcomes {
  value: string | number | null
  calls: number
  /** Answered calls of the agent, or the reason's part of all calls: 0 to 1. */
  share: number
  /** Far fewer answered calls than the average. */
  isLow: boolean
  /** Whether the list is filtered by it alone. */
  isChosen: boolean
  /** The filter that opens its calls, or no longer filters by it. */
  filter: FilterPatch
}

const MAX_AGENTS = 8
const MAX_REASONS = 10
/** An answered share that is lower than the average by this is marked. */
const LOW_BY = 0.12

const troubleOf = ({ missed, failed }: Outcomes) => missed + failed

/** Returns the filter for one agent; `null` is no agent. */
export function agentFilter(agent: string | null, { without }: ListState): FilterPatch {
  const others = without.filter((field) => field !== 'agent')
  return agent === null
    ? { agent: null, notAgent: null, without: ['agent'] }
    : { agent: [agent], notAgent: null, without: others.length > 0 ? others : null }
}

const noAgentFilter = (agent: string | null): FilterPatch =>
  agent === null ? { without: null } : { agent: null }

/** Returns the agents with the most calls that were missed or failed. */
export function worstAgents({ facets, outcomes }: Summary, list: ListState): Row[] {
  const average = rateOf(outcomes) ?? 0
  return facets.agent.values
    .filter(({ calls }) => calls > 0)
    .toSorted((one, other) => troubleOf(other) - troubleOf(one) || other.calls - one.calls)
    .slice(0, MAX_AGENTS)
    .map((agent) => {
      const share = rateOf(agent) ?? 0
      const value = agent.value === null ? null : String(agent.value)
      const isChosen = value === null ? isOnly(list.without, 'agent') : isOnly(list.agent, value)
      return {
        ...agent,
        value,
        share,
        isLow: share < average - LOW_BY,
        isChosen,
        filter: isChosen ? noAgentFilter(value) : agentFilter(value, list),
      }
    })
}

function reasonFilter(reason: number | null): FilterPatch {
  return reason === null
    ? { ...ALL_OUTCOMES, without: ['reason'] }
    : { outcome: null, notReason: null, reason: [reason] }
}

/** Returns the most frequent hangup reasons. */
export function topReasons({ facets }: Summary, list: ListState): Row[] {
  const all = facets.reason.values
  const total = all.reduce((sum, { calls }) => sum + calls, 0)
  return all
    .toSorted((one, other) => other.calls - one.calls)
    .slice(0, MAX_REASONS)
    .map((reason: FacetValue) => {
      const value = reason.value === null ? null : Number(reason.value)
      const isChosen = value === null ? isOnly(list.without, 'reason') : isOnly(list.reason, value)
      return {
        ...reason,
        value,
        share: total === 0 ? 0 : sumOf(reason) / total,
        isLow: false,
        isChosen,
        filter: isChosen
          ? { reason: null, ...(value === null && { without: null }) }
          : reasonFilter(value),
      }
    })
}
