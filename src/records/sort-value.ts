import { type CallRecord, ringSeconds } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'

type SortValue = string | number | undefined

function time(iso: string | null): SortValue {
  const at = iso ? Date.parse(iso) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}

/** What a column sorts by; `undefined` (nothing there) goes last in both directions. */
export const SORT_VALUES: Record<ColumnId, (call: CallRecord) => SortValue> = {
  startedAt: (call) => time(call.startedAt),
  answeredAt: (call) => time(call.answeredAt),
  endedAt: (call) => time(call.endedAt),
  caller: (call) => call.caller || undefined,
  called: (call) => call.called || undefined,
  agent: (call) => call.agent ?? undefined,
  group: (call) => call.group ?? undefined,
  type: (call) => call.type ?? undefined,
  talkSeconds: (call) => call.talkSeconds ?? undefined,
  ringSeconds: (call) => ringSeconds(call) ?? undefined,
  hangupReason: (call) => call.hangupReason ?? undefined,
  hungUpBy: (call) => call.hungUpBy ?? undefined,
  labels: (call) => call.labels.join(', ') || undefined,
  recording: (call) => (call.recording ? 1 : undefined),
  country: (call) => call.country?.code,
  sipCode: (call) => call.sipCode ?? undefined,
  calledInfo: (call) => call.calledInfo ?? undefined,
  remark: (call) => call.remark ?? undefined,
  callId: (call) => call.callId ?? undefined,
  id: (call) => call.id,
}
