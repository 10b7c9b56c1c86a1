import type { WireRecord } from '../account/wire-record.ts'

/**
 * Records as no document describes them, each still a row for a lenient reader.
 * @param record a good record to start from, with its own id and start
 */
export function oddRecords(record: (number: number) => WireRecord): WireRecord[] {
  const repeated = record(9).callSessionId
  return [
    { ...record(1), hangupReason: 12, callType: 12, hangingDirection: 12, hangupCode: '799' },
    { ...record(2), hangupReason: 'SOMETHING', callType: '', hangingDirection: -1 },
    {
      ...record(3),
      callStartTime: '2025-02-30 25:61:00',
      answerTime: 'yesterday',
      callEndTime: '0',
    },
    { ...record(4), callStartTime: '', answerTime: null, callEndTime: 0 },
    { ...record(5), answerTime: '0000-00-00 00:00:00', callDuration: '-5' },
    { ...record(6), callDuration: 'a while', labels: 'one,two', called: 918600100006 },
    {
      ...record(7),
      callDuration: 12.7,
      callSessionId: 90000000000000700,
      ccode: 91,
      hangupCode: 200,
    },
    {
      ...record(8),
      callDuration: '  12 ',
      callType: ' 3',
      hangupReason: '1',
      hangingDirection: '0',
    },
    { ...record(9), callSessionId: repeated, remark: 'first with this id' },
    { ...record(10), callSessionId: repeated, remark: 'second with this id' },
    { callSessionId: record(11).callSessionId },
    nullEverywhere(record(12)),
    { ...record(13), labels: ['', null, 7, 'kept'], voiceUrl: 'not a url', agentName: 42 },
    {
      ...record(14),
      extra: { nested: [1, 2, 3] },
      callDuration: 1e9,
      voiceUrl: 'javascript:alert(1)',
    },
  ]
}

function nullEverywhere(record: WireRecord): WireRecord {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, key === 'callSessionId' ? value : null]),
  )
}
