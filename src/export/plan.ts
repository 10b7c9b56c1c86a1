import type { CallRecord } from '../calls/call.ts'
import type { RecordsQuery } from '../calls/query.ts'
import type { FileFormat, Sheet } from './sheet.ts'

/** What can be made of calls: a file that holds them, or an archive of their recordings. */
export type Product = FileFormat | 'zip'

/** Everything an export needs: plain data, made at its start and never changed. */
export interface ExportPlan {
  /** Its own, on this computer. */
  id: string
  /** All calls of a query, whose period is whole in the past, or calls at hand. */
  source: { query: RecordsQuery } | { records: readonly CallRecord[] }
  product: Product
  sheet: Sheet
  /** Of the file, without its ending. */
  name: string
}
