import { expect, test } from 'vitest'
import { connectionCode } from './connection-code.ts'

const refused = Object.assign(new Error('connect 10.0.0.1:443'), { code: 'ECONNREFUSED' })

test.each([
  ['ECONNREFUSED', refused],
  ['ECONNREFUSED', new TypeError('fetch failed', { cause: refused })],
  [null, new TypeError('fetch failed')],
  [null, Object.assign(new Error('x'), { code: 'a secret' })],
  [null, 'ECONNREFUSED'],
])('%s', (code, error) => {
  expect(connectionCode(error)).toBe(code)
})
