import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvFile } from './csv-file.ts'
import { defuse } from './defuse.ts'

async function* each<Item>(items: readonly Item[]) {
  yield* items
}

async function bytesOf(header: string[], rows: string[][]) {
  return new Uint8Array(await (await csvFile(header, each(rows))).arrayBuffer())
}

/** The file as an independent reader understands it. */
async function readBack(header: string[], rows: string[][]): Promise<string[][]> {
  const bytes = await bytesOf(header, rows)
  return parse(Buffer.from(bytes), { bom: true, recordDelimiter: '\r\n' })
}

describe('csvFile', () => {
  it('is UTF-8 with BOM, CRLF and quoted cells', async () => {
    const bytes = await bytesOf(['Caller', '坐席'], [['1,"2"', '李\n娜']])
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    expect(text).toBe('\ufeff"Caller","坐席"\r\n"1,""2""","李\n娜"')
  })

  it('gives every field back, whatever is in it', async () => {
    const field = fc.string({ unit: 'binary', maxLength: 20 })
    const table = fc
      .integer({ min: 1, max: 3 })
      .chain((width) =>
        fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 4 }),
      )
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const header = (rows[0] ?? ['']).map((_, index) => `c${index}`)
        const safe = rows.map((row) => row.map(defuse))
        expect(await readBack(header, rows)).toEqual([header, ...safe])
      }),
    )
  })

  it('keeps every row of a file longer than a chunk', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => [`${index}`, '长'.repeat(40)])
    expect(await readBack(['n', 'text'], rows)).toEqual([['n', 'text'], ...rows])
  })

  it('is the header alone where there are no rows', async () => {
    expect(await readBack(['Caller'], [])).toEqual([['Caller']])
  })

  it('throws what the rows throw', async () => {
    const failure = new Error('gone')
    async function* broken() {
      yield ['1']
      throw failure
    }
    await expect(csvFile(['Caller'], broken())).rejects.toBe(failure)
  })
})
