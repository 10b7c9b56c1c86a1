import { expect, test } from 'vitest'
import { redact } from './redact.ts'

test.each([
  ['takes control and direction characters out', 'a\u0000b\r\nc\u202ed\u2028e', 'a b c d e'],
  ['removes a secret, whatever its case', 'bad SeCrEt+1 given', 'bad [removed] given'],
  ['removes a secret that unprintable characters would have hidden', 'key\u200b', '[removed]'],
  ['removes every occurrence', 'key, key', '[removed], [removed]'],
])('%s', (_, text, expected) => {
  expect(redact(text, ['secret+1', 'key', ''])).toBe(expected)
})

test('cuts what is long, and not through a secret', () => {
  const text = redact(`${'x'.repeat(295)}secret`, ['secret'])
  expect(text).toHaveLength(300)
  expect(text).not.toContain('sec')
})

test('shows no half of a secret where a long text is cut before it is read', () => {
  const text = redact(`a message${' '.repeat(3_988)}secret and more`, ['secret'])
  expect(text).toBe('a messa…')
})
