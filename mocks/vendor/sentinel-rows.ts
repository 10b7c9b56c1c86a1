import type { QueryParams } from './account/check-query.ts'
import { toWireRecord, type WireRecord, type WireSettings } from './account/wire-record.ts'
import { type Call, matches } from './calls/call.ts'
import { presentAddress, RECORDING_CASES } from './recording/recording-cases.ts'
import { SENTINELS } from './sentinels.ts'

const LONG = 'A thousand characters: '.padEnd(1000, 'äöü中文 ')

/** Texts that need escaping, quoting, isolation, wrapping or formula escapes. */
const MARKUP_CHANGES: readonly Partial<Call>[] = [
  {
    agent: '<img src=x onerror="document.title=\'broken\'">',
    calledInfo: '<script>document.title="broken"</script>',
    labels: ['<b>bold</b>', '&amp;', '</td></tr>'],
    remark: '<a href="javascript:document.title=1">here</a> {{1+1}} %s %00',
  },
  {
    agent: 'Comma, "Quote" & Sons',
    calledInfo: 'first line\nsecond line\r\nthird; with "quotes", commas\tand a tab',
    labels: ['a,b', 'c"d', "e'f", 'g;h'],
    remark: '"',
  },
  {
    agent: 'ليلى الحسن',
    calledInfo: 'الطلب رقم 48213 (عاجل)',
    labels: ['مهتم', 'מעוניין'],
    remark: 'שלום, ABC 123',
  },
  {
    agent: 'abc\u202Etxt.exe',
    calledInfo: 'zero\u200Bwidth \u2066isolate\u2069',
    labels: ['\u200F'],
  },
  {
    agent: '🎧 👩🏽‍💼 Zoë',
    calledInfo: '👍🏿🇮🇳👨‍👩‍👧‍👦',
    labels: ['🔥', '⭐️⭐️⭐️'],
    remark: '𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
  },
  { agent: LONG, calledInfo: LONG, labels: [LONG], remark: LONG },
  { agent: 'x'.repeat(1000), calledInfo: 'w'.repeat(1000), labels: ['y'.repeat(300)] },
  { agent: '=HYPERLINK("http://example.com/?"&A1,"open")', calledInfo: "=cmd|' /C calc'!A0" },
  { agent: '+1', calledInfo: '-1', labels: ['@SUM(A1:A9)', '=1+1'], remark: '+1-800-555-0100' },
  { agent: '\t=1+1', calledInfo: '\r=1+1', labels: ['\n=1+1', ' =1+1'], remark: '\t\t' },
  { agent: '＝1+1', calledInfo: '＋1', labels: ['－1', '＠SUM(A1)'], remark: '|calc' },
  {
    agent: '__proto__',
    calledInfo: 'constructor',
    labels: ['toString', 'null', 'undefined'],
    remark: 'NaN',
  },
]

const MINUTE_MS = 60_000

/**
 * Returns the matching rows of a sentinel, newest first; null if the group has no rows of its own. The
 * rows are a minute apart, or closer in a short period, and end with the period or now. The other
 * filters apply, except to the odd records.
 */
export function sentinelRows(
  params: QueryParams,
  now: number,
  settings: WireSettings,
): WireRecord[] | null {
  const group = params.sipGroupName
  if (group === SENTINELS.empty) return []
  const place = placeWithin(params, now)
  if (group === SENTINELS.odd) {
    return oddRecords((number) =>
      toWireRecord(sentinelCall(number, place(number, 15), { group }), settings),
    )
  }
  const changes = group === undefined ? undefined : CHANGES.get(group)
  if (!changes || group === undefined) return null
  return changes
    .map((change, i) => sentinelCall(i + 1, place(i + 1, changes.length), { ...change, group }))
    .filter((call) => matches(call, params))
    .map((call) => ({ ...call, recording: presentAddress(call, now) }))
    .map((call) => toWireRecord(call, settings))
}

const CHANGES: ReadonlyMap<string, readonly Partial<Call>[]> = new Map([
  [SENTINELS.one, [{ labels: ['tag1'], remark: 'Remark message' }]],
  [SENTINELS.markup, MARKUP_CHANGES],
  [SENTINELS.recordings, RECORDING_CASES.map(recordingChange)],
])

function placeWithin({ strTime, endTime }: QueryParams, now: number) {
  const end = Math.max(strTime, Math.min(endTime, now))
  return (number: number, count: number): number => {
    const step = Math.min(MINUTE_MS, (end - strTime) / (count + 1))
    return Math.floor((end - number * step) / 1000) * 1000
  }
}

function recordingChange({
  path,
  remark,
  seconds,
}: (typeof RECORDING_CASES)[number]): Partial<Call> {
  return { recording: path, remark, talkSeconds: Math.round(seconds) }
}

/** Returns an answered call of 12 seconds without a recording, with `changes`. */
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

/**
 * Returns undocumented records. A lenient reader shows each as a row.
 * @param record creates a valid record with its own id and start
 */
function oddRecords(record: (number: number) => WireRecord): WireRecord[] {
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
