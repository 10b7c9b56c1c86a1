import type { ListState } from '../api/queries.ts'
import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import type { TimeSpan } from '../calls/periods.ts'
import { MAX_PAGE_SIZE, type RecordsQuery } from '../calls/query.ts'
import { formatInZone, inZone } from '../calls/time.ts'
import type { ExtraColumn } from './extra-column.ts'
import type { ExportPlan, Product } from './plan.ts'
import type { Sheet, SheetColumn } from './sheet.ts'

/** Which calls: all that match, on every page; those that were selected; those of the page shown. */
export type Scope = 'all' | 'selected' | 'page'

export interface PlanRequest {
  /** Its id on this computer. */
  id: string
  scope: Scope
  product: Product
  /** Ids of those chosen, of a call's own columns and the extra ones. */
  columns: readonly string[]
  extraColumns: readonly ExtraColumn[]
  list: ListState
  /** What the endpoint resolved the list's period to. */
  period: TimeSpan
  /** The calls of the scopes that are at hand, in the order shown. */
  atHand: Record<Exclude<Scope, 'all'>, readonly CallRecord[]>
  /** The server's time, milliseconds since the epoch. */
  now: number
  columnName: (column: ColumnId) => string
  /** All else that the file is like. */
  like: Omit<Sheet, 'columns'>
}

/** Makes a plan of what is chosen in the dialog and shown on the page at this moment. */
export function createPlan({
  scope,
  list,
  period,
  now,
  like,
  ...request
}: PlanRequest): ExportPlan {
  const { columns, extraColumns, columnName, atHand } = request
  const { timeZone } = like
  const query = freezeQuery(list, period, timeZone, now)
  const own = COLUMNS.filter((column) => columns.includes(column)).map(
    (id): SheetColumn => ({ kind: 'call', id, label: columnName(id) }),
  )
  const extra = extraColumns
    .filter(({ id }) => columns.includes(id))
    .map(({ id, label, texts }): SheetColumn => ({ kind: 'extra', id, label, texts: texts() }))
  return {
    id: request.id,
    source: scope === 'all' ? { query } : { records: [...atHand[scope]] },
    product: request.product,
    sheet: { ...like, columns: [...own, ...extra] },
    name: nameOf(request.product, query, timeZone) + PARTS[scope](list),
  }
}

const PARTS: Record<Scope, (list: ListState) => string> = {
  all: () => '',
  selected: () => '_selected',
  page: ({ page }) => `_page-${page}`,
}

/** All pages of a list up to `now`: a call that starts later would push the others along. */
function freezeQuery(
  { range: _range, ...list }: ListState,
  { from, to }: TimeSpan,
  timeZone: string,
  now: number,
): RecordsQuery {
  const isUnderWay = Date.parse(from) <= now && now < Date.parse(to)
  const end = isUnderWay ? inZone(now, timeZone) : to
  return { ...list, sort: null, from, to: end, page: 1, size: MAX_PAGE_SIZE }
}

/** `calls_2026-11-01_2026-11-22_Asia-Shanghai`: first and last day, in the zone named. */
function nameOf(product: Product, { from, to }: RecordsQuery, timeZone: string): string {
  const [first, last] = [from, to].map((time) => formatInZone(time, timeZone, 'YYYY-MM-DD'))
  const what = product === 'zip' ? 'recordings' : 'calls'
  return `${what}_${first}_${last}_${timeZone.replace(/[^\w+-]/g, '-')}`
}
