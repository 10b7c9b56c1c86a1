import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import { OUTCOMES, type Outcome, outcomeOf } from '../calls/call-codes.ts'
import type { FacetValue, Outcomes, Summary } from '../calls/figures.ts'
import { EXCLUDING } from '../calls/query.ts'
import { rateOf } from './timeline.ts'

/** The properties of a view of the summary whose parts open calls. */
export interface SummaryViewProps {
  summary: Summary
  list: ListState
  onFilter: (patch: FilterPatch) => void
}

/** How a figure differs from the period before. `points` are percentage points. */
const DIFFERENCES = {
  percent: (now: number, before: number) =>
    before === 0 ? null : Math.round((now / before - 1) * 100),
  points: (now: number, before: number) => Math.round((now - before) * 1_000) / 10,
  count: (now: number, before: number) => now - before,
  seconds: (now: number, before: number) => Math.floor(now) - Math.floor(before), // as both are shown
}

/** A difference from the period before. */
export interface Change {
  unit: keyof typeof DIFFERENCES
  /** Rounded as it is shown. */
  by: number
  /** `null` where neither more nor less is better. */
  isGood: boolean | null
}

interface KeyFigure {
  /** Returns a count, the share of answered calls (0 to 1), or seconds; `null` if there is none. */
  measure: (measured: Pick<Summary, 'figures' | 'outcomes'>) => number | null
  /** The unit of its changes. */
  unit: Change['unit']
  isMoreGood: boolean | null
}

export type FigureName = 'calls' | 'answered' | 'missed' | 'failed' | 'talk' | 'wait'

/**
 * The key figures in their order. Outcomes ignore the filter for outcomes, because a click on one
 * replaces that filter.
 */
export const FIGURES: Record<FigureName, KeyFigure> = {
  calls: { measure: ({ figures }) => figures.calls, unit: 'percent', isMoreGood: null },
  answered: { measure: ({ outcomes }) => rateOf(outcomes), unit: 'points', isMoreGood: true },
  missed: { measure: ({ outcomes }) => outcomes.missed, unit: 'count', isMoreGood: false },
  failed: { measure: ({ outcomes }) => outcomes.failed, unit: 'count', isMoreGood: false },
  talk: { measure: ({ figures }) => figures.meanTalkSeconds, unit: 'seconds', isMoreGood: null },
  wait: { measure: ({ figures }) => figures.medianWaitSeconds, unit: 'seconds', isMoreGood: null },
}

/** Returns the change of a key figure; `null` unless both periods were read whole. */
export function changeOf(name: FigureName, summary: Summary): Change | null {
  const { previous, coverage } = summary
  if (!previous?.coverage.complete || !coverage.complete) return null
  const { measure, unit, isMoreGood } = FIGURES[name]
  const [now, before] = [measure(summary), measure(previous)]
  const by = now === null || before === null ? null : DIFFERENCES[unit](now, before)
  if (by === null) return null
  return { unit, by, isGood: isMoreGood === null || by === 0 ? null : by > 0 === isMoreGood }
}

/** Returns the outcomes that the list is filtered by, also through reasons; empty for all. */
export function chosenOutcomes({ outcome, reason }: ListState) {
  const chosen = new Set([...outcome, ...reason.map(outcomeOf)])
  return OUTCOMES.filter((each) => chosen.has(each))
}

/**
 * Returns the outcomes whose calls are counted. Counts within a view that is filtered by outcome or
 * reason say nothing about the calls that the filter leaves out.
 */
export function countedOutcomes({ facets }: Summary, list: ListState): readonly Outcome[] {
  const isFiltered = list.outcome.length + list.reason.length + list.notReason.length > 0
  return isFiltered && facets.reason.scope === 'view' ? list.outcome : OUTCOMES
}

/** Returns the filter of a click on an outcome: only it, or all if it was chosen. `null` is all. */
export function outcomeFilter(outcome: Outcome | null, list: ListState): FilterPatch {
  const isAll = outcome === null || isOnly(list.outcome, outcome)
  return { outcome: isAll ? null : [outcome], reason: null, notReason: null }
}

/** Whether `value` is the only one of `values`. */
export const isOnly = <Value>(values: readonly Value[], value: Value) =>
  values.length === 1 && values[0] === value

/** The facets that the summary breaks down. */
type BreakdownName = 'agent' | 'reason'

/** Returns the filter for one agent or reason alone; `null` is none. */
export function onlyFilter(
  name: BreakdownName,
  value: FacetValue['value'],
  { without }: ListState,
): FilterPatch {
  const others = without.filter((field) => field !== name)
  return {
    ...(name === 'reason' && { outcome: null }),
    [name]: value === null ? null : [value],
    [EXCLUDING[name]]: null,
    without: value === null ? [name] : others.length > 0 ? others : null,
  }
}

/** A row of agents or reasons. */
interface Row extends FacetValue {
  /** Answered calls of the agent, or the reason's part of all calls: 0 to 1. */
  share: number
  /** Far fewer answered calls than the average. */
  isLow: boolean
  /** Whether the list is filtered by it alone. */
  isChosen: boolean
  /** The filter that opens its calls, or no longer filters by it. */
  filter: FilterPatch
}

const MAX_ROWS = { agent: 8, reason: 10 }
/** An answered share that is lower than the average by this is marked. */
const LOW_BY = 0.12

/**
 * Returns the agents with the most calls that were missed or failed, or the most frequent hangup
 * reasons.
 */
export function breakdown(
  name: BreakdownName,
  { facets, outcomes }: Summary,
  list: ListState,
): Row[] {
  const isAgents = name === 'agent'
  const { values } = facets[name]
  const total = values.reduce((sum, { calls }) => sum + calls, 0)
  const average = rateOf(outcomes) ?? 0
  const troubleOf = ({ missed, failed }: Outcomes) => (isAgents ? missed + failed : 0)
  const chosen: readonly FacetValue['value'][] = list[name]
  return values
    .filter(({ calls }) => !isAgents || calls > 0)
    .toSorted((one, other) => troubleOf(other) - troubleOf(one) || other.calls - one.calls)
    .slice(0, MAX_ROWS[name])
    .map((row) => {
      const { value, calls } = row
      const share = isAgents ? (rateOf(row) ?? 0) : calls / Math.max(1, total)
      const isChosen = value === null ? isOnly(list.without, name) : isOnly(chosen, value)
      const allAgain = value === null ? { without: null } : { [name]: null }
      return {
        ...row,
        share,
        isLow: isAgents && share < average - LOW_BY,
        isChosen,
        filter: isChosen ? allAgain : onlyFilter(name, value, list),
      }
    })
}
