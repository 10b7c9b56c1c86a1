import { type ListState, toRecordsQuery } from '../api/queries.ts'
import { COLUMNS, type ColumnId } from '../contract/columns.ts'
import { MAX_PAGE_SIZE, type RecordsQuery } from '../contract/query.ts'
import type { CallRecord } from '../contract/record.ts'
import { formatInZone, inZone } from '../contract/time.ts'
import { type CellContext, cellText } from './cell-text.ts'
import type { ExtraColumn } from './extra-column.ts'

/** Which calls: all that match, on every page, or those of the page shown. */
export type Scope = 'all' | 'page'

/** Everything an export needs; made at its start, so that nothing chosen later reaches it. */
export interface ExportJob {
  source: { query: RecordsQuery } | { records: readonly CallRecord[] }
  header: string[]
  toRow: (call: CallRecord) => string[]
  fileName: string
}

export interface JobRequest {
  scope: Scope
  /** Ids of those chosen, of a call's own columns and the extra ones. */
  columns: readonly string[]
  extraColumns: readonly ExtraColumn[]
  list: ListState
  pageRecords: readonly CallRecord[]
  /** IANA zone of the account. */
  timeZone: string
  /** Milliseconds since the epoch. */
  now: number
  columnName: (column: ColumnId) => string
  cells: CellContext
}

/** Makes a job of what is chosen in the dialog and shown on the page at this moment. */
export function createJob({
  columns,
  extraColumns,
  columnName,
  cells,
  ...request
}: JobRequest): ExportJob {
  const { scope, list, pageRecords, timeZone, now } = request
  const chosen = COLUMNS.filter((column) => columns.includes(column))
  const extra = extraColumns.filter(({ id }) => columns.includes(id))
  const query = freezeQuery(toRecordsQuery(list, timeZone, now), timeZone, now)
  return {
    source: scope === 'all' ? { query } : { records: [...pageRecords] },
    header: [...chosen.map(columnName), ...extra.map(({ label }) => label)],
    toRow: (call) => [
      ...chosen.map((column) => cellText(call, column, cells)),
      ...extra.map((column) => column.textOf(call)),
    ],
    fileName: fileName(query, timeZone, scope === 'page' ? `_page-${list.page}` : ''),
  }
}

/** All pages of a query up to `now`: a call that starts later would push the others along. */
function freezeQuery(query: RecordsQuery, timeZone: string, now: number): RecordsQuery {
  const isUnderWay = Date.parse(query.from) <= now && now < Date.parse(query.to)
  const to = isUnderWay ? inZone(now, timeZone) : query.to
  return { ...query, to, page: 1, size: MAX_PAGE_SIZE }
}

/** `calls_2026-11-01_2026-11-22_Asia-Shanghai.csv`: first and last day, in the zone named. */
function fileName({ from, to }: RecordsQuery, timeZone: string, part: string): string {
  const [first, last] = [from, to].map((time) => formatInZone(time, timeZone, 'YYYY-MM-DD'))
  return `calls_${first}_${last}_${timeZone.replace(/[^\w+-]/g, '-')}${part}.csv`
}
