import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { COLUMNS } from '../../calls/columns.ts'
import { escapeFormula, SEPARATORS, withoutControls } from '../../calls/escape-formula.ts'
import { makeEmptyCall } from '../../testing/make-call.ts'
import { bytesOf, column, inBatches, notesColumn, sheetWith } from '../../testing/sheet-with.ts'
import { writeCsv } from './csv.ts'
import type { Sheet } from './sheet.ts'

function csvOf(calls: readonly CallRecord[], parts: Partial<Sheet>, size?: number) {
  return bytesOf(writeCsv(inBatches(calls, size), sheetWith(parts)))
}

/** The file as an independent reader understands it. */
async function readBack(calls: readonly CallRecord[], parts: Partial<Sheet> = {}) {
  const { separator = ',' } = parts
  const bytes = await csvOf(calls, parts)
  return parse(bytes, { bom: true, recordDelimiter: '\r\n', delimiter: separator }) as string[][]
}

const field = fc.string({ unit: 'binary', maxLength: 20 })

describe('writeCsv', () => {
  it('is UTF-8 with BOM, CRLF and quoted cells under the labels given', async () => {
    const columns = [column('caller', 'Caller'), column('agent', '坐席')]
    const bytes = await csvOf([makeEmptyCall({ caller: '1,"2"', agent: '李\n娜' })], { columns })
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    expect(text).toBe('\ufeff"Caller","坐席"\r\n"1,""2""","李\n娜"')
  })

  test.each(Object.values(SEPARATORS))(
    'gives every field back, whatever is in it, separated by %j',
    async (separator) => {
      const columns = [column('agent'), column('remark'), column('labels')]
      const calls = fc.array(fc.tuple(field, field, fc.array(field, { maxLength: 2 })), {
        maxLength: 5,
      })
      await fc.assert(
        fc.asyncProperty(calls, async (told) => {
          const rows = told.map(([agent, remark, labels]) => [agent, remark, labels.join('; ')])
          const made = told.map(([agent, remark, labels]) =>
            makeEmptyCall({ agent, remark, labels }),
          )
          expect(await readBack(made, { columns, separator })).toEqual([
            ['agent', 'remark', 'labels'],
            ...rows.map((row) =>
              row.map((cell) => escapeFormula(withoutControls(cell), separator)),
            ),
          ])
        }),
      )
    },
  )

  it('escapes formulas, in every column and in the header', async () => {
    const formula = '=HYPERLINK("http://example.com")'
    const columns = [
      ...COLUMNS.map((id) => column(id, formula)),
      notesColumn({ [formula]: formula }, formula),
    ]
    const every = Object.fromEntries(Object.keys(makeEmptyCall()).map((key) => [key, formula]))
    const parts = {
      labels: [formula],
      country: { code: formula, name: formula },
      talkSeconds: null,
      waitSeconds: null,
    }
    const call = {
      ...makeEmptyCall(),
      ...every,
      ...parts,
      type: null,
      hangupReason: null,
      hungUpBy: null,
    }
    const rows = await readBack([call], { columns })
    const cells = rows.flat().filter((cell) => cell !== '' && !cell.startsWith('https://'))
    expect(cells).toHaveLength(2 * columns.length - 6)
    for (const cell of cells) expect(cell).toMatch(/^'=/)
  })

  it('keeps every row, in its order, of a file longer than a part', async () => {
    const calls = Array.from({ length: 5_000 }, (_, index) =>
      makeEmptyCall({ id: `${index}`, agent: '长' }),
    )
    const columns = [column('id'), column('agent')]
    const rows = calls.map(({ id, agent }) => [id, agent])
    expect(await readBack(calls, { columns })).toEqual([['id', 'agent'], ...rows])
  })

  it('is the same however the calls are batched', async () => {
    const calls = Array.from({ length: 7 }, (_, index) => makeEmptyCall({ id: `${index}` }))
    expect(await csvOf(calls, {}, 2)).toEqual(await csvOf(calls, {}, 7))
  })

  it('is the header alone where there are no calls, and has a row of one empty cell', async () => {
    const columns = [column('agent')]
    expect(await readBack([], { columns })).toEqual([['agent']])
    expect(await readBack([makeEmptyCall()], { columns })).toEqual([['agent'], ['']])
  })

  it('keeps each of the two hours that the end of summer time makes', async () => {
    const columns = [column('startedAt')]
    const calls = ['2026-11-01T01:30:00-04:00', '2026-11-01T01:30:00-05:00'].map((startedAt) =>
      makeEmptyCall({ startedAt }),
    )
    const [, ...rows] = await readBack(calls, { columns, timeZone: 'America/New_York' })
    expect(rows).toEqual([['2026-11-01 01:30:00-04:00'], ['2026-11-01 01:30:00-05:00']])
  })
})
