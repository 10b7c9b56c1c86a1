// @document
import { cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, test } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId, DEFAULT_COLUMNS } from '../calls/columns.ts'
import { callWith } from '../testing/make-call.ts'
import type { PageSort } from './page-sort.ts'
import { useRecordsTable } from './use-records-table.ts'

afterEach(cleanup)

function idsSorted(calls: CallRecord[], sort: PageSort | null): string[] {
  const { result } = renderHook(() => useRecordsTable(calls, DEFAULT_COLUMNS, sort))
  return result.current.getRowModel().rows.map((row) => row.id)
}

const START = '2026-03-10T12:00:00+08:00'
const at = (seconds: number) => new Date(Date.parse(START) + seconds * 1000).toISOString()

/** Of each column: what comes first ascending, what comes second, and nothing. */
const CASES: Record<
  Exclude<ColumnId, 'id' | 'recording'>,
  [low: Partial<CallRecord>, high: Partial<CallRecord>, none: Partial<CallRecord>]
> = {
  // One offset after the other: sorted by instant, not by letters.
  startedAt: [
    { startedAt: '2026-03-10T12:00:00+08:00' },
    { startedAt: '2026-03-10T05:00:00Z' },
    { startedAt: '' },
  ],
  answeredAt: [{ answeredAt: at(9) }, { answeredAt: at(10) }, { answeredAt: null }],
  endedAt: [{ endedAt: at(9) }, { endedAt: at(10) }, { endedAt: null }],
  caller: [{ caller: '999' }, { caller: '1000' }, { caller: '' }],
  called: [{ called: '999' }, { called: '1000' }, { called: '' }],
  agent: [{ agent: 'Agent 9' }, { agent: 'agent 10' }, { agent: null }],
  group: [{ group: 'East 2' }, { group: 'East 10' }, { group: null }],
  type: [{ type: 2 }, { type: 12 }, { type: null }],
  talkSeconds: [{ talkSeconds: 0 }, { talkSeconds: 9 }, { talkSeconds: null }],
  ringSeconds: [
    { startedAt: START, answeredAt: at(0) },
    { startedAt: START, answeredAt: null, endedAt: at(10) },
    { startedAt: START, answeredAt: null, endedAt: null },
  ],
  hangupReason: [{ hangupReason: 0 }, { hangupReason: 12 }, { hangupReason: null }],
  hungUpBy: [{ hungUpBy: 0 }, { hungUpBy: 3 }, { hungUpBy: null }],
  labels: [{ labels: ['a', 'z'] }, { labels: ['b'] }, { labels: [] }],
  country: [
    { country: { code: '9', name: null } },
    { country: { code: '86', name: 'China' } },
    { country: null },
  ],
  sipCode: [{ sipCode: '99' }, { sipCode: '200' }, { sipCode: null }],
  calledInfo: [{ calledInfo: 'a' }, { calledInfo: 'B' }, { calledInfo: null }],
  remark: [{ remark: 'é' }, { remark: 'f' }, { remark: null }],
  callId: [{ callId: 'c9' }, { callId: 'c10' }, { callId: null }],
}

describe('sorts the page, with nothing last both ways:', () => {
  test.each(Object.entries(CASES).map(([column, parts]) => [column as ColumnId, parts] as const))(
    '%s',
    (column, [low, high, none]) => {
      const calls = [
        callWith({ ...none, id: 'none' }),
        callWith({ ...high, id: 'high' }),
        callWith({ ...low, id: 'low' }),
      ]
      expect(idsSorted(calls, { column, descending: false })).toEqual(['low', 'high', 'none'])
      expect(idsSorted(calls, { column, descending: true })).toEqual(['high', 'low', 'none'])
    },
  )

  test('recording', () => {
    const calls = [
      callWith({ recording: null, id: 'none' }),
      callWith({ recording: '/api/recordings/b', id: 'first' }),
      callWith({ recording: '/api/recordings/a', id: 'second' }),
    ]
    const order = ['first', 'second', 'none']
    expect(idsSorted(calls, { column: 'recording', descending: false })).toEqual(order)
    expect(idsSorted(calls, { column: 'recording', descending: true })).toEqual(order)
  })

  test('id', () => {
    const calls = ['s10', 's9', 's11'].map((id) => callWith({ id }))
    expect(idsSorted(calls, { column: 'id', descending: false })).toEqual(['s9', 's10', 's11'])
    expect(idsSorted(calls, { column: 'id', descending: true })).toEqual(['s11', 's10', 's9'])
  })
})

it('keeps the vendor’s order where nothing is sorted, and among equals', () => {
  const calls = ['c', 'a', 'b'].map((id) => callWith({ id, agent: 'Ann' }))
  expect(idsSorted(calls, null)).toEqual(['c', 'a', 'b'])
  expect(idsSorted(calls, { column: 'agent', descending: false })).toEqual(['c', 'a', 'b'])
  expect(idsSorted(calls, { column: 'agent', descending: true })).toEqual(['c', 'a', 'b'])
})

it('sorts by a column that is not shown', () => {
  const calls = [callWith({ id: 'b', remark: 'b' }), callWith({ id: 'a', remark: 'a' })]
  expect(idsSorted(calls, { column: 'remark', descending: false })).toEqual(['a', 'b'])
})

it('has the columns chosen, in their own order, and no row before calls come', () => {
  const chosen: ColumnId[] = ['id', 'caller']
  const { result } = renderHook(() => useRecordsTable(undefined, chosen, null))
  const shown = result.current.getHeaderGroups().flatMap((group) => group.headers)
  expect(shown.map((header) => header.id)).toEqual(COLUMNS.filter((id) => chosen.includes(id)))
  expect(result.current.getRowModel().rows).toEqual([])
})
