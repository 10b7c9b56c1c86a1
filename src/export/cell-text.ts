import type { ColumnId } from '../contract/columns.ts'
import { type CallRecord, ringSeconds } from '../contract/record.ts'
import type { Words } from '../i18n/use-words.ts'

export interface CellContext {
  words: Words
  /** `https://host` of the server, so that a recording's address works from a file. */
  origin: string
}

/** `2026-11-22 10:00:00+08:00`: the record's own zone and offset; a blank is easier to read than T. */
function time(iso: string | null): string {
  return iso?.replace('T', ' ') ?? ''
}

/** Whole seconds: a spreadsheet adds those up, `0:12` it would take for a time of day. */
function seconds(value: number | null): string {
  return value === null ? '' : String(Math.floor(value))
}

function word(code: number | null, say: (code: number) => string): string {
  return code === null ? '' : say(code)
}

const CELLS: Record<ColumnId, (call: CallRecord, context: CellContext) => string> = {
  startedAt: (call) => time(call.startedAt),
  caller: (call) => call.caller,
  called: (call) => call.called,
  agent: (call) => call.agent ?? '',
  group: (call) => call.group ?? '',
  type: (call, { words }) => word(call.type, words.callType),
  talkSeconds: (call) => seconds(call.talkSeconds),
  hangupReason: (call, { words }) => word(call.hangupReason, words.hangupReason),
  hungUpBy: (call, { words }) => word(call.hungUpBy, words.hungUpBy),
  labels: (call) => call.labels.join('; '),
  recording: (call, { origin }) => (call.recording ? new URL(call.recording, origin).href : ''),
  endedAt: (call) => time(call.endedAt),
  answeredAt: (call) => time(call.answeredAt),
  ringSeconds: (call) => seconds(ringSeconds(call)),
  country: ({ country }) => [country?.code, country?.name].filter(Boolean).join(' '),
  sipCode: (call) => call.sipCode ?? '',
  calledInfo: (call) => call.calledInfo ?? '',
  remark: (call) => call.remark ?? '',
  callId: (call) => call.callId ?? '',
  id: (call) => call.id,
}

/** What a file says of `call` in `column`, before defusing; what is not known is an empty text. */
export function cellText(call: CallRecord, column: ColumnId, context: CellContext): string {
  return CELLS[column](call, context)
}
