import { type CallRecord, completeCall } from '../calls/call.ts'

/** A call without any data from the vendor. */
export const EMPTY_CALL: CallRecord = completeCall({
  id: '||',
  callId: null,
  caller: '',
  called: '',
  calledInfo: null,
  country: null,
  agent: null,
  group: null,
  type: null,
  hangupReason: null,
  hungUpBy: null,
  sipCode: null,
  labels: [],
  remark: null,
  startedAt: '',
  answeredAt: null,
  endedAt: null,
  talkSeconds: null,
  recording: null,
  recordingState: 'none',
})

/** Returns an answered call with a recording, with `parts` and what follows from them. */
export function makeCall(parts: Partial<CallRecord> = {}): CallRecord {
  return makeEmptyCall({
    id: 'call-1',
    caller: '13200000001',
    called: '91861****978737',
    agent: 'Li Na',
    type: 3,
    hangupReason: 1,
    hungUpBy: 0,
    startedAt: '2025-03-04T14:05:09+08:00',
    talkSeconds: 120,
    recording: '/api/recordings/abc',
    recordingState: 'available',
    ...parts,
  })
}

/** Returns a call with an id, `parts` and what follows from them only. */
export function makeEmptyCall(parts: Partial<CallRecord> = {}): CallRecord {
  return { ...completeCall({ ...EMPTY_CALL, id: '1', ...parts }), ...parts }
}
