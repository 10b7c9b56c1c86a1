/** The fields of a call that a table or a file can show, in the order of files. */
export const COLUMNS = [
  'startedAt',
  'customer',
  'line',
  'agent',
  'hangupReason',
  'waitSeconds',
  'talkSeconds',
  'labels',
  'recording',
  'caller',
  'called',
  'group',
  'type',
  'hungUpBy',
  'endedAt',
  'answeredAt',
  'country',
  'sipCode',
  'calledInfo',
  'remark',
  'callId',
  'id',
] as const

export type ColumnId = (typeof COLUMNS)[number]

/** The columns shown by default, in the order of the table: the recording is played from its start. */
export const DEFAULT_COLUMNS: readonly ColumnId[] = [
  'recording',
  ...COLUMNS.slice(0, 9).filter((id) => id !== 'recording'),
]

/** Every column in the order of the table by default. */
export const TABLE_COLUMNS: readonly ColumnId[] = [...new Set([...DEFAULT_COLUMNS, ...COLUMNS])]
