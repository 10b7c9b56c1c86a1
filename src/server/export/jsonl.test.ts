import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { COLUMNS } from '../../calls/columns.ts'
import { makeEmptyCall } from '../../testing/make-call.ts'
import { bytesOf, column, inBatches, notesColumn, sheetWith } from '../../testing/sheet-with.ts'
import { writeJsonl } from './jsonl.ts'
import type { Sheet } from './sheet.ts'

async function textOf(calls: readonly CallRecord[], parts: Partial<Sheet> = {}): Promise<string> {
  return `${await bytesOf(writeJsonl(inBatches(calls, 2), sheetWith(parts)))}`
}

async function readBack(calls: readonly CallRecord[], parts: Partial<Sheet> = {}) {
  const lines = (await textOf(calls, parts)).split('\n')
  expect(lines.pop()).toBe('')
  return lines.map((line) => JSON.parse(line) as unknown)
}

const CALL = makeEmptyCall({
  id: '23112023432602510',
  caller: '=1+1',
  country: { code: '91', name: null },
  type: 3,
  hangupReason: 0,
  labels: ['VIP', 'call back'],
  startedAt: '2026-11-01T01:30:00-04:00',
  answeredAt: '2026-11-01T01:30:07-04:00',
  talkSeconds: 12.5,
  recording: '/api/recordings/a.b',
})

describe('writeJsonl', () => {
  it('is the call as the contract has it, with codes, in words or not', async () => {
    const { recordingState, outcome, ...columns } = CALL
    const recording = 'https://calls.example:8443/api/recordings/a.b'
    const expected = { ...columns, recording }
    for (const codes of ['words', 'codes'] as const) {
      const [read] = await readBack([CALL], { codes })
      expect(read).toEqual(expected)
      expect(Object.keys(read as object)).toEqual([...COLUMNS])
    }
  })

  it('has the chosen columns by their ids, and the notes', async () => {
    const columns = [column('id', 'Session'), notesColumn({ a: 'x' })]
    const calls = [makeEmptyCall({ id: 'a' }), makeEmptyCall({ id: 'b' })]
    expect(await textOf(calls, { columns })).toBe(
      '{"id":"a","notes":"x"}\n{"id":"b","notes":null}\n',
    )
  })

  it('has null for unknown values', async () => {
    const columns = [column('talkSeconds'), column('waitSeconds'), column('recording')]
    expect(await readBack([makeEmptyCall()], { columns })).toEqual([
      { talkSeconds: null, waitSeconds: null, recording: null },
    ])
  })

  it('is empty where there are no calls', async () => {
    expect(await textOf([])).toBe('')
  })

  it('gives every text back, and is one line a call', async () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(texts, async (remarks) => {
        const calls = remarks.map((remark) => makeEmptyCall({ remark }))
        const read = await readBack(calls, { columns: [column('remark')] })
        expect(read).toEqual(remarks.map((remark) => ({ remark })))
      }),
    )
  })
})
