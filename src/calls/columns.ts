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

/** The columns shown by default. */
export const DEFAULT_COLUMNS: readonly ColumnId[] = COLUMNS.slice(0, 11)
