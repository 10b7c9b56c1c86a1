import { expect, test } from 'vitest'
import { CALL_TYPES, HANGUP_REASONS, HUNG_UP_BY, isKnown } from './call-codes.ts'

test.each([
  [HANGUP_REASONS, 9, true],
  [HANGUP_REASONS, 10, false],
  [HANGUP_REASONS, -1, false],
  [CALL_TYPES, 0, false],
  [CALL_TYPES, 3, true],
  [HUNG_UP_BY, 2, false],
  [HUNG_UP_BY, 3, true],
  [HUNG_UP_BY, Number.NaN, false],
])('among %j, whether code %i is known is %s', (codes, code, expected) => {
  expect(isKnown<number>(codes, code)).toBe(expected)
})
