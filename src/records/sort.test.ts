import { describe, expect, it, test } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { makeCall } from '../testing/make-call.ts'
import { nextSort, type PageSort, parseSort, serializeSort, sortPage } from './sort.ts'

const up = (column: PageSort['column']): PageSort => ({ column, descending: false })
const down = (column: PageSort['column']): PageSort => ({ column, descending: true })

test.each<[text: string | null, sort: PageSort | null]>([
  ['talkSeconds', up('talkSeconds')],
  ['-talkSeconds', down('talkSeconds')],
  ['id', up('id')],
  [null, null],
  ['', null],
  ['-', null],
  ['--talkSeconds', null],
  ['talkSeconds-', null],
  ['TALKSECONDS', null],
  ['toString', null],
  ['duration', null],
])('parseSort reads %j as %j', (text, sort) => expect(parseSort(text)).toEqual(sort))

test('each column can be serialized and parsed in both directions', () => {
  const all = COLUMNS.flatMap((column) => [up(column), down(column)])
  expect(all.map((sort) => parseSort(serializeSort(sort)))).toEqual(all)
})

test('serializeSort returns null without a sort', () => expect(serializeSort(null)).toBeNull())

describe('a click on a column sorts', () => {
  test.each<[name: string, sort: PageSort | null, next: PageSort | null]>([
    ['descending at first', null, down('agent')],
    ['then ascending', down('agent'), up('agent')],
    ['then not at all', up('agent'), null],
    ['descending after another column', up('caller'), down('agent')],
  ])('%s', (_name, sort, next) => expect(nextSort('agent', sort)).toEqual(next))
})

function idsSorted(calls: CallRecord[], sort: PageSort | null): string[] {
  return sortPage(calls, sort).map(({ id }) => id)
}

const START = '2026-03-10T12:00:00+08:00'
const at = (seconds: number) => new Date(Date.parse(START) + seconds * 1000).toISOString()

/** For each column: a low value, a high value and no value. */
const CASES: Record<
  Exclude<ColumnId, 'id' | 'recording'>,
  [low: Partial<CallRecord>, high: Partial<CallRecord>, none: Partial<CallRecord>]
> = {
  // Two offsets, because times are sorted by instant.
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

describe('the page is sorted in both directions, with empty values last, by', () => {
  test.each(Object.entries(CASES).map(([column, parts]) => [column as ColumnId, parts] as const))(
    '%s',
    (column, [low, high, none]) => {
      const calls = [
        makeCall({ ...none, id: 'none' }),
        makeCall({ ...high, id: 'high' }),
        makeCall({ ...low, id: 'low' }),
      ]
      expect(idsSorted(calls, { column, descending: false })).toEqual(['low', 'high', 'none'])
      expect(idsSorted(calls, { column, descending: true })).toEqual(['high', 'low', 'none'])
    },
  )

  test('recording', () => {
    const calls = [
      makeCall({ recording: null, id: 'none' }),
      makeCall({ recording: '/api/recordings/b', id: 'first' }),
      makeCall({ recording: '/api/recordings/a', id: 'second' }),
    ]
    const order = ['first', 'second', 'none']
    expect(idsSorted(calls, { column: 'recording', descending: false })).toEqual(order)
    expect(idsSorted(calls, { column: 'recording', descending: true })).toEqual(order)
  })

  test('id', () => {
    const calls = ['s10', 's9', 's11'].map((id) => makeCall({ id }))
    expect(idsSorted(calls, { column: 'id', descending: false })).toEqual(['s9', 's10', 's11'])
    expect(idsSorted(calls, { column: 'id', descending: true })).toEqual(['s11', 's10', 's9'])
  })
})

it('keeps the vendor’s order without a sort and among equal values', () => {
  const calls = ['c', 'a', 'b'].map((id) => makeCall({ id, agent: 'Ann' }))
  expect(idsSorted(calls, null)).toEqual(['c', 'a', 'b'])
  expect(idsSorted(calls, { column: 'agent', descending: false })).toEqual(['c', 'a', 'b'])
  expect(idsSorted(calls, { column: 'agent', descending: true })).toEqual(['c', 'a', 'b'])
})
