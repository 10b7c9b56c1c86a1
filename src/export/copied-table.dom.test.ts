import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { escapeFormula, withoutControls } from '../calls/escape-formula.ts'
import { makeEmptyCall } from '../testing/make-call.ts'
import { sheetWith } from '../testing/sheet-with.ts'
import { copiedTable } from './copied-table.ts'

const COLUMNS = [
  { id: 'agent', label: 'Agent' },
  { id: 'talkSeconds', label: 'Talk time' },
  { id: 'called', label: 'Called' },
] as const

const copied = (...calls: Partial<CallRecord>[]) =>
  copiedTable(calls.map(makeEmptyCall), COLUMNS, sheetWith())

/** The cells as a page that it is pasted into has them. */
function pasted(html: string): string[][] {
  const page = new DOMParser().parseFromString(html, 'text/html')
  return [...page.querySelectorAll('tr')].map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? ''),
  )
}

const fromText = (text: string): string[][] => parse(text, { delimiter: '\t' })

test('both ways have a head and a row for each call, in the order given', () => {
  const { html, text } = copied(
    { agent: 'Li Na', talkSeconds: 61.5, called: '8613200000001' },
    { agent: null, talkSeconds: null, called: '91861****978737' },
  )
  const rows = [
    ['Agent', 'Talk time', 'Called'],
    ['Li Na', '61', '8613200000001'],
    ['', '', '91861****978737'],
  ]
  expect(text).toBe(rows.map((row) => row.join('\t')).join('\n'))
  expect(pasted(html)).toEqual(rows)
})

test('digits are text to Excel, seconds are a number', () => {
  const { html } = copied({ talkSeconds: 61, called: '20231120234305315000' })
  expect(html).toContain('<td>61</td>')
  expect(html).toContain(`<td style="mso-number-format:'\\@'">20231120234305315000</td>`)
})

test.each([
  ['markup', '<b onclick="x">&amp;', '<b onclick="x">&amp;'],
  ['a formula', '=1+1', "'=1+1"],
  ['a number with a sign', '+8613200000001', "'+8613200000001"],
  ['a tab and breaks', 'a\tb\r\nc\u2028d', 'a b c d'],
  ['a formula after a break', '\n=1', "' =1"],
  ['quotes', '"a" b', '"a" b'],
  ['other scripts', '张伟 🎧', '张伟 🎧'],
])('a cell with %s is one cell', (_name, agent, cell) => {
  const { html, text } = copied({ agent, talkSeconds: 1, called: '1' })
  expect(fromText(text)[1]).toEqual([cell, '1', '1'])
  expect(pasted(html)[1]).toEqual([cell, '1', '1'])
  expect(html).not.toContain('<b')
})

describe('any text', () => {
  const nasty = fc
    .array(fc.oneof(fc.constantFrom(...'=+-@\t\r\n"\'<>&; a1'), fc.string({ unit: 'binary' })))
    .map((parts) => parts.join(''))

  it('comes back from an independent reader, of one line, with escaped formulas', () => {
    fc.assert(
      fc.property(nasty, nasty, (agent, called) => {
        const { text } = copied({ agent, talkSeconds: 1, called })
        const clean = (cell: string) =>
          escapeFormula(
            withoutControls(cell.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')),
            '\t',
          )
        expect(fromText(text)[1]).toEqual([clean(agent), '1', clean(called)])
      }),
    )
  })
})
