import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { EMPTY_CALL } from '../../testing/make-call.ts'
import { readCallRecord, readVendorAnswer, withUniqueIds } from './read-answer.ts'

const OPTIONS = { zone: 'Asia/Shanghai', recordingPath: (url: string) => `/api/recordings/${url}` }

const RAW = { callSessionId: 'a', caller: '1' }
const DIFFERING = { ...RAW, caller: '2' }

describe('ids of one page', () => {
  test.each<[name: string, raw: Record<string, unknown>[], expected: string[]]>([
    ['a call repeated to the letter is one', [RAW, RAW, RAW], ['a']],
    [
      'calls that differ are kept and told apart',
      [RAW, DIFFERING, { ...RAW, caller: '3' }],
      ['a', 'a#2', 'a#3'],
    ],
    ['both', [RAW, DIFFERING, RAW, DIFFERING], ['a', 'a#2']],
    [
      'an id that looks told apart',
      [{ callSessionId: 'a#2' }, RAW, DIFFERING],
      ['a#2', 'a', 'a#3'],
    ],
    ['the same id written as a number', [{ callSessionId: 7 }, { callSessionId: '7' }], ['7']],
    ['calls without any id', [{}, {}, { remark: 'x' }], ['||', '||#2']],
    ['no calls', [], []],
  ])('%s', (_name, raw, expected) => {
    const read = withUniqueIds(raw.map((record) => readCallRecord(record, OPTIONS)))
    expect(read.map((call) => call.id)).toEqual(expected)
  })
})

test('takes linear time where thousands of records share an id', () => {
  const records = Array.from({ length: 20_000 }, (_, i) => ({ ...EMPTY_CALL, remark: `${i}` }))
  const ids = withUniqueIds([...records, ...records]).map(({ id }) => id)
  expect(ids).toHaveLength(20_000)
  expect(ids.at(-1)).toBe('||#20000')
})

describe('readVendorAnswer', () => {
  test('refuses more than twice the calls requested, and reads fewer', () => {
    const answer = (count: number) => ({ status: '0', data: { records: Array(count).fill({}) } })
    expect(readVendorAnswer(answer(41), 20, OPTIONS)).toEqual({ kind: 'too_many' })
    expect(readVendorAnswer(answer(40), 20, OPTIONS)).toMatchObject({ kind: 'page', sent: 40 })
  })

  test.each<[name: string, json: unknown, expected: ReturnType<typeof readVendorAnswer>]>([
    [
      'a page without calls',
      { status: '0', data: { total: 0, records: [] } },
      { kind: 'page', records: [], sent: 0, total: 0, size: null },
    ],
    [
      'a status that is a number',
      { status: 0, data: { total: 0, records: [] } },
      { kind: 'page', records: [], sent: 0, total: 0, size: null },
    ],
    [
      'a total that is a string',
      { status: '0', data: { total: '12', records: [] } },
      { kind: 'page', records: [], sent: 0, total: 12, size: null },
    ],
    [
      'a page smaller than requested',
      { status: '0', data: { total: 40, size: '20', records: [] } },
      { kind: 'page', records: [], sent: 0, total: 40, size: 20 },
    ],
    [
      'no total',
      { status: '0', data: { records: [] } },
      { kind: 'page', records: [], sent: 0, total: null, size: null },
    ],
    [
      'a total below nothing',
      { status: '0', data: { total: -1 } },
      { kind: 'page', records: [], sent: 0, total: null, size: null },
    ],
    [
      'records that are null',
      { status: '0', data: { total: 0, records: null } },
      { kind: 'page', records: [], sent: 0, total: 0, size: null },
    ],
    [
      'a record that is no record',
      { status: '0', data: { total: 1, records: [null] } },
      { kind: 'page', records: [EMPTY_CALL], sent: 1, total: 1, size: null },
    ],
    [
      'a refusal',
      { status: '-22', reason: 'bad size', data: null },
      { kind: 'failure', status: '-22', reason: 'bad size' },
    ],
    ['a refusal with a number', { status: -25 }, { kind: 'failure', status: '-25', reason: null }],
    [
      'a refusal that still brings calls',
      { status: '-1', data: { records: [RAW] } },
      { kind: 'failure', status: '-1', reason: null },
    ],
    ['success without data', { status: '0', reason: 'success' }, { kind: 'malformed' }],
    [
      'success with null for data',
      { status: '0', data: null },
      { kind: 'page', records: [], sent: 0, total: null, size: null },
    ],
    [
      'a call that is repeated',
      { status: '0', data: { records: [null, null] } },
      { kind: 'page', records: [EMPTY_CALL], sent: 2, total: null, size: null },
    ],
    ['success with a list for data', { status: '0', data: [RAW] }, { kind: 'malformed' }],
    [
      'records that are no list',
      { status: '0', data: { records: { 0: RAW } } },
      { kind: 'malformed' },
    ],
    ['a status of no kind', { status: null, data: { records: [] } }, { kind: 'malformed' }],
    ['no status', { data: { records: [] } }, { kind: 'malformed' }],
    ['a list', [], { kind: 'malformed' }],
    ['null', null, { kind: 'malformed' }],
    ['text', '<html></html>', { kind: 'malformed' }],
  ])('reads %s', (_name, json, expected) => {
    expect(readVendorAnswer(json, 50, OPTIONS)).toEqual(expected)
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
