import { COLUMNS, type ColumnId } from '../calls/columns.ts'

/** One column and its direction: a page is sorted by one thing. */
export interface PageSort {
  column: ColumnId
  descending: boolean
}

/** As the vendor lists calls. */
export const NEWEST_FIRST: PageSort = { column: 'startedAt', descending: true }

/** `-talkSeconds` for descending, as it stands in the address; `null` if it names no column. */
export function parseSort(text: string | null): PageSort | null {
  const column = COLUMNS.find((id) => id === text?.replace(/^-/, ''))
  return column ? { column, descending: text?.startsWith('-') ?? false } : null
}

/** The reverse of {@link parseSort}. */
export function serializeSort(sort: PageSort | null): string | null {
  return sort && `${sort.descending ? '-' : ''}${sort.column}`
}

/** What a click on a column makes of the sort: descending, ascending, the vendor's own order. */
export function nextSort(column: ColumnId, sort: PageSort | null): PageSort | null {
  if (sort?.column !== column) return { column, descending: true }
  return sort.descending ? { column, descending: false } : null
}
