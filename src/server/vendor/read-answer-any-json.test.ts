import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { readCallRecord, readVendorAnswer } from './read-answer.ts'

const OPTIONS = { zone: 'Asia/Shanghai', recordingPath: (url: string) => `/api/recordings/${url}` }

const VENDOR_KEYS = (
  'callSessionId callId caller called calledInfo ccode ccodeName agentName agentGroupName ' +
  'callDuration callType hangupCode hangupReason hangingDirection labels remark ' +
  'callStartTime answerTime callEndTime voiceUrl __proto__'
).split(' ')
const anyJson = fc.jsonValue({ maxDepth: 3 })
const anyTime = fc.constantFrom(
  '2024-03-10 02:30:00',
  '0000-00-00 00:00:00',
  '9999-12-31 23:59:59',
  '0001-01-01 00:00:00',
  '2024-01-01T00:00:00Z',
)
const anyRecord = fc.oneof(
  anyJson,
  fc.dictionary(
    fc.constantFrom(...VENDOR_KEYS),
    fc.oneof(anyJson, anyTime, fc.integer().map(String)),
  ),
)
const anyAnswer = fc.oneof(
  anyJson,
  fc.record({
    status: fc.constantFrom('0', 0),
    data: fc.record({ total: anyJson, records: fc.array(anyRecord, { maxLength: 5 }) }),
  }),
)

const isText = (value: unknown) => typeof value === 'string'
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string'
const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value))
const isTimeOrNull = (value: unknown) => value === null || isTime(value)
const isCode = (value: unknown) => value === null || Number.isSafeInteger(value)

const SHAPE: Record<keyof CallRecord, (value: unknown) => boolean> = {
  id: (value) => isText(value) && value !== '',
  callId: isTextOrNull,
  caller: isText,
  called: isText,
  calledInfo: isTextOrNull,
  country: (value) =>
    value === null || (typeof value === 'object' && Object.keys(value).join() === 'code,name'),
  agent: isTextOrNull,
  group: isTextOrNull,
  type: isCode,
  hangupReason: isCode,
  hungUpBy: isCode,
  sipCode: isTextOrNull,
  labels: (value) => Array.isArray(value) && value.every(isText),
  remark: isTextOrNull,
  startedAt: (value) => value === '' || isTime(value),
  answeredAt: isTimeOrNull,
  endedAt: isTimeOrNull,
  talkSeconds: (value) => value === null || (Number.isSafeInteger(value) && Number(value) >= 0),
  recording: isTextOrNull,
  recordingState: (value) => ['available', 'none', 'unusable'].includes(String(value)),
}

function wrongKeys(call: CallRecord): string[] {
  const wrong = Object.entries(SHAPE).filter(([key, fits]) => !fits(call[key as keyof CallRecord]))
  const extra = Object.keys(call).filter((key) => !Object.hasOwn(SHAPE, key))
  return [...wrong.map(([key]) => key), ...extra]
}

describe('whatever JSON the vendor sends', () => {
  const zone = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'UTC')

  it('a record is read as a call with every key of its type', () => {
    fc.assert(
      fc.property(anyRecord, zone, (raw, name) => {
        expect(wrongKeys(readCallRecord(raw, { ...OPTIONS, zone: name }))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('an answer is read as one of three kinds, and ids of a page are unique', () => {
    fc.assert(
      fc.property(anyAnswer, (json) => {
        const answer = readVendorAnswer(json, 50, OPTIONS)
        expect(['page', 'failure', 'malformed']).toContain(answer.kind)
        const ids = answer.kind === 'page' ? answer.records.map((call) => call.id) : []
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 300 },
    )
  })
})
