import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import {
  HANGUP_OUTCOMES,
  HANGUP_REASONS,
  isKnown,
  OUTCOMES,
  type Outcome,
} from '../calls/call-codes.ts'
import type { Facet, FacetName, Outcomes } from '../calls/figures.ts'
import { EXCLUDING } from '../calls/query.ts'

/** A value of a facet; `null` stands for calls without one. */
export type FacetItem = string | number | null

/** `out`: excluded. `mixed`: only some reasons of an outcome are chosen. */
export type ChoiceState = 'on' | 'off' | 'out' | 'mixed'

export type Choice = 'toggle' | 'only' | 'exclude'

const chosenOf = (list: ListState, name: FacetName): readonly FacetItem[] => list[name]
const excludedOf = (list: ListState, name: FacetName): readonly FacetItem[] => list[EXCLUDING[name]]
const minus = <Item>(items: readonly Item[], gone: Item): Item[] =>
  items.filter((each) => each !== gone)
/** Adds new items. Codes stay sorted, so that equal choices have equal addresses. */
function plus(items: readonly FacetItem[], added: readonly FacetItem[]): FacetItem[] {
  const all = [...items, ...added]
  return typeof added[0] === 'number' ? all.sort((a, b) => Number(a) - Number(b)) : all
}

/** Whether the list is filtered by a facet. */
export function isUsed(list: ListState, name: FacetName): boolean {
  const keys = [name, EXCLUDING[name], ...(name === 'reason' ? (['outcome'] as const) : [])]
  return keys.some((key) => list[key].length > 0) || list.without.includes(name)
}

/** Returns the change that removes all filters of a facet. */
export function clearFacet(list: ListState, name: FacetName): FilterPatch {
  return {
    [name]: [],
    [EXCLUDING[name]]: [],
    ...(name === 'reason' && { outcome: [] }),
    without: minus(list.without, name),
  }
}

/**
 * Returns the change that chooses a value. A call matches `without` and the values of a facet
 * together, so one replaces the other. Two fields in `without` are alternatives, so there is one.
 */
export function choose(
  list: ListState,
  name: FacetName,
  value: FacetItem,
  choice: Choice,
): FilterPatch {
  const [chosen, excluded] = [chosenOf(list, name), excludedOf(list, name)]
  const without = minus(list.without, name)
  if (choice === 'only')
    return {
      [name]: value === null ? [] : [value],
      [EXCLUDING[name]]: [],
      without: value === null ? [name] : without,
    }
  if (value === null)
    return list.without.includes(name) ? { without } : { [name]: [], without: [name] }
  if (choice === 'toggle') return chooseAll(list, name, [value]) ?? { [name]: minus(chosen, value) }
  return excluded.includes(value)
    ? { [EXCLUDING[name]]: minus(excluded, value) }
    : { [name]: minus(chosen, value), [EXCLUDING[name]]: plus(excluded, [value]) }
}

/** Returns the change that also chooses all of `values`; `null` if they are chosen. */
export function chooseAll(
  list: ListState,
  name: FacetName,
  values: readonly FacetItem[],
): FilterPatch | null {
  const chosen = chosenOf(list, name)
  const fresh = [...new Set(values)].filter((each) => !chosen.includes(each))
  if (fresh.length === 0) return null
  return {
    [name]: plus(chosen, fresh),
    [EXCLUDING[name]]: excludedOf(list, name).filter((each) => !fresh.includes(each)),
    without: minus(list.without, name),
  }
}

/** A value with its state. `calls` is undefined if they were not counted. */
export interface FacetEntry {
  value: FacetItem
  state: ChoiceState
  calls: number | undefined
}

function stateOf(list: ListState, name: FacetName, value: FacetItem): ChoiceState {
  if (excludedOf(list, name).includes(value)) return 'out'
  if (name === 'reason') return isReasonOn(list, value) ? 'on' : 'off'
  const isOn = value === null ? list.without.includes(name) : chosenOf(list, name).includes(value)
  return isOn ? 'on' : 'off'
}

/**
 * Returns the counted and the chosen values of a facet.
 * @param facet undefined without counts
 * @param others values that may exist too
 */
export function facetEntries(
  list: ListState,
  name: FacetName,
  facet: Facet | undefined,
  others: readonly FacetItem[],
): FacetEntry[] {
  const counted = new Map(facet?.values.map(({ value, calls }) => [value, calls]))
  const none = list.without.includes(name) ? [null] : []
  const all = [...counted.keys(), ...chosenOf(list, name), ...none, ...excludedOf(list, name)]
  const narrows =
    chosenOf(list, name).length + none.length > 0 || (name === 'reason' && list.outcome.length > 0)
  return [...new Set([...all, ...others])].map((value) => {
    const state = stateOf(list, name, value)
    const isCounted = facet?.scope === 'wider' || (narrows ? state === 'on' : state !== 'out')
    return { value, state, calls: facet && isCounted ? (counted.get(value) ?? 0) : undefined }
  })
}

const outcomeOf = (reason: FacetItem): Outcome =>
  typeof reason === 'number' && isKnown(HANGUP_REASONS, reason)
    ? HANGUP_OUTCOMES[reason]
    : 'unknown'

/** An outcome with its reasons. */
export interface ReasonGroup {
  outcome: Outcome
  state: ChoiceState
  calls: number | undefined
  reasons: FacetEntry[]
}

/** Whether a reason passes the filters. Without any for outcomes and reasons, none is chosen. */
function isReasonOn(list: ListState, reason: FacetItem): boolean {
  if (list.without.includes('reason')) return reason === null
  if (list.outcome.length + list.reason.length === 0) return false
  const isIn = list.outcome.length === 0 || list.outcome.includes(outcomeOf(reason))
  if (reason === null) return isIn && list.reason.length === 0
  const code = Number(reason)
  const isNamed = list.reason.length === 0 || list.reason.includes(code)
  return isIn && isNamed && !list.notReason.includes(code)
}

/**
 * Returns the outcomes with their reasons. The unknown outcome is left out if nothing has it.
 * @param facet undefined without counts
 * @param outcomes calls by outcome, without the filters for outcomes and reasons
 */
export function reasonGroups(
  list: ListState,
  facet: Facet | undefined,
  outcomes: Outcomes | undefined,
): ReasonGroup[] {
  const entries = facetEntries(list, 'reason', facet, HANGUP_REASONS)
  const isCounted = facet?.scope === 'wider' || list.outcome.length + list.reason.length === 0
  return OUTCOMES.map((outcome): ReasonGroup => {
    const reasons = entries.filter(({ value }) => outcomeOf(value) === outcome)
    const states = new Set(reasons.map(({ state }) => state))
    const isWhole = outcome === 'unknown' && isReasonOn(list, null)
    const [first = isWhole ? 'on' : 'off'] = states
    const state = states.size < 2 ? first : states.has('on') ? 'mixed' : 'off'
    const calls = isCounted || state !== 'off' ? outcomes?.[outcome] : undefined
    return { outcome, state, calls, reasons }
  }).filter(
    ({ outcome, calls, state, reasons }) =>
      outcome !== 'unknown' || calls || state !== 'off' || reasons.length > 0,
  )
}

/** A part of the tree: a reason, or the whole unknown outcome, because its calls may have none. */
type Leaf = number | 'unknown'

const leavesOf = (outcome: Outcome): Leaf[] =>
  outcome === 'unknown'
    ? ['unknown']
    : HANGUP_REASONS.filter((reason) => HANGUP_OUTCOMES[reason] === outcome)

const isWhole = (outcome: Outcome, chosen: readonly Leaf[]) =>
  leavesOf(outcome).every((leaf) => chosen.includes(leaf))

/** Returns the leaves that pass the filters. */
function chosenLeaves(list: ListState): Leaf[] {
  const codes = [...new Set([...HANGUP_REASONS, ...list.reason])]
  const hasUnknown = isReasonOn(list, null) && !list.without.includes('reason')
  return [
    ...codes.filter((code) => isReasonOn(list, code)),
    ...(hasUnknown ? (['unknown'] as const) : []),
  ]
}

/** Writes a choice of leaves: whole outcomes as such, else all reasons by their codes. */
function written(chosen: readonly Leaf[], keepUnknown: boolean) {
  const outcome = OUTCOMES.filter((each) => isWhole(each, chosen))
  const codes = chosen.filter((leaf) => leaf !== 'unknown')
  const isComplete = codes.every((code) => outcome.includes(outcomeOf(code)))
  // Calls of the unknown outcome may have no code, so it does not combine with single reasons.
  if (isComplete || (keepUnknown && chosen.includes('unknown'))) return { outcome, reason: [] }
  return { outcome: [], reason: codes.toSorted((a, b) => a - b) }
}

/** Returns the change that chooses an outcome of the tree. */
export function chooseOutcome(list: ListState, outcome: Outcome, choice: Choice): FilterPatch {
  const without = minus(list.without, 'reason')
  if (choice === 'only') return { outcome: [outcome], reason: [], notReason: [], without }
  const chosen = chosenLeaves(list)
  const rest = chosen.filter((leaf) => outcomeOf(leaf) !== outcome)
  const notReason = list.notReason.filter((code) => outcomeOf(code) !== outcome)
  if (choice === 'toggle' && !isWhole(outcome, chosen)) {
    const next = written([...rest, ...leavesOf(outcome)], outcome === 'unknown')
    return { ...next, notReason, without }
  }
  const next =
    choice === 'exclude' && rest.length === 0
      ? { outcome: minus(OUTCOMES, outcome), reason: [] }
      : written(rest, true)
  return { ...next, notReason, without }
}

/** Returns the change that chooses a reason of the tree. */
export function chooseReason(list: ListState, reason: FacetItem, choice: Choice): FilterPatch {
  if (choice === 'only' || reason === null)
    return { ...choose(list, 'reason', reason, choice), outcome: [] }
  if (choice === 'exclude') return choose(list, 'reason', reason, choice)
  const code = Number(reason)
  const chosen = chosenLeaves(list)
  const next = isReasonOn(list, reason) ? minus(chosen, code) : [...chosen, code]
  return {
    ...written(outcomeOf(reason) === 'unknown' ? minus(next, 'unknown') : next, false),
    notReason: minus(list.notReason, code),
    without: minus(list.without, 'reason'),
  }
}
