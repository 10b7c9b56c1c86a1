import fc from 'fast-check'
import { expect, it } from 'vitest'
import { writeUtf8 } from './write-utf8.ts'

function written(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3 + 2)
  return bytes.subarray(2, writeUtf8(text, bytes, 2))
}

it.each([
  '',
  'plain',
  '\u007f\u0080',
  '\u07ff\u0800',
  '\uffff',
  '张伟',
  '\u{10000}\u{10ffff}',
  '👩‍👩‍👧',
  '\ud83d',
  'a\udc69b',
  '\udc69\ud83d',
])('writes %j as the platform does', (text) => {
  expect(written(text)).toEqual(new TextEncoder().encode(text))
})

it('writes any text as the platform does', () => {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(unit).map((units) => units.join('')),
  )
  fc.assert(
    fc.property(text, (each) => {
      expect(written(each)).toEqual(new TextEncoder().encode(each))
    }),
    { numRuns: 1_000 },
  )
})
