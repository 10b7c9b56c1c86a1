import { type CallRecord, completeCall } from '../../calls/call.ts'
import type { ColumnType, Row, Table, Value } from './database.ts'

interface Column {
  name: string
  type: ColumnType
  of: (call: CallRecord) => Value
}

/** Returns seconds since the epoch; `null` without a valid time. */
export function secondsOf(iso: string | null): number | null {
  const ms = Date.parse(iso ?? '')
  return Number.isNaN(ms) ? null : Math.floor(ms / 1_000)
}

/**
 * The columns of a stored call. `start`, `answer` and `end` are seconds since the epoch. `recording` is the vendor's address, never a path of ours, because
 * paths are sealed when an answer leaves.
 */
const COLUMNS: readonly Column[] = [
  { name: 'id', type: 'text', of: (call) => call.id },
  { name: 'call_id', type: 'text', of: (call) => call.callId },
  { name: 'caller', type: 'text', of: (call) => call.caller },
  { name: 'called', type: 'text', of: (call) => call.called },
  { name: 'called_info', type: 'text', of: (call) => call.calledInfo },
  { name: 'customer', type: 'text', of: (call) => call.customer },
  { name: 'line', type: 'text', of: (call) => call.line },
  { name: 'country_code', type: 'text', of: (call) => call.country?.code ?? null },
  { name: 'country_name', type: 'text', of: (call) => call.country?.name ?? null },
  { name: 'agent', type: 'text', of: (call) => call.agent },
  { name: 'agent_group', type: 'text', of: (call) => call.group },
  { name: 'type', type: 'bigint', of: (call) => call.type },
  { name: 'hangup_reason', type: 'bigint', of: (call) => call.hangupReason },
  { name: 'hung_up_by', type: 'bigint', of: (call) => call.hungUpBy },
  { name: 'sip_code', type: 'text', of: (call) => call.sipCode },
  { name: 'outcome', type: 'text', of: (call) => call.outcome },
  { name: 'labels', type: 'text[]', of: (call) => call.labels },
  { name: 'remark', type: 'text', of: (call) => call.remark },
  { name: 'started_at', type: 'text', of: (call) => call.startedAt },
  { name: 'answered_at', type: 'text', of: (call) => call.answeredAt },
  { name: 'ended_at', type: 'text', of: (call) => call.endedAt },
  { name: 'talk_seconds', type: 'bigint', of: (call) => call.talkSeconds },
  { name: 'wait_seconds', type: 'bigint', of: (call) => call.waitSeconds },
  { name: 'recording', type: 'text', of: (call) => call.recording },
  { name: 'recording_state', type: 'text', of: (call) => call.recordingState },
  { name: 'start', type: 'bigint', of: (call) => secondsOf(call.startedAt) },
  { name: 'answer', type: 'bigint', of: (call) => secondsOf(call.answeredAt) },
  { name: 'end', type: 'bigint', of: (call) => secondsOf(call.endedAt) },
]

/** The calls. Each belongs to the read that brought it. */
export const CALLS: Table = {
  name: 'calls',
  columns: {
    read_id: 'bigint',
    ...Object.fromEntries(COLUMNS.map(({ name, type }) => [name, type])),
  },
}

/** The ledger: vendor questions that were read whole. Instants are seconds since the epoch. */
export const READS: Table = {
  name: 'reads',
  columns: {
    id: 'bigint',
    question: 'text',
    first: 'bigint',
    last: 'bigint',
    total: 'bigint',
    read_at: 'bigint',
    checked_at: 'bigint',
  },
}

function createTable({ name, columns }: Table): string {
  const lines = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`)
  return `create table if not exists ${name} (${lines.join(', ')})`
}

/** The statements that create the tables, unless they exist. Rows have no key and no index. */
export const SCHEMA = [CALLS, READS].map(createTable)

/** U+0000 is removed, because PostgreSQL does not store it. */
function storable(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('\0', '')
  return Array.isArray(value) ? value.map((item) => storable(item) as string) : value
}

/** Returns the row of a call, in the order of `CALLS`. */
export function toRow(readId: number, call: CallRecord): Value[] {
  return [readId, ...COLUMNS.map(({ of }) => storable(of(call)))]
}

/** Returns the call of a row with all columns of `CALLS`. */
export function toCall(row: Row): CallRecord {
  const text = (name: string) => row[name] as string | null
  const number = (name: string) => row[name] as number | null
  const code = text('country_code')
  return completeCall({
    id: text('id') ?? '',
    callId: text('call_id'),
    caller: text('caller') ?? '',
    called: text('called') ?? '',
    calledInfo: text('called_info'),
    country: code === null ? null : { code, name: text('country_name') },
    agent: text('agent'),
    group: text('agent_group'),
    type: number('type'),
    hangupReason: number('hangup_reason'),
    hungUpBy: number('hung_up_by'),
    sipCode: text('sip_code'),
    labels: [...(row.labels as readonly string[])],
    remark: text('remark'),
    startedAt: text('started_at') ?? '',
    answeredAt: text('answered_at'),
    endedAt: text('ended_at'),
    talkSeconds: number('talk_seconds'),
    recording: text('recording'),
    recordingState: text('recording_state') as CallRecord['recordingState'],
  })
}
