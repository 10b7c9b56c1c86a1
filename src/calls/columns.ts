/** The fields of a call that a table or a file can show, in their order. */
export const COLUMNS = [
  'startedAt',
  'caller',
  'called',
  'agent',
  'group',
  'type',
  'talkSeconds',
  'hangupReason',
  'hungUpBy',
  'labels',
  'recording',
  'endedAt',
  'answeredAt',
  'waitSeconds',
  'customer',
  'line',
  'country',
  'sipCode',
  'calledInfo',
  'remark',
  'callId',
  'id',
] as const

export type ColumnId = (typeof COLUMNS)[number]

/** The columns of the table by default, in their order. */
export const DEFAULT_COLUMNS: readonly ColumnId[] = [
  'recording',
  'startedAt',
  'customer',
  'line',
  'agent',
  'hangupReason',
  'waitSeconds',
  'talkSeconds',
  'labels',
]

/** Every column in the order of the table by default. */
export const TABLE_COLUMNS: readonly ColumnId[] = [...new Set([...DEFAULT_COLUMNS, ...COLUMNS])]

/** Returns columns in the order of files: the recording, which is an address, comes last. */
export function inFileOrder(columns: readonly ColumnId[]): ColumnId[] {
  return columns.toSorted((a, b) => Number(a === 'recording') - Number(b === 'recording'))
}
