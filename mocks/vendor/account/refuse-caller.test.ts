import { expect, test } from 'vitest'
import { refuseCaller, vendorSign } from './refuse-caller.ts'

const PUBLISHED = { key: 'bDqJFiq9', secret: '7bz1lzh9' }
const SIGN = '05d7a50893e22a5c4bb3216ae3396c7c'
const NOW = 1_630_468_800_000

test('signs the vector that the vendor published', () => {
  expect(vendorSign(PUBLISHED, '1630468800')).toBe(SIGN)
})

test.each([
  ['right', {}, 0, null],
  ['an upper-case signature', { Sign: SIGN.toUpperCase() }, 0, null],
  ['300 seconds late', {}, 300_000, null],
  ['300 seconds early', {}, -300_000, null],
  ['over 300 seconds late', {}, 300_001, '-16'],
  ['over 300 seconds early', {}, -300_001, '-16'],
  ['an unknown key', { 'Api-Key': 'bDqJFiq0' }, 0, '-1'],
  ['no key', { 'Api-Key': '' }, 0, '-1'],
  ['no signature', { Sign: '' }, 0, '-1'],
  ['another signature', { Sign: SIGN.replace('0', '1') }, 0, '-1'],
  ['the signature of another time', { Timestamp: '1630468801' }, 0, '-1'],
  ['milliseconds', { Timestamp: '1630468800000' }, 0, '-1'],
  ['no timestamp', { Timestamp: '' }, 0, '-1'],
  ['a wrong signature on a wrong clock', { Sign: 'x' }, 900_000, '-1'],
])('%s', (_, changes, later, status) => {
  const headers = { 'Api-Key': PUBLISHED.key, Timestamp: '1630468800', Sign: SIGN, ...changes }
  expect(refuseCaller(new Headers(headers), PUBLISHED, NOW + later)).toBe(status)
})
