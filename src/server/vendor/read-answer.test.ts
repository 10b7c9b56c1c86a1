import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { OUTCOMES } from '../../calls/call-codes.ts'
import { EMPTY_CALL } from '../../testing/make-call.ts'
import { readCallRecord, readVendorAnswer, withUniqueIds } from './read-answer.ts'

const OPTIONS = { zone: 'Asia/Shanghai', recordingPath: (url: string) => `/api/recordings/${url}` }

const RAW = { callSessionId: 'a', caller: '1' }
const SECOND = { ...RAW, caller: '2' }
const THIRD = { ...RAW, caller: '3' }

describe('the ids of a page', () => {
  test.each<[name: string, raw: Record<string, unknown>[], expected: string[]]>([
    ['a repeated call', [RAW, RAW, RAW], ['a']],
    ['different calls of one id', [RAW, SECOND, THIRD], ['a', 'a#2', 'a#3']],
    ['repeated and different calls', [RAW, SECOND, RAW, SECOND], ['a', 'a#2']],
    ['an id like a suffixed one', [{ callSessionId: 'a#2' }, RAW, SECOND], ['a#2', 'a', 'a#3']],
    ['the same id as a number', [{ callSessionId: 7 }, { callSessionId: '7' }], ['7']],
    ['calls without an id', [{}, {}, { remark: 'x' }], ['||', '||#2']],
    ['no calls', [], []],
  ])('are unique for %s', (_name, raw, expected) => {
    const read = withUniqueIds(raw.map((record) => readCallRecord(record, OPTIONS)))
    expect(read.map((call) => call.id)).toEqual(expected)
  })
})

test('the ids of thousands of records with one id take linear time', () => {
  const records = Array.from({ length: 20_000 }, (_, i) => ({ ...EMPTY_CALL, remark: `${i}` }))
  const ids = withUniqueIds([...records, ...records]).map(({ id }) => id)
  expect(ids).toHaveLength(20_000)
  expect(ids.at(-1)).toBe('||#20000')
})

describe('readVendorAnswer', () => {
  test('refuses more than twice the requested number of calls', () => {
    const answer = (count: number) => ({ status: '0', data: { records: Array(count).fill({}) } })
    expect(readVendorAnswer(answer(41), 20, OPTIONS)).toEqual({ kind: 'too_many' })
    expect(readVendorAnswer(answer(40), 20, OPTIONS)).toMatchObject({ kind: 'page', sent: 40 })
  })

  const PAGE = { kind: 'page', records: [], sent: 0, total: null, size: null }

  test.each<[name: string, data: unknown, expected: object]>([
    ['no calls', { total: 0, records: [] }, { total: 0 }],
    ['a total that is a string', { total: '12', records: [] }, { total: 12 }],
    ['a smaller page than requested', { total: 40, size: '20' }, { total: 40, size: 20 }],
    ['no total', { records: [] }, {}],
    ['a negative total', { total: -1 }, {}],
    ['null for the records', { total: 0, records: null }, { total: 0 }],
    ['null for a record', { records: [null] }, { records: [EMPTY_CALL], sent: 1 }],
    ['a repeated call', { records: [null, null] }, { records: [EMPTY_CALL], sent: 2 }],
    ['null for the data', null, {}],
  ])('reads a page with %s', (_name, data, expected) => {
    for (const status of ['0', 0])
      expect(readVendorAnswer({ status, data }, 50, OPTIONS)).toEqual({ ...PAGE, ...expected })
  })

  test.each<[json: object, status: string, reason: string | null]>([
    [{ status: '-22', reason: 'bad size', data: null }, '-22', 'bad size'],
    [{ status: -25 }, '-25', null],
    [{ status: '-1', data: { records: [RAW] } }, '-1', null],
  ])('reads %j as a refusal', (json, status, reason) => {
    expect(readVendorAnswer(json, 50, OPTIONS)).toEqual({ kind: 'failure', status, reason })
  })

  test.each([
    [{ status: '0', reason: 'success' }],
    [{ status: '0', data: [RAW] }],
    [{ status: '0', data: { records: { 0: RAW } } }],
    [{ status: null, data: { records: [] } }],
    [{ data: { records: [] } }],
    [[]],
    [null],
    ['<html></html>'],
  ])('reads %j as malformed', (json) => {
    expect(readVendorAnswer(json, 50, OPTIONS)).toEqual({ kind: 'malformed' })
  })
})

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

const isAmount = (value: unknown) =>
  value === null || (Number.isSafeInteger(value) && Number(value) >= 0)

const SHAPE: Record<keyof CallRecord, (value: unknown) => boolean> = {
  id: (value) => isText(value) && value !== '',
  callId: isTextOrNull,
  caller: isText,
  called: isText,
  calledInfo: isTextOrNull,
  customer: isText,
  line: isText,
  country: (value) =>
    value === null || (typeof value === 'object' && Object.keys(value).join() === 'code,name'),
  agent: isTextOrNull,
  group: isTextOrNull,
  type: isCode,
  hangupReason: isCode,
  hungUpBy: isCode,
  sipCode: isTextOrNull,
  outcome: (value) => (OUTCOMES as readonly unknown[]).includes(value),
  labels: (value) => Array.isArray(value) && value.every(isText),
  remark: isTextOrNull,
  startedAt: (value) => value === '' || isTime(value),
  answeredAt: isTimeOrNull,
  endedAt: isTimeOrNull,
  talkSeconds: isAmount,
  waitSeconds: isAmount,
  recording: isTextOrNull,
  recordingState: (value) => ['available', 'none', 'unusable'].includes(String(value)),
}

function wrongKeys(call: CallRecord): string[] {
  const wrong = Object.entries(SHAPE).filter(([key, fits]) => !fits(call[key as keyof CallRecord]))
  const extra = Object.keys(call).filter((key) => !Object.hasOwn(SHAPE, key))
  return [...wrong.map(([key]) => key), ...extra]
}

describe('for any JSON of the vendor', () => {
  const zone = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'UTC')

  it('a record is read as a call with every key of its type', () => {
    fc.assert(
      fc.property(anyRecord, zone, (raw, name) => {
        expect(wrongKeys(readCallRecord(raw, { ...OPTIONS, zone: name }))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('an answer is read as one of three kinds, with unique ids', () => {
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
