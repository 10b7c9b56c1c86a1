import { expect, test } from 'vitest'
import { parseRecordsQuery } from '../../calls/query.ts'
import { serializeVendorBody, sign } from './request.ts'

function bodyOf(search: string, zone = 'Asia/Shanghai'): unknown {
  const read = parseRecordsQuery(new URLSearchParams(search), zone, 0)
  if (!('query' in read)) throw new TypeError(`${read.wrong} is wrong`)
  return JSON.parse(serializeVendorBody(read.query, zone))
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

test('signs the vendor’s published example', () => {
  expect(sign('bDqJFiq9', '7bz1lzh9', 1630468800)).toBe('05d7a50893e22a5c4bb3216ae3396c7c')
})
