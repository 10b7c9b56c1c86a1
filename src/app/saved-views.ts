import { useLocalStorage } from '@mantine/hooks'
import { ownName } from '../api/own-storage.ts'
import type { ViewState } from '../api/use-page-state.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { SHORT_TALK_SECONDS } from '../calls/figures.ts'
import { type PageState, parsePageState, serializeRecordsQuery } from '../calls/query.ts'

/** A name for an address. */
export interface SavedView {
  name: string
  /** The query string, without page and call. Its period may be relative. */
  search: string
  columns: ColumnId[]
}

/** The views to start from, whose names are the messages `views.starter.*`. */
export const STARTER_VIEWS = {
  missedToday: '?range=today&outcome=missed',
  shortCalls: `?outcome=answered&talk=..${SHORT_TALK_SECONDS}`,
  longCalls: '?recorded=true&talk=600..',
} as const

/** Returns the query string of a view. */
export function searchOf({ page, size, ...view }: PageState): string {
  return serializeRecordsQuery(view)
}

/** Returns the view of a query string; keys it does not have are empty. */
export function viewOf(search: string): ViewState {
  const { page, size, ...view } = parsePageState(search)
  return view
}

function isView(value: unknown): value is SavedView {
  const { name, search, columns } = (value ?? {}) as Partial<SavedView>
  return typeof name === 'string' && typeof search === 'string' && Array.isArray(columns)
}

function deserialize(text: string | undefined): SavedView[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]')
    if (!Array.isArray(stored)) return []
    return stored.filter(isView).map((view) => ({
      ...view,
      columns: view.columns.filter((id) => COLUMNS.includes(id)),
    }))
  } catch {
    return [] // written by another version, or by hand
  }
}

/** The views that were saved on this computer, in every tab. A name is saved once. */
export function useSavedViews() {
  const [views, setViews] = useLocalStorage<SavedView[]>({
    key: ownName('callboard.views'),
    defaultValue: [],
    getInitialValueInEffect: false,
    deserialize,
  })
  return {
    views,
    save: (view: SavedView) =>
      setViews((before) => [...before.filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => setViews((before) => before.filter((view) => view.name !== name)),
  }
}
