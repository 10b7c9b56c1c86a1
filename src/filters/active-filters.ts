import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import type { Words } from '../i18n/use-words.ts'

export type FilterName =
  | 'number'
  | 'reason'
  | 'type'
  | 'hungUpBy'
  | 'group'
  | 'agent'
  | 'label'
  | 'country'

/** One value that narrows the list, and the change that takes it away. */
export interface ActiveFilter {
  name: FilterName
  value: string
  without: FilterPatch
}

/** Every value that narrows the list beyond its period, in the order of the panel. */
export function activeFilters(list: ListState, words: Words): ActiveFilter[] {
  const lists = { reason: words.hangupReason, type: words.callType, hungUpBy: words.hungUpBy }
  const active: ActiveFilter[] = []
  if (list.number !== null) {
    active.push({ name: 'number', value: list.number, without: { number: null } })
  }
  for (const name of ['reason', 'type', 'hungUpBy'] as const) {
    const codes: readonly number[] = list[name]
    for (const code of codes) {
      const rest = codes.filter((each) => each !== code)
      active.push({ name, value: lists[name](code), without: { [name]: rest } })
    }
  }
  if (list.group !== null)
    active.push({ name: 'group', value: list.group, without: { group: null } })
  for (const name of ['agent', 'label', 'country'] as const) {
    for (const value of list[name]) {
      const rest = list[name].filter((each) => each !== value)
      active.push({ name, value, without: { [name]: rest } })
    }
  }
  return active
}
