import { expect, test } from 'vitest'
import { queryBody } from './query-body.ts'

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
])('takes %s', (_, params) => {
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
])('refuses %s', (_, params) => {
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
])('refuses %s', (_, changes) => {
  const body = { current: 1, size: 10, params: PERIOD, ...changes }
  expect(queryBody.safeParse(body).success).toBe(false)
})
