import type { CallRecord } from '../../calls/call.ts'
import type { ColumnId } from '../../calls/columns.ts'
import type { SheetColumn, SheetWords } from '../sheet.ts'

type Of<Value> = (call: CallRecord) => Value

/** The value of a column for a call, by its kind; `null` if it is unknown. */
export type Field =
  | { kind: 'text'; of: Of<string | null> }
  /** ISO 8601 with offset; text of any sort where the call's time was no time. */
  | { kind: 'time'; of: Of<string | null> }
  /** Not always whole. */
  | { kind: 'seconds'; of: Of<number | null> }
  | { kind: 'code'; of: Of<number | null>; words: Exclude<keyof SheetWords, 'unknown'> }
  /** A path on the page's own host. */
  | { kind: 'path'; of: Of<string | null> }
  /** The call's own. */
  | { kind: 'id'; of: Of<string> }

/** `91 India` */
function countryText({ country }: CallRecord): string {
  return [country?.code, country?.name].filter(Boolean).join(' ')
}

const FIELDS: Record<ColumnId, Field> = {
  startedAt: { kind: 'time', of: (call) => call.startedAt },
  caller: { kind: 'text', of: (call) => call.caller },
  called: { kind: 'text', of: (call) => call.called },
  agent: { kind: 'text', of: (call) => call.agent },
  group: { kind: 'text', of: (call) => call.group },
  type: { kind: 'code', of: (call) => call.type, words: 'callType' },
  talkSeconds: { kind: 'seconds', of: (call) => call.talkSeconds },
  hangupReason: { kind: 'code', of: (call) => call.hangupReason, words: 'hangupReason' },
  hungUpBy: { kind: 'code', of: (call) => call.hungUpBy, words: 'hungUpBy' },
  labels: { kind: 'text', of: (call) => call.labels.join('; ') },
  recording: { kind: 'path', of: (call) => call.recording },
  endedAt: { kind: 'time', of: (call) => call.endedAt },
  answeredAt: { kind: 'time', of: (call) => call.answeredAt },
  customer: { kind: 'text', of: (call) => call.customer },
  line: { kind: 'text', of: (call) => call.line },
  waitSeconds: { kind: 'seconds', of: (call) => call.waitSeconds },
  country: { kind: 'text', of: countryText },
  sipCode: { kind: 'text', of: (call) => call.sipCode },
  calledInfo: { kind: 'text', of: (call) => call.calledInfo },
  remark: { kind: 'text', of: (call) => call.remark },
  callId: { kind: 'text', of: (call) => call.callId },
  id: { kind: 'id', of: (call) => call.id },
}

/** What `column` says of calls; another feature's is text. */
export function fieldOf(column: SheetColumn): Field {
  if (column.kind === 'call') return FIELDS[column.id]
  const { texts } = column
  return { kind: 'text', of: ({ id }) => (Object.hasOwn(texts, id) ? (texts[id] ?? null) : null) }
}
