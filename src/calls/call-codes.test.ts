import { expect, test } from 'vitest'
import { CALL_TYPES, HANGUP_OUTCOMES, HANGUP_REASONS, HUNG_UP_BY, isKnown } from './call-codes.ts'

test('the codes are the vendor’s', () => {
  expect(HANGUP_REASONS).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(CALL_TYPES).toEqual([1, 2, 3])
  expect(HUNG_UP_BY).toEqual([0, 1, 3])
})

test.each([
  [0, 'missed'],
  [1, 'answered'],
  [2, 'missed'],
  [3, 'answered'],
  [4, 'failed'],
  [5, 'failed'],
  [6, 'failed'],
  [7, 'missed'],
  [8, 'missed'],
  [9, 'answered'],
] as const)('hangup reason %i is %s', (reason, tone) => {
  expect(HANGUP_OUTCOMES[reason]).toBe(tone)
})

test.each([
  ['a hangup reason', HANGUP_REASONS, 9, true],
  ['a hangup reason', HANGUP_REASONS, 10, false],
  ['a hangup reason', HANGUP_REASONS, -1, false],
  ['a call type', CALL_TYPES, 0, false],
  ['a call type', CALL_TYPES, 3, true],
  ['one who hangs up', HUNG_UP_BY, 2, false],
  ['one who hangs up', HUNG_UP_BY, 3, true],
  ['one who hangs up', HUNG_UP_BY, Number.NaN, false],
])('whether %s of %j is known: %i → %s', (_name, codes, code, expected) => {
  expect(isKnown<number>(codes, code)).toBe(expected)
})
