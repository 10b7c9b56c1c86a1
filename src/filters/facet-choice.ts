import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import { HANGUP_REASONS, OUTCOMES, type Outcome, outcomeOf } from '../calls/call-codes.ts'
import type { Facet, FacetName, Figures, Outcomes } from '../calls/figures.ts'
import { EXCLUDING } from '../calls/query.ts'

/** The filters that are shown as facets. */
export type FacetFilter = FacetName | 'recorded'

/** A value of a facet; `null` stands for calls without one. */
export type FacetItem = string | number | boolean | null

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

/** Returns the change that removes all filters of a facet; `null` if there is none. */
export function clearFacet(list: ListState, name: FacetFilter): FilterPatch | null {
  if (name === 'recorded') return list.recorded === null ? null : { recorded: null }
  const keys = [name, EXCLUDING[name], ...(name === 'reason' ? (['outcome'] as const) : [])]
  const isUsed = keys.some((key) => list[key].length > 0) || list.without.includes(name)
  const none = Object.fromEntries(keys.map((key) => [key, []]))
  return isUsed ? { ...none, without: minus(list.without, name) } : null
}

/**
 * Returns the change that chooses a value of a facet. Outcomes are values of the reasons' facet. A
 * call matches `without` and the values of a facet together, so one replaces the other. Two fields
 * in `without` are alternatives, so there is one.
 */
export function choose(
  list: ListState,
  name: FacetFilter,
  value: FacetItem,
  choice: Choice,
): FilterPatch {
  if (name === 'recorded') return { recorded: list.recorded === value ? null : value === true }
  if (name === 'reason' && value !== null && (choice === 'toggle' || typeof value === 'string'))
    return chooseReasons(list, value, choice)
  const [chosen, excluded] = [chosenOf(list, name), excludedOf(list, name)]
  const rest = { without: minus(list.without, name), ...(name === 'reason' && { outcome: [] }) }
  const missing = { ...rest, [name]: [], without: [name] }
  if (choice === 'only')
    return {
      ...(value === null ? missing : { ...rest, [name]: [value] }),
      [EXCLUDING[name]]: [],
    }
  if (value === null) return list.without.includes(name) ? rest : missing
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
  if (name === 'reason') return isReasonOn(list, value as Reason) ? 'on' : 'off'
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
  const counted = new Map<FacetItem, number>(facet?.values.map((each) => [each.value, each.calls]))
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

/** Returns the values of the filter for recordings. Counts of both are known only without it. */
export function recordedEntries(
  { recorded }: ListState,
  figures: Figures | undefined,
): FacetEntry[] {
  return [true, false].map((value) => {
    const calls = figures && (value ? figures.recorded : figures.calls - figures.recorded)
    const state = recorded === value ? 'on' : 'off'
    return { value, state, calls: recorded === !value ? undefined : calls }
  })
}

/** A hangup reason; `null` stands for calls without one. */
type Reason = number | null

/** An outcome with its reasons. */
export interface ReasonGroup extends FacetEntry {
  value: Outcome
  reasons: FacetEntry[]
}

/** Whether a reason passes the filters. Without any for outcomes and reasons, none is chosen. */
function isReasonOn(list: ListState, reason: Reason): boolean {
  if (list.without.includes('reason')) return reason === null
  if (list.outcome.length + list.reason.length === 0) return false
  const isIn = list.outcome.length === 0 || list.outcome.includes(outcomeOf(reason))
  if (reason === null) return isIn && list.reason.length === 0
  const isNamed = list.reason.length === 0 || list.reason.includes(reason)
  return isIn && isNamed && !list.notReason.includes(reason)
}

/** The counts of reasons, and of outcomes without the filters for outcomes and reasons. */
export type ReasonCounts = { facets: { reason: Facet }; outcomes: Outcomes }

/** Returns the outcomes with their reasons. The unknown outcome is left out if nothing has it. */
export function reasonGroups(list: ListState, counts: ReasonCounts | undefined): ReasonGroup[] {
  const facet = counts?.facets.reason
  const entries = facetEntries(list, 'reason', facet, HANGUP_REASONS)
  const isCounted = facet?.scope === 'wider' || list.outcome.length + list.reason.length === 0
  return OUTCOMES.map((value): ReasonGroup => {
    const reasons = entries.filter((entry) => outcomeOf(entry.value as Reason) === value)
    const states = new Set(reasons.map(({ state }) => state))
    const [first = value === 'unknown' && isReasonOn(list, null) ? 'on' : 'off'] = states
    const state = states.size < 2 ? first : states.has('on') ? 'mixed' : 'off'
    const calls = isCounted || state !== 'off' ? counts?.outcomes[value] : undefined
    return { value, state, calls, reasons }
  }).filter(
    ({ value, calls, state, reasons }) =>
      value !== 'unknown' || calls || state !== 'off' || reasons.length > 0,
  )
}

/** The parts of an outcome. `null` is the whole unknown outcome, because its calls may have no code. */
const partsOf = (outcome: Outcome): Reason[] =>
  [...HANGUP_REASONS, null].filter((reason) => outcomeOf(reason) === outcome)

/** Returns the change that chooses an outcome, or toggles a reason. */
function chooseReasons(list: ListState, value: FacetItem, choice: Choice): FilterPatch {
  const outcome = OUTCOMES.find((each) => each === value)
  const without = minus(list.without, 'reason')
  if (outcome && choice === 'only')
    return { outcome: [outcome], reason: [], notReason: [], without }
  const code = Number(value)
  const parts = outcome ? partsOf(outcome) : [code]
  const isPart = (reason: Reason) =>
    outcome
      ? outcomeOf(reason) === outcome
      : reason === code || (reason === null && outcomeOf(code) === 'unknown')
  const all = [...new Set([...HANGUP_REASONS, ...list.reason, ...parts, null])]
  const chosen = list.without.includes('reason') ? [] : all.filter((each) => isReasonOn(list, each))
  // Nothing else is chosen, so that all other calls are meant.
  const isFirst = choice === 'exclude' && chosen.every(isPart)
  const others = (isFirst ? all : chosen).filter((each) => !isPart(each))
  const isAdded = choice === 'toggle' && !parts.every((part) => chosen.includes(part))
  return {
    ...written(isAdded ? [...others, ...parts] : others, outcome === 'unknown'),
    notReason: list.notReason.filter((each) => !isPart(each)),
    without,
  }
}

/** Writes a choice of reasons: whole outcomes as such, else all reasons by their codes. */
function written(chosen: readonly Reason[], keepsUnknown: boolean) {
  const outcome = OUTCOMES.filter((each) => partsOf(each).every((part) => chosen.includes(part)))
  const codes = chosen.filter((part) => part !== null)
  const isComplete = codes.every((code) => outcome.includes(outcomeOf(code)))
  // Calls of the unknown outcome may have no code, so it does not combine with single reasons.
  if (isComplete || (keepsUnknown && chosen.includes(null))) return { outcome, reason: [] }
  return { outcome: [], reason: codes.toSorted((a, b) => a - b) }
}
