import type { CallRecord } from '../../calls/call.ts'
import type { ColumnType, Table, Value } from './database.ts'

/** Returns seconds since the epoch; `null` without a valid time. */
export function secondsOf(iso: string | null): number | null {
  const ms = Date.parse(iso ?? '')
  return Number.isNaN(ms) ? null : Math.floor(ms / 1_000)
}

/**
 * The fields of a call with the columns that hold them. `recording` is the vendor's address, never a
 * path of ours, because paths are sealed when an answer leaves.
 */
const FIELDS: readonly [
  field: Exclude<keyof CallRecord, 'country'>,
  name: string,
  type: ColumnType,
][] = [
  ['id', 'id', 'text'],
  ['callId', 'call_id', 'text'],
  ['caller', 'caller', 'text'],
  ['called', 'called', 'text'],
  ['calledInfo', 'called_info', 'text'],
  ['customer', 'customer', 'text'],
  ['line', 'line', 'text'],
  ['agent', 'agent', 'text'],
  ['group', 'agent_group', 'text'],
  ['type', 'type', 'double precision'],
  ['hangupReason', 'hangup_reason', 'double precision'],
  ['hungUpBy', 'hung_up_by', 'double precision'],
  ['sipCode', 'sip_code', 'text'],
  ['outcome', 'outcome', 'text'],
  ['labels', 'labels', 'text[]'],
  ['remark', 'remark', 'text'],
  ['startedAt', 'started_at', 'text'],
  ['answeredAt', 'answered_at', 'text'],
  ['endedAt', 'ended_at', 'text'],
  ['talkSeconds', 'talk_seconds', 'double precision'],
  ['waitSeconds', 'wait_seconds', 'double precision'],
  ['recording', 'recording', 'text'],
  ['recordingState', 'recording_state', 'text'],
]

/** The calls. Each belongs to the read that brought it. */
export const CALLS: Table = {
  name: 'calls',
  columns: {
    read_id: 'double precision',
    ...Object.fromEntries(FIELDS.map(([, name, type]) => [name, type])),
    country_code: 'text',
    country_name: 'text',
    // Seconds since the epoch.
    start: 'double precision',
    answer: 'double precision',
    end: 'double precision',
  },
}

/** The ledger: vendor questions that were read whole. Instants are seconds since the epoch. */
export const READS: Table = {
  name: 'reads',
  columns: {
    id: 'double precision',
    question: 'text',
    first: 'double precision',
    last: 'double precision',
    total: 'double precision',
    read_at: 'double precision',
    checked_at: 'double precision',
  },
}

function createTable({ name, columns }: Table): string {
  const lines = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`)
  return `create table if not exists ${name} (${lines.join(', ')})`
}

/** Increase it with each change of the tables. */
export const SCHEMA_VERSION = 1

/** The statements that create the tables, unless they exist. Rows have no key and no index. */
export const SCHEMA = [
  ...[CALLS, READS].map(createTable),
  'create table if not exists schema_version (version integer)',
  // An id is never used again, because comparisons are remembered by it.
  'create sequence if not exists read_ids',
]

/** PostgreSQL stores no U+0000, and no engine half a surrogate pair. */
function storable(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd')
  return Array.isArray(value) ? value.map((item) => storable(item) as string) : value
}

/** Returns the row of a call, in the order of `CALLS`. */
export function toRow(readId: number, call: CallRecord): Value[] {
  const { country, startedAt, answeredAt, endedAt } = call
  return [
    readId,
    ...FIELDS.map(([field]) => storable(call[field])),
    storable(country?.code ?? null),
    storable(country?.name ?? null),
    ...[startedAt, answeredAt, endedAt].map(secondsOf),
  ]
}

/** Selects calls for `toCall`. One JSON text a call is read faster than all its columns. */
export const CALL_JSON = 'to_json(calls) as json'

/** A row of a statement that selects `CALL_JSON`. */
export interface CallRow {
  json: string
}

/** Returns the call of a row. A literal is several times as fast as a loop over the fields. */
export function toCall({ json }: CallRow): CallRecord {
  const row = JSON.parse(json)
  return {
    id: row.id,
    callId: row.call_id,
    caller: row.caller,
    called: row.called,
    calledInfo: row.called_info,
    customer: row.customer,
    line: row.line,
    country: row.country_code === null ? null : { code: row.country_code, name: row.country_name },
    agent: row.agent,
    group: row.agent_group,
    type: row.type,
    hangupReason: row.hangup_reason,
    hungUpBy: row.hung_up_by,
    sipCode: row.sip_code,
    outcome: row.outcome,
    labels: row.labels,
    remark: row.remark,
    startedAt: row.started_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    talkSeconds: row.talk_seconds,
    waitSeconds: row.wait_seconds,
    recording: row.recording,
    recordingState: row.recording_state,
  }
}
