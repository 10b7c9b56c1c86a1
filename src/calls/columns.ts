/** Everything that can be shown of a call in a table or a file, in its order. */
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
  'ringSeconds',
  'country',
  'sipCode',
  'calledInfo',
  'remark',
  'callId',
  'id',
] as const

export type ColumnId = (typeof COLUMNS)[number]

/** The columns shown until someone chooses others: the first eleven. */
export const DEFAULT_COLUMNS: readonly ColumnId[] = COLUMNS.slice(0, 11)
