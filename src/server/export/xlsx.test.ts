import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { COLUMNS } from '../../calls/columns.ts'
import { makeEmptyCall } from '../../testing/make-call.ts'
import { type ReadSheet, readWorkbook } from '../../testing/read-workbook.ts'
import { bytesOf, column, inBatches, notesColumn, sheetWith } from '../../testing/sheet-with.ts'
import type { Sheet } from './sheet.ts'
import { writeXlsx } from './xlsx.ts'

const LIMITS = { rows: 1_048_576, links: 65_530 }

async function sheetsOf(
  calls: readonly CallRecord[],
  parts: Partial<Sheet> = {},
  limits: Partial<typeof LIMITS> = {},
): Promise<ReadSheet[]> {
  const sheet = sheetWith(parts)
  const bytes = await bytesOf(writeXlsx(inBatches(calls), sheet, { ...LIMITS, ...limits }))
  return readWorkbook(bytes, sheet)
}

async function rowsOf(calls: readonly CallRecord[], parts: Partial<Sheet> = {}) {
  const [sheet] = await sheetsOf(calls, parts)
  return sheet?.rows ?? []
}

/** What the cells say, without links and formats. */
const values = (rows: ReadSheet['rows'] = []) => rows.map((row) => row.map(({ value }) => value))

const startedAt = '2026-11-22T10:00:00+08:00'

const CALL = makeEmptyCall({
  id: '23112023432602510',
  callId: '00012',
  caller: '8613200000001',
  called: '91861****978737',
  agent: '李娜',
  type: 3,
  hangupReason: 77,
  country: { code: '91', name: 'India' },
  labels: ['VIP', 'call back'],
  remark: ' two\nlines ',
  startedAt,
  answeredAt: '2026-11-22T10:00:07+08:00',
  talkSeconds: 61.9,
  recording: '/api/recordings/a.b',
})

describe('writeXlsx', () => {
  it('has dates, numbers and texts, and no cell for unknown values', async () => {
    const [, row = []] = await rowsOf([CALL])
    const read = Object.fromEntries(COLUMNS.map((id, index) => [id, row[index]?.value]))
    expect(read).toEqual({
      // What the clock shows, which the reader takes for a clock at UTC.
      startedAt: new Date('2026-11-22T10:00:00Z'),
      caller: '8613200000001',
      called: '91861****978737',
      agent: '李娜',
      group: null,
      type: 'Outbound',
      talkSeconds: 61,
      hangupReason: 'Unknown (77)',
      hungUpBy: null,
      labels: 'VIP; call back',
      recording: 'https://calls.example:8443/api/recordings/a.b',
      endedAt: null,
      answeredAt: new Date('2026-11-22T10:00:07Z'),
      waitSeconds: 7,
      customer: '91861****978737',
      line: '8613200000001',
      country: '91 India',
      sipCode: null,
      calledInfo: null,
      remark: ' two\nlines ',
      callId: '00012',
      id: '23112023432602510',
    })
  })

  it('has codes as numbers on request', async () => {
    const columns = [column('type'), column('hangupReason'), column('hungUpBy')]
    const [, row] = values(await rowsOf([CALL], { columns, codes: 'codes' }))
    expect(row).toEqual([3, 77, null])
  })

  it('links the id to the call on this page, and the recording to where it is', async () => {
    const columns = [column('id'), column('recording'), column('caller')]
    const [, row] = await rowsOf([CALL], { columns })
    expect(row?.map(({ link }) => link)).toEqual([
      'https://calls.example:8443/?from=2026-11-22T09:59:59%2B08:00&to=2026-11-22T10:00:01%2B08:00&call=23112023432602510',
      'https://calls.example:8443/api/recordings/a.b',
      undefined,
    ])
  })

  test.each(['', 'soon'])('a call that started at %j has text and no link', async (odd) => {
    const columns = [column('startedAt'), column('id')]
    const [, row] = await rowsOf([makeEmptyCall({ startedAt: odd })], { columns })
    expect(row?.map(({ value, link }) => [value, link])).toEqual([
      [odd || null, undefined],
      ['1', undefined],
    ])
  })

  it('keeps the header in sight, wide enough for it, with the zone of the times', async () => {
    const label = 'x'.repeat(40)
    const columns = [column('startedAt', 'Started'), column('sipCode', label)]
    const [sheet] = await sheetsOf([CALL], { columns, timeZone: 'America/New_York' })
    expect(values(sheet?.rows)[0]).toEqual(['Started (America/New_York)', label])
    expect(sheet?.frozenRows).toBe(1)
    expect(sheet?.widths).toEqual([28, 42])
  })

  it('tells the hour that the end of summer time repeats by the offset it is shown with', async () => {
    const times = [
      '2026-11-01T00:30:00-04:00',
      '2026-11-01T01:30:00-04:00',
      '2026-11-01T01:30:00-05:00',
    ]
    const calls = times.map((startedAt) => makeEmptyCall({ startedAt }))
    const columns = [column('startedAt')]
    const [, ...rows] = await rowsOf(calls, { columns, timeZone: 'America/New_York' })
    expect(rows.flat().map(({ value, format }) => [value, format])).toEqual([
      [new Date('2026-11-01T00:30:00Z'), 'yyyy-mm-dd hh:mm:ss "-04:00"'],
      [new Date('2026-11-01T01:30:00Z'), 'yyyy-mm-dd hh:mm:ss "-04:00"'],
      [new Date('2026-11-01T01:30:00Z'), 'yyyy-mm-dd hh:mm:ss "-05:00"'],
    ])
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://example.com")', '{=1}'])(
    '%s stays text in every column, and in the header',
    async (formula) => {
      const columns = [
        ...COLUMNS.map((id) => column(id, formula)),
        notesColumn({ [formula]: formula }, formula),
      ]
      const every = Object.fromEntries(Object.keys(makeEmptyCall()).map((key) => [key, formula]))
      const country = { code: formula, name: null }
      const known = { labels: [formula], country, waitSeconds: null, talkSeconds: null }
      const call = { ...makeEmptyCall(), ...every, ...known, type: 1, hangupReason: 5, hungUpBy: 2 }
      const word = () => formula
      const words = { hangupReason: word, callType: word, hungUpBy: word }
      const [header = [], row = []] = values(await rowsOf([call], { columns, words }))
      const texts = row.filter((value) => typeof value === 'string')
      const other = texts.filter((text) => !text.startsWith('https://'))
      expect(other).toEqual(other.map(() => formula))
      expect(other.length).toBeGreaterThanOrEqual(columns.length - 5)
      for (const label of header) expect(`${label}`).toMatch(formula.slice(0, 2))
    },
  )

  it('goes on another sheet, with its header, where a sheet is full, and not before', async () => {
    const calls = Array.from({ length: 6 }, (_, index) =>
      makeEmptyCall({ id: `${index}`, startedAt }),
    )
    const columns = [column('id')]
    const names = async (rows: number) => {
      const sheets = await sheetsOf(calls, { columns }, { rows })
      return sheets.map(({ name, rows }) => [name, ...values(rows).flat()])
    }
    expect(await names(4)).toEqual([
      ['Calls', 'id', '0', '1', '2'],
      ['Calls 2', 'id', '3', '4', '5'],
    ])
    expect(await names(6)).toEqual([
      ['Calls', 'id', '0', '1', '2', '3', '4'],
      ['Calls 2', 'id', '5'],
    ])
    expect(await names(7)).toEqual([['Calls', 'id', '0', '1', '2', '3', '4', '5']])
  })

  it('has no more links on a sheet than it may, and the rest as text', async () => {
    const calls = Array.from({ length: 6 }, (_, index) =>
      makeEmptyCall({ id: `${index}`, startedAt }),
    )
    const sheets = await sheetsOf(calls, { columns: [column('id')] }, { rows: 4, links: 2 })
    const linked = sheets.map(({ rows }) => rows.flat().map(({ link }) => link?.at(-1) ?? null))
    expect(linked).toEqual([
      [null, '0', '1', null],
      [null, '3', '4', null],
    ])
    expect(values(sheets[1]?.rows).flat()).toEqual(['id', '3', '4', '5'])
  })

  it('keeps every row, in its order, of a file longer than its parts, and of rows as long', async () => {
    const columns = [column('id'), column('agent'), column('remark'), column('calledInfo')]
    const calls = Array.from({ length: 4_000 }, (_, index) => {
      const text = `${index}`.repeat(index % 500 === 3 ? 8_000 : 30)
      return makeEmptyCall({ id: `${index}`, agent: text, remark: text, calledInfo: text })
    })
    const [, ...rows] = values(await rowsOf(calls, { columns }))
    const expected = calls.map(({ id, agent, remark, calledInfo }) => [
      id,
      agent,
      remark,
      calledInfo,
    ])
    expect(rows).toEqual(expected)
  })

  it('is the header alone where there are no calls', async () => {
    const sheets = await sheetsOf([], { columns: [column('agent', '坐席')] })
    expect(sheets.map(({ rows }) => values(rows))).toEqual([[['坐席']]])
  })

  it('gives every text back, but for line breaks and what XML cannot hold', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 50 }), async (remarks) => {
        const calls = remarks.map((remark) => makeEmptyCall({ remark }))
        const [, ...rows] = values(
          await rowsOf(calls, { columns: [column('id'), column('remark')] }),
        )
        const legal = remarks.map((remark) =>
          remark.replace(/\r\n?/g, '\n').replace(/(?![\t\n\x7f-\x9f])\p{Cc}|[\ufffe\uffff]/gu, ''),
        )
        expect(rows.map(([, remark]) => remark ?? '')).toEqual(legal)
      }),
      { numRuns: 50 },
    )
  })
})
