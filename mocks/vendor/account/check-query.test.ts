import { expect, test } from 'vitest'
import { queryBody, refuseCaller, refuseRange, vendorSign } from './check-query.ts'

const NOW = Date.parse('2026-03-18T14:30:00+08:00')
const DAY = 86_400_000

test.each([
  ['the last day', 1, 0, null],
  ['a moment', 1, 1, null],
  ['31 days', 31, 0, null],
  ['a second over 31 days', 31 + 1 / 86_400, 0, '-25'],
  ['from 62 days ago', 62, 40, null],
  ['from 62 days and an hour ago', 62 + 1 / 24, 40, '-25'],
  ['into the future', 1, -2, null],
  ['an end before its start', 1, 2, '-22'],
])('refuseRange with a period of %s', (_, fromDays, toDays, status) => {
  expect(refuseRange(NOW - fromDays * DAY, NOW - toDays * DAY, NOW)).toBe(status)
})

const PERIOD = { strTime: '2022-01-01T00:00:00+08:00', endTime: '2022-01-31T00:00:00+08:00' }
const EVERY_PARAM = {
  sipGroupName: 'sipGroupName',
  seatNameList: ['Seats01', 'Seats02'],
  callType: [1],
  hangupReason: [1, 2, 8, 9],
  calledOrCaller: '8613200000001',
  ccode: ['86', '91'],
  hangingDirection: [1, 3],
  labelNames: ['Intended customers', 'High level'],
}

test.each([
  ['only the period', {}],
  ["the vendor's sample", EVERY_PARAM],
  ['a period in UTC', { strTime: '2022-01-01T00:00:00Z', endTime: '2022-01-31T00:00:00Z' }],
])('queryBody accepts %s', (_, params) => {
  const body = { current: 1, size: 10, params: { ...PERIOD, ...params } }
  expect(queryBody.safeParse(body).success).toBe(true)
})

test.each<[string, Record<string, unknown>]>([
  ['no start', { strTime: undefined }],
  ['no end', { endTime: undefined }],
  ['a time without an offset', { strTime: '2022-01-01T00:00:00' }],
  ['a time with a space', { strTime: '2022-01-01 00:00:00+08:00' }],
  ['a day that is not there', { strTime: '2022-02-30T00:00:00+08:00' }],
  ['milliseconds for a time', { strTime: 1_640_966_400_000 }],
  ['an empty group', { sipGroupName: '' }],
  ['a list of groups', { sipGroupName: ['a'] }],
  ['no agents in the list', { seatNameList: [] }],
  ['an empty agent', { seatNameList: [''] }],
  ['one agent without a list', { seatNameList: 'Seats01' }],
  ['types as strings', { callType: ['1'] }],
  ['type 0', { callType: [0] }],
  ['type 4', { callType: [4] }],
  ['a null type', { callType: null }],
  ['no reasons', { hangupReason: [] }],
  ['reason 10', { hangupReason: [10] }],
  ['reason -1', { hangupReason: [-1] }],
  ['half a reason', { hangupReason: [0.5] }],
  ['direction 2', { hangingDirection: [2] }],
  ['a number as a number', { calledOrCaller: 8_613_200_000_001 }],
  ['a number with a plus', { calledOrCaller: '+8613200000001' }],
  ['an empty number', { calledOrCaller: '' }],
  ['country codes as numbers', { ccode: [86] }],
  ['a country code with a plus', { ccode: ['+86'] }],
  ['a label without a list', { labelNames: 'High level' }],
  ['a key it does not know', { agentName: 'a' }],
])('queryBody refuses %s', (_, params) => {
  const body = { current: 1, size: 10, params: { ...PERIOD, ...params } }
  expect(queryBody.safeParse(body).success).toBe(false)
})

test.each<[string, Record<string, unknown>]>([
  ['page 0', { current: 0 }],
  ['a page as a string', { current: '1' }],
  ['no page', { current: undefined }],
  ['size 0', { size: 0 }],
  ['size 101', { size: 101 }],
  ['half a size', { size: 1.5 }],
  ['no params', { params: undefined }],
  ['params as a list', { params: [] }],
  ['another key', { sort: 'asc' }],
])('queryBody refuses %s', (_, changes) => {
  const body = { current: 1, size: 10, params: PERIOD, ...changes }
  expect(queryBody.safeParse(body).success).toBe(false)
})

const PUBLISHED = { key: 'bDqJFiq9', secret: '7bz1lzh9' }
const SIGN = '05d7a50893e22a5c4bb3216ae3396c7c'
const SIGNED_AT = 1_630_468_800_000

test('vendorSign signs the vendor’s published example', () => {
  expect(vendorSign(PUBLISHED, '1630468800')).toBe(SIGN)
})

test.each([
  ['valid headers', {}, 0, null],
  ['an upper-case signature', { Sign: SIGN.toUpperCase() }, 0, null],
  ['a time 300 seconds late', {}, 300_000, null],
  ['a time 300 seconds early', {}, -300_000, null],
  ['a time over 300 seconds late', {}, 300_001, '-16'],
  ['a time over 300 seconds early', {}, -300_001, '-16'],
  ['an unknown key', { 'Api-Key': 'bDqJFiq0' }, 0, '-1'],
  ['no key', { 'Api-Key': '' }, 0, '-1'],
  ['no signature', { Sign: '' }, 0, '-1'],
  ['another signature', { Sign: SIGN.replace('0', '1') }, 0, '-1'],
  ['the signature of another time', { Timestamp: '1630468801' }, 0, '-1'],
  ['a time in milliseconds', { Timestamp: '1630468800000' }, 0, '-1'],
  ['no timestamp', { Timestamp: '' }, 0, '-1'],
  ['a wrong signature on a wrong clock', { Sign: 'x' }, 900_000, '-1'],
])('refuseCaller with %s', (_, changes, later, status) => {
  const headers = { 'Api-Key': PUBLISHED.key, Timestamp: '1630468800', Sign: SIGN, ...changes }
  expect(refuseCaller(new Headers(headers), PUBLISHED, SIGNED_AT + later)).toBe(status)
})
