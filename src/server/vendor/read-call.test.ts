import { describe, expect, it, test } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { EMPTY_CALL, makeEmptyCall } from '../../testing/make-call.ts'
import { readCallRecord } from './read-answer.ts'

const OPTIONS = { zone: 'Asia/Shanghai' }

/** A value for each kind of field: text, number, code, list, time and address. */
const inEachField = (value: unknown) => ({
  caller: value,
  agentName: value,
  callDuration: value,
  callType: value,
  labels: value,
  answerTime: value,
  voiceUrl: value,
})

describe('readCallRecord', () => {
  test.each<[name: string, raw: Record<string, unknown>, expected: Partial<CallRecord>]>([
    [
      'strings for numbers',
      { callDuration: '12', callType: '3', hangupReason: '0', hangingDirection: ' 1 ' },
      { talkSeconds: 12, type: 3, hangupReason: 0, hungUpBy: 1 },
    ],
    [
      'numbers for strings',
      { callSessionId: 7, caller: 91778800001, hangupCode: 486, agentName: 0 },
      { id: '7', caller: '91778800001', sipCode: '486', agent: '0' },
    ],
    ['a boolean for a string', { callSessionId: 'a', remark: false }, { id: 'a', remark: 'false' }],
    ['null', { callSessionId: 'a', ...inEachField(null) }, { id: 'a' }],
    ['empty strings', { callSessionId: 'a', ...inEachField('') }, { id: 'a' }],
    [
      'blanks',
      { callSessionId: 'a', agentName: '  ', callType: ' ', answerTime: ' ', voiceUrl: '\t' },
      { id: 'a' },
    ],
    ['objects', { callSessionId: 'a', ...inEachField({}) }, { id: 'a' }],
    ['lists', { callSessionId: 'a', ...inEachField([]) }, { id: 'a' }],
    ['lists of values', { callSessionId: 'a', callType: [1], agentName: ['x'] }, { id: 'a' }],
    [
      'unknown codes',
      { callSessionId: 'a', callType: 12, hangupReason: '99', hangingDirection: -1 },
      { id: 'a', type: 12, hangupReason: 99, hungUpBy: -1 },
    ],
    [
      'invalid codes',
      { callSessionId: 'a', callType: 1.5, hangupReason: 'busy', hangingDirection: '2.5' },
      { id: 'a' },
    ],
    [
      'markup, unchanged',
      { callSessionId: 'a', remark: '<b>&amp;</b>' },
      { id: 'a', remark: '<b>&amp;</b>' },
    ],
    [
      'a name with spaces, unchanged',
      { callSessionId: 'a', agentName: ' Ann ' },
      { id: 'a', agent: ' Ann ' },
    ],
    [
      'a country code with +',
      { callSessionId: 'a', ccode: '+91' },
      { id: 'a', country: { code: '91', name: null } },
    ],
    [
      'a country code as a number',
      { callSessionId: 'a', ccode: 91, ccodeName: 'India' },
      { id: 'a', country: { code: '91', name: 'India' } },
    ],
    ['a country without a code', { callSessionId: 'a', ccodeName: 'India' }, { id: 'a' }],
    [
      'a recording between spaces',
      { callSessionId: 'a', voiceUrl: ' https://x.test/1.wav ' },
      {
        id: 'a',
        recording: 'https://x.test/1.wav',
        recordingState: 'available',
      },
    ],
    ['no session id, but a call id', { callId: 'c' }, { id: 'c', callId: 'c' }],
    [
      'no id at all',
      { caller: '1', called: '2', callStartTime: '2023-11-20 23:43:12' },
      {
        id: '2023-11-20 23:43:12|1|2',
        caller: '1',
        called: '2',
        startedAt: '2023-11-20T23:43:12+08:00',
      },
    ],
    [
      'keys of Object.prototype',
      JSON.parse('{"callSessionId":"a","__proto__":{"caller":"x"},"constructor":1,"toString":"y"}'),
      { id: 'a' },
    ],
  ])('reads %s', (_name, raw, expected) => {
    expect(readCallRecord(raw, OPTIONS)).toEqual(makeEmptyCall({ id: EMPTY_CALL.id, ...expected }))
  })

  test.each([[[]], [null], [undefined], ['text'], [0], [true], [{}], [[{ callSessionId: 'a' }]]])(
    'reads %j as an empty call',
    (raw) => {
      expect(readCallRecord(raw, OPTIONS)).toEqual(EMPTY_CALL)
    },
  )

  test.each([
    [12, 12],
    ['12', 12],
    [12.4, 12],
    ['12.6', 13],
    [0, 0],
    ['007', 7],
    [-1, null],
    ['-12', null],
    [1e300, null],
    ['9'.repeat(16), null],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', null],
    ['1e3', null],
    ['00:12', null],
    ['12s', null],
    ['NaN', null],
    [true, null],
  ])('reads a duration of %j as %j', (callDuration, expected) => {
    expect(readCallRecord({ callDuration }, OPTIONS).talkSeconds).toBe(expected)
  })

  test.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [['a', 'a'], ['a']],
    [
      [1, null, '', ' ', 'b', {}, ['c']],
      ['1', 'b'],
    ],
    ['VIP', ['VIP']],
    ['VIP,new', ['VIP,new']],
    [7, ['7']],
    [{ 0: 'a' }, []],
    [null, []],
    ['', []],
    [[], []],
    [
      ['<b>', 'a"b', '👩‍💻', 'שלום'],
      ['<b>', 'a"b', '👩‍💻', 'שלום'],
    ],
  ])('reads labels of %j as %j', (labels, expected) => {
    expect(readCallRecord({ labels }, OPTIONS).labels).toEqual(expected)
  })

  test.each([
    ['2023-11-20 23:43:12', 'Asia/Shanghai', '2023-11-20T23:43:12+08:00'],
    ['2024-03-10 02:30:00', 'America/New_York', '2024-03-10T03:30:00-04:00'],
    ['soon', 'Asia/Shanghai', null],
    [0, 'Asia/Shanghai', null],
    ['0', 'Asia/Shanghai', null],
    ['0000000000', 'Asia/Shanghai', null],
    [1700495000, 'Asia/Shanghai', '2023-11-20T23:43:20+08:00'],
    [1700495000.5, 'Asia/Shanghai', '2023-11-20T23:43:20+08:00'],
    [1700495000999, 'Asia/Kolkata', '2023-11-20T21:13:20+05:30'],
    ['1700495000', 'Asia/Shanghai', '2023-11-20T23:43:20+08:00'],
    [' 1700495000000 ', 'America/New_York', '2023-11-20T10:43:20-05:00'],
    [170049500, 'Asia/Shanghai', null],
    [170049500000, 'Asia/Shanghai', null],
    [20231120234312, 'Asia/Shanghai', null],
    ['2023/11/20 23:43:12', 'Asia/Shanghai', '2023-11-20T23:43:12+08:00'],
    ['2023/1/2 03:04', 'Asia/Shanghai', '2023-01-02T03:04:00+08:00'],
    ['2023/11/20T23:43:12.5Z', 'Asia/Shanghai', '2023-11-20T23:43:12Z'],
    ['2023/02/30 10:00:00', 'Asia/Shanghai', null],
    ['2023/11-20 23:43:12', 'Asia/Shanghai', null],
    ['11/12/2023 23:43:12', 'Asia/Shanghai', null],
    [['2023-11-20 23:43:12'], 'Asia/Shanghai', null],
  ])('reads times of %j in %s as %j', (time, zone, expected) => {
    const raw = { callStartTime: time, answerTime: time, callEndTime: time }
    expect(readCallRecord(raw, { ...OPTIONS, zone })).toMatchObject({
      ...{ startedAt: expected ?? '', answeredAt: expected, endedAt: expected },
    })
  })

  test.each([
    ['01:59:50-04:00', '01:00:05-05:00', '01:03:05-05:00'],
    ['01:59:50-04:00', '', '01:00:05-05:00'],
    ['01:00:10-04:00', '01:59:50-04:00', '01:10:00-05:00'],
    ['00:59:50-04:00', '01:00:05-04:00', '02:00:05-05:00'],
    ['01:30:00-04:00', '01:30:00-04:00', '01:30:00-04:00'],
    ['02:00:00-05:00', '01:59:59-04:00', '02:10:00-05:00'],
  ])('finds the offsets of the repeated hour: %s, %s, %s', (...expected) => {
    const [callStartTime, answerTime, callEndTime] = expected.map(
      (time) => time && `2024-11-03 ${time.slice(0, 8)}`,
    )
    const raw = { callStartTime, answerTime, callEndTime }
    const call = readCallRecord(raw, { ...OPTIONS, zone: 'America/New_York' })
    expect([call.startedAt, call.answeredAt, call.endedAt]).toEqual(
      expected.map((time) => (time ? `2024-11-03T${time}` : null)),
    )
  })

  it('distinguishes an unusable address from a missing one', () => {
    for (const voiceUrl of ['nowhere', 'ftp://x.test/1.wav', 'https://me:pw@x.test/1.wav'])
      expect(readCallRecord({ voiceUrl }, OPTIONS)).toMatchObject({
        recording: null,
        recordingState: 'unusable',
      })
    for (const voiceUrl of [null, '', ' ', undefined])
      expect(readCallRecord({ voiceUrl }, OPTIONS)).toMatchObject({
        recording: null,
        recordingState: 'none',
      })
  })

  test.each([
    ['a'.repeat(4_000), 'a'.repeat(4_000)],
    ['a'.repeat(4_001), `${'a'.repeat(3_999)}…`],
    [`${'a'.repeat(3_998)}👍👍`, `${'a'.repeat(3_998)}…`],
  ])('shortens a text of %j between characters', (remark, expected) => {
    expect(readCallRecord({ remark, labels: [remark] }, OPTIONS)).toMatchObject({
      remark: expected,
      labels: [expected],
    })
  })

  it('reads at most 100 labels', () => {
    const labels = Array.from({ length: 101 }, (_, i) => `label ${i}`)
    expect(readCallRecord({ labels }, OPTIONS).labels).toEqual(labels.slice(0, 100))
  })

  it('ignores a recording whose address is too long', () => {
    const address = (length: number) => `https://rec.example/${'a'.repeat(length - 20)}`
    const recording = (voiceUrl: string) => readCallRecord({ voiceUrl }, OPTIONS).recording
    expect(recording(address(8_000))).toBe(address(8_000))
    expect(recording(address(8_001))).toBeNull()
  })
})
