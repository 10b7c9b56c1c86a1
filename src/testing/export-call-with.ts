import type { CallRecord } from '../calls/call.ts'

/** A call with nothing known but what every call has, and `known`. */
export function callWith(known: Partial<CallRecord> = {}): CallRecord {
  return {
    id: '1',
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
    ...known,
  }
}
