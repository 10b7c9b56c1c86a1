import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { escapeFormula, SEPARATORS, withoutControls } from './escape-formula.ts'

const RUN = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '=cmd|"/C calc"!A0',
  '=HYPERLINK("http://example.com","x")',
  '  =1+1',
  '\u00a0=1+1',
  '\u3000=1+1',
  '\ufeff=1+1',
  '\u200b\u202e=1+1',
  '\u0000=1+1',
  '"=1+1',
  "'=1+1",
  '“=1+1',
  '\t=1',
  '\tplain',
  '\rplain',
  '\nplain',
]

const KEPT = [
  '',
  ' ',
  'plain',
  'a=b',
  'a+b-c@d',
  '91861****978737',
  '8613200000001',
  '123456789012345',
  '23112023430531500001',
  '2026-11-22 10:00:00+08:00',
  'https://example.com/?a=1',
  'first\r\nsecond',
  'well; then',
  '张伟，已联系',
  '"quoted"',
  "'tis",
  '👩‍👩‍👧 مرحبا',
]

describe('escapeFormula', () => {
  test.each(RUN)('puts a quote before %j', (text) => {
    expect(escapeFormula(text, ',')).toMatch(/^'/)
    expect(escapeFormula(text, ',').slice(1).endsWith(text.slice(-1))).toBe(true)
  })

  test.each(KEPT)('leaves %j as it is', (text) => {
    for (const separator of Object.values(SEPARATORS))
      expect(escapeFormula(text, separator)).toBe(text)
  })

  test.each([
    ['+8613200000001', "'+8613200000001"],
    ['-5', "'-5"],
    ['VIP; =1+1', "VIP;' =1+1"],
    ['a;=1;"=2', "a;'=1;'\"=2"],
    ['a\t=1', "a\t'=1"],
    ['a\r\n=1\r\nb', "a\r\n'=1\r\nb"],
    ["'=1", "''=1"],
  ])('writes %j as %j', (text, safe) => {
    for (const separator of Object.values(SEPARATORS))
      expect(escapeFormula(text, separator)).toBe(safe)
  })

  test.each([
    ['hi,=1+1,there', "hi,'=1+1,there"],
    ['Main St, -5', "Main St,' -5"],
    ['张伟，=1', '张伟，=1'],
  ])('writes %j as %j where the comma would start a cell of another reader', (text, safe) => {
    expect(escapeFormula(text, ';')).toBe(safe)
    expect(escapeFormula(text, '\t')).toBe(safe)
    expect(escapeFormula(text, ',')).toBe(text)
  })

  it('is quick on a long run of what could stand before a formula', () => {
    const text = `${' \ufeff\t"'.repeat(1_000)}x`
    expect(escapeFormula(text, ';')).toContain('x')
  })

  test.each([
    [',', /[;\t\r\n]/],
    [';', /[,;\t\r\n]/],
    ['\t', /[,;\t\r\n]/],
  ] as const)('leaves no formula at any start of a cell, separated by %j', (separator, breaks) => {
    fc.assert(
      fc.property(nasty, (text) => {
        const safe = escapeFormula(text, separator)
        for (const cell of [safe, ...safe.split(breaks)])
          expect(cell.replace(/^[\s\p{C}"]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠]/)
      }),
    )
  })

  test.each([
    [',', ''],
    [';', ','],
  ] as const)('can be taken back, separated by %j', (separator, comma) => {
    const f = '[\\p{Z}\\p{C}"\'`“”‘’＂＇]*'
    const added = new RegExp(
      `^'(?=${f}[=+\\-@＝＋－＠\\t\\r\\n])|(?<=[${comma};\\t\\r\\n])'(?![\\t\\r\\n])(?=${f}[=+\\-@＝＋－＠])`,
      'gu',
    )
    fc.assert(
      fc.property(nasty, (text) => {
        expect(escapeFormula(text, separator).replace(added, '')).toBe(text)
      }),
      { numRuns: 1_000 },
    )
  })
})

/** Texts in which everything that matters to the rule is frequent. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'=+-@＝;, \t\r\n\'"“,x1\ufeff'),
      fc.constant('1234567890123456'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

test.each<[text: string, expected: string]>([
  ['a\u0000b', 'ab'],
  ['a\u000bb\u000cc', 'abc'],
  ['\u0001=1', '=1'],
  ['a\u007fb\u0085c\u009fd', 'abcd'],
  ['a\tb\r\nc', 'a\tb\r\nc'],
  ['张伟 👩‍👧', '张伟 👩‍👧'],
])('Control characters of %j are left out.', (text, expected) => {
  expect(withoutControls(text)).toBe(expected)
})

test.each([
  ['tabs and blanks', '\t '],
  ['quotes behind separators', ';"'],
  ['line breaks and quotes', '\n"'],
  ['blanks', ' '],
])('A long cell of %s takes one pass.', (_what, part) => {
  const startedAt = performance.now()
  for (const separator of Object.values(SEPARATORS)) escapeFormula(part.repeat(500_000), separator)
  // Quadratic, it would take hours.
  expect(performance.now() - startedAt).toBeLessThan(15_000)
})
