import type { CallRecord } from '../contract/record.ts'

/** A column that no call has by itself: other features', handed in. */
export interface ExtraColumn {
  id: string
  label: string
  /** What a file says of a call there, before defusing. */
  textOf: (call: CallRecord) => string
}
