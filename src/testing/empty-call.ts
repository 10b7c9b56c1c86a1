import type { CallRecord } from '../calls/call.ts'

/** A call of which the vendor said nothing. */
export const EMPTY_CALL: CallRecord = {
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
}
