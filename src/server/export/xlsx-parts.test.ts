import { describe, expect, test } from 'vitest'
import { cellXmlText, xmlText } from './xlsx-parts.ts'

const LONG = 'x'.repeat(32_767)

describe('cellXmlText', () => {
  test.each([
    ['plain', 'plain'],
    ['=1+1', '=1+1'],
    ['a & b < c > "d"', 'a &amp; b &lt; c &gt; &quot;d&quot;'],
    ['one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour'],
    ['tab\tkept', 'tab\tkept'],
    ['a\u0000b\u0008c\u001fd', 'abcd'],
    ['\u0085kept', '\u0085kept'],
    ['a\ufffeb\uffffc', 'abc'],
    ['lone \ud83d half, \udc69 half', 'lone  half,  half'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['_x0041_', '_x005F_x0041_'],
    ['_x00\u000041_', '_x005F_x0041_'],
    ['_xyz_ _x41_ a_b', '_xyz_ _x41_ a_b'],
  ])('of %j is %j', (text, expected) => {
    expect(cellXmlText(text)).toBe(expected)
  })

  test.each([
    ['what fits', LONG, LONG],
    ['a character too many', `${LONG}y`, `${LONG.slice(1)}…`],
    ['a pair at the cut', `${LONG.slice(2)}😀😀`, `${LONG.slice(2)}…`],
    ['what fits without its controls', `\u0000${LONG}`, LONG],
    ['escapes, which do not count', `&${LONG.slice(1)}`, `&amp;${LONG.slice(1)}`],
  ])('cuts as a cell of Excel would: %s', (_name, text, expected) => {
    expect(cellXmlText(text) === expected).toBe(true)
  })
})

test('an address keeps its characters', () => {
  expect(xmlText('https://a.example/?b=1&c="2"')).toBe('https://a.example/?b=1&amp;c=&quot;2&quot;')
})
