import { describe, expect, test } from 'vitest'
import { parseRecordsQuery, type RecordsQuery } from '../../calls/query.ts'
import { serializeVendorBody, sign, type VendorFilter, vendorFilterOf } from './request.ts'

function queryOf(search: string, zone = 'Asia/Shanghai'): RecordsQuery {
  const read = parseRecordsQuery(new URLSearchParams(search), zone, 0)
  if (!('query' in read)) throw new TypeError(`${read.wrong} is wrong`)
  return read.query
}

function bodyOf(search: string, zone?: string): unknown {
  return JSON.parse(serializeVendorBody(queryOf(search, zone), zone ?? 'Asia/Shanghai'))
}

const RANGE = 'from=2026-03-09T16:00:00Z&to=2026-03-10T23:59:59%2B08:00'

test('writes times in the account’s zone and omits empty filters', () => {
  expect(bodyOf(RANGE)).toEqual({
    current: 1,
    size: 50,
    params: { strTime: '2026-03-10T00:00:00+08:00', endTime: '2026-03-10T23:59:59+08:00' },
  })
  expect(bodyOf(RANGE, 'America/Sao_Paulo')).toMatchObject({
    params: { strTime: '2026-03-09T13:00:00-03:00' },
  })
})

test('passes all ten parameters in the vendor’s types', () => {
  const search =
    '&group=Sales%20EU&agent=a&agent=b&type=1&type=3&reason=0&reason=9&number=%2B86%20132-0000-0001' +
    '&country=86&country=91&hungUpBy=0&hungUpBy=3&label=vip&page=3&size=100'
  expect(bodyOf(RANGE + search)).toEqual({
    current: 3,
    size: 100,
    params: {
      strTime: '2026-03-10T00:00:00+08:00',
      endTime: '2026-03-10T23:59:59+08:00',
      sipGroupName: 'Sales EU',
      seatNameList: ['a', 'b'],
      callType: [1, 3],
      hangupReason: [0, 9],
      calledOrCaller: '8613200000001',
      ccode: ['86', '91'],
      hangingDirection: [0, 3],
      labelNames: ['vip'],
    },
  })
})

describe('the filter of the vendor', () => {
  const NO_FILTER: VendorFilter = {
    group: [],
    agent: [],
    type: [],
    reason: [],
    hungUpBy: [],
    number: null,
    country: [],
    label: [],
  }

  test.each<[search: string, filter: Partial<VendorFilter>]>([
    ['', {}],
    ['page=3&size=20', {}],
    ['range=last7d', {}],
    ['group=a', { group: ['a'] }],
    ['agent=a&agent=b&label=c', { agent: ['a', 'b'], label: ['c'] }],
    ['number=86132&country=86', { number: '86132', country: ['86'] }],
    ['type=1&type=3&hungUpBy=0', { type: [1, 3], hungUpBy: [0] }],
    ['reason=0&reason=7', { reason: [0, 7] }],
    ['outcome=answered', { reason: [1, 3, 9] }],
    ['outcome=missed&outcome=failed', { reason: [0, 2, 4, 5, 6, 7, 8] }],
    ['outcome=missed&reason=7&reason=9', { reason: [7] }],
  ])('matches the very calls of “%s”', (search, filter) => {
    const query = queryOf(search)
    expect(vendorFilterOf(query)).toEqual({ filter: { ...NO_FILTER, ...filter }, isExact: true })
  })

  test.each<[search: string, filter: Partial<VendorFilter>]>([
    ['group=a&group=b', {}],
    ['type=1&type=12', {}],
    ['reason=7&reason=-1', {}],
    ['hungUpBy=2', {}],
    ['outcome=unknown', {}],
    ['outcome=missed&outcome=unknown', {}],
    ['outcome=unknown&reason=12', {}],
    ['outcome=missed&reason=9', {}],
    ['outcome=missed&reason=12', {}],
    ['notGroup=a&group=b', { group: ['b'] }],
    ['notAgent=a', {}],
    ['notLabel=a', {}],
    ['notCountry=86&country=86', { country: ['86'] }],
    ['notType=1', {}],
    ['notReason=7&outcome=missed', { reason: [0, 2, 7, 8] }],
    ['notHungUpBy=0', {}],
    ['without=agent&label=vip', { label: ['vip'] }],
    ['talk=..10&type=2', { type: [2] }],
    ['wait=60..', {}],
    ['recorded=false', {}],
    ['id=1', {}],
    ['sort=-talkSeconds&agent=a', { agent: ['a'] }],
  ])('is around the calls of “%s”', (search, filter) => {
    const query = queryOf(search)
    expect(vendorFilterOf(query)).toEqual({ filter: { ...NO_FILTER, ...filter }, isExact: false })
  })
})

test('signs the vendor’s published example', () => {
  expect(sign('bDqJFiq9', '7bz1lzh9', 1630468800)).toBe('05d7a50893e22a5c4bb3216ae3396c7c')
})
