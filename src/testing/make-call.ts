import type { CallRecord } from '../calls/call.ts'

/** A call for tests, with what matters to one of them in `parts`. */
export function callWith(parts: Partial<CallRecord> = {}): CallRecord {
  return {
    id: 'call-1',
    callId: null,
    caller: '13200000001',
    called: '91861****978737',
    calledInfo: null,
    country: null,
    agent: 'Li Na',
    group: null,
    type: 3,
    hangupReason: 1,
    hungUpBy: 0,
    sipCode: null,
    labels: [],
    remark: null,
    startedAt: '2025-03-04T14:05:09+08:00',
    answeredAt: null,
    endedAt: null,
    talkSeconds: 120,
    recording: '/api/recordings/abc',
    recordingState: 'available',
    ...parts,
  }
}
