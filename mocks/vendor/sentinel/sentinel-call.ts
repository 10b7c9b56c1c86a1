import type { Call } from '../calls/call.ts'

/** An ordinary answered call of 12 seconds without a recording, with some things changed. */
export function sentinelCall(number: number, startedAt: number, changes: Partial<Call>): Call {
  const { talkSeconds = 12 } = changes
  return {
    id: `9${String(number).padStart(14, '0')}00`,
    callId: null,
    caller: '91778800001',
    called: `918600${String(100_000 + number)}`,
    masked: null,
    calledInfo: null,
    countryCode: '91',
    countryName: 'India',
    agent: 'Priya Raman',
    group: 'India Sales',
    type: 3,
    reason: 1,
    hungUpBy: 0,
    sipCode: '200',
    labels: [],
    remark: null,
    startedAt,
    answeredAt: startedAt + 2000,
    endedAt: startedAt + 2000 + talkSeconds * 1000,
    talkSeconds,
    recording: null,
    ...changes,
  }
}
