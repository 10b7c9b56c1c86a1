import { describe, expect, it, test } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { EMPTY_CALL } from '../../testing/make-call.ts'
import { readCallRecord, readVendorAnswer } from './read-answer.ts'

const OPTIONS = { zone: 'Asia/Shanghai', recordingPath: (url: string) => `/api/recordings/${url}` }

/** The vendor's own sample, to the letter. */
const SAMPLE =
  '{"status":"0","reason":"success","data":{"records":[{"callId":"23112023430531500001","callSessionId":"23112023432602510","called":"91861****978737","calledInfo":"Test data test data","caller":"91778800001","ccode":"91","ccodeName":"India","agentName":"0705C049_053","agentGroupName":"agentGroupName","callDuration":12,"callType":3,"hangingDirection":1,"hangupReason":1,"labels":["tag1"],"remark":"Remark message","callStartTime":"2023-11-20 23:43:12","answerTime":"2023-11-20 23:43:14","callEndTime":"2023-11-20 23:43:26","voiceUrl":"https://laaffic-test.praise.com/agent-call-record-231120/23112023432602510.wav"}],"total":1,"size":20,"current":1}}'

const SAMPLE_CALL: CallRecord = {
  id: '23112023432602510',
  callId: '23112023430531500001',
  caller: '91778800001',
  called: '91861****978737',
  calledInfo: 'Test data test data',
  country: { code: '91', name: 'India' },
  agent: '0705C049_053',
  group: 'agentGroupName',
  type: 3,
  hangupReason: 1,
  hungUpBy: 1,
  sipCode: null,
  labels: ['tag1'],
  remark: 'Remark message',
  startedAt: '2023-11-20T23:43:12+08:00',
  answeredAt: '2023-11-20T23:43:14+08:00',
  endedAt: '2023-11-20T23:43:26+08:00',
  talkSeconds: 12,
  recording:
    '/api/recordings/https://laaffic-test.praise.com/agent-call-record-231120/23112023432602510.wav',
  recordingState: 'available',
}

test('the vendor’s own sample is read whole', () => {
  expect(readVendorAnswer(JSON.parse(SAMPLE), 20, OPTIONS)).toEqual({
    kind: 'page',
    records: [SAMPLE_CALL],
    sent: 1,
    total: 1,
    size: 20,
  })
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
    [
      'null',
      {
        callSessionId: 'a',
        caller: null,
        callType: null,
        labels: null,
        answerTime: null,
        voiceUrl: null,
      },
      { id: 'a' },
    ],
    [
      'empty strings',
      {
        callSessionId: 'a',
        called: '',
        callDuration: '',
        hangupReason: '',
        labels: '',
        answerTime: '',
        voiceUrl: '',
      },
      { id: 'a' },
    ],
    [
      'blanks',
      { callSessionId: 'a', agentName: '  ', callType: ' ', answerTime: ' ', voiceUrl: '\t' },
      { id: 'a' },
    ],
    [
      'objects and lists in place of values',
      {
        callSessionId: 'a',
        caller: {},
        agentName: ['x'],
        callType: [1],
        hangupReason: {},
        answerTime: {},
        voiceUrl: [],
      },
      { id: 'a' },
    ],
    [
      'codes nobody knows',
      { callSessionId: 'a', callType: 12, hangupReason: '99', hangingDirection: -1 },
      { id: 'a', type: 12, hangupReason: 99, hungUpBy: -1 },
    ],
    [
      'a code that is none',
      { callSessionId: 'a', callType: 1.5, hangupReason: 'busy', hangingDirection: '2.5' },
      { id: 'a' },
    ],
    [
      'a text with markup, kept',
      { callSessionId: 'a', remark: '<b>&amp;</b>' },
      { id: 'a', remark: '<b>&amp;</b>' },
    ],
    [
      'a text kept with its spaces',
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
        recording: '/api/recordings/https://x.test/1.wav',
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
      'keys of every object',
      JSON.parse('{"callSessionId":"a","__proto__":{"caller":"x"},"constructor":1,"toString":"y"}'),
      { id: 'a' },
    ],
  ])('reads %s', (_name, raw, expected) => {
    expect(readCallRecord(raw, OPTIONS)).toEqual({ ...EMPTY_CALL, ...expected })
  })

  test.each([[[]], [null], [undefined], ['text'], [0], [true], [{}], [[{ callSessionId: 'a' }]]])(
    'reads %j as a call of which nothing is known',
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
    ['2023-11-20 23:43:12', 'Asia/Kolkata', '2023-11-20T23:43:12+05:30'],
    ['2023-07-20 23:43:12', 'America/New_York', '2023-07-20T23:43:12-04:00'],
    ['2024-03-10 02:30:00', 'America/New_York', '2024-03-10T03:30:00-04:00'],
    ['2023-11-20T15:43:12Z', 'Asia/Shanghai', '2023-11-20T15:43:12Z'],
    ['2023-02-30 10:00:00', 'Asia/Shanghai', null],
    ['soon', 'Asia/Shanghai', null],
    [0, 'Asia/Shanghai', null],
    ['0', 'Asia/Shanghai', null],
    ['0000000000', 'Asia/Shanghai', null],
    ['0000-00-00 00:00:00', 'Asia/Shanghai', null],
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
    const call = readCallRecord(raw, { ...OPTIONS, zone })
    expect([call.startedAt, call.answeredAt, call.endedAt]).toEqual([
      expected ?? '',
      expected,
      expected,
    ])
  })

  test.each<[raw: [string, string, string], expected: [string, string | null, string]]>([
    [
      ['01:59:50', '01:00:05', '01:03:05'],
      ['01:59:50-04:00', '01:00:05-05:00', '01:03:05-05:00'],
    ],
    [
      ['01:59:50', '', '01:00:05'],
      ['01:59:50-04:00', null, '01:00:05-05:00'],
    ],
    [
      ['01:00:10', '01:59:50', '01:10:00'],
      ['01:00:10-04:00', '01:59:50-04:00', '01:10:00-05:00'],
    ],
    [
      ['00:59:50', '01:00:05', '02:00:05'],
      ['00:59:50-04:00', '01:00:05-04:00', '02:00:05-05:00'],
    ],
    [
      ['01:30:00', '01:30:00', '01:30:00'],
      ['01:30:00-04:00', '01:30:00-04:00', '01:30:00-04:00'],
    ],
    [
      ['02:00:00', '01:59:59', '02:10:00'],
      ['02:00:00-05:00', '01:59:59-04:00', '02:10:00-05:00'],
    ],
  ])('reads times of the repeated hour, %j, as %j', (raw, expected) => {
    const [callStartTime, answerTime, callEndTime] = raw.map((time) => time && `2024-11-03 ${time}`)
    const call = readCallRecord(
      { callStartTime, answerTime, callEndTime },
      { ...OPTIONS, zone: 'America/New_York' },
    )
    expect([call.startedAt, call.answeredAt, call.endedAt]).toEqual(
      expected.map((time) => time && `2024-11-03T${time}`),
    )
  })

  it('has no recording without a usable address, and states which of the two it is', () => {
    const options = { ...OPTIONS, recordingPath: () => null }
    expect(readCallRecord({ voiceUrl: 'nowhere' }, options)).toMatchObject({
      recording: null,
      recordingState: 'unusable',
    })
    for (const voiceUrl of [null, '', ' ', undefined])
      expect(readCallRecord({ voiceUrl }, options)).toMatchObject({
        recording: null,
        recordingState: 'none',
      })
  })

  test.each([
    ['a'.repeat(4_000), 'a'.repeat(4_000)],
    ['a'.repeat(4_001), `${'a'.repeat(3_999)}…`],
    [`${'a'.repeat(3_998)}👍👍`, `${'a'.repeat(3_998)}…`],
  ])('cuts a text that is too long, never within a character', (remark, expected) => {
    expect(readCallRecord({ remark, labels: [remark] }, OPTIONS)).toMatchObject({
      remark: expected,
      labels: [expected],
    })
  })

  it('takes the first hundred labels', () => {
    const labels = Array.from({ length: 101 }, (_, i) => `label ${i}`)
    expect(readCallRecord({ labels }, OPTIONS).labels).toEqual(labels.slice(0, 100))
  })

  it('never cuts the address of a recording', () => {
    const address = (length: number) => `https://rec.example/${'a'.repeat(length - 20)}`
    const recording = (voiceUrl: string) => readCallRecord({ voiceUrl }, OPTIONS).recording
    expect(recording(address(8_000))).toBe(`/api/recordings/${address(8_000)}`)
    expect(recording(address(8_001))).toBeNull()
  })
})
