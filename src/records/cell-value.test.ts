import { expect, it } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import { makeEmptyCall } from '../testing/make-call.ts'
import { cellValue } from './cell-value.ts'

it.each<[column: ColumnId, Partial<CallRecord>, ReturnType<typeof cellValue>]>([
  ['customer', { customer: '13200000001' }, { key: 'number', value: '13200000001' }],
  ['customer', { customer: '132****0001' }, null],
  ['line', { line: '' }, null],
  ['agent', { agent: 'Li Na' }, { key: 'agent', value: 'Li Na' }],
  ['agent', { agent: null }, { key: 'agent', value: null }],
  ['hangupReason', { hangupReason: 0 }, { key: 'reason', value: 0 }],
  ['hangupReason', { hangupReason: null }, { key: 'reason', value: null }],
  ['labels', { labels: ['VIP', 'Call back'] }, { key: 'label', value: 'VIP' }],
  ['labels', { labels: [] }, { key: 'label', value: null }],
  ['country', { country: { code: '86', name: 'China' } }, { key: 'country', value: '86' }],
  ['talkSeconds', { talkSeconds: 9 }, null],
])('a cell %s of %o names %o', (column, parts, value) => {
  expect(cellValue({ ...makeEmptyCall(), ...parts }, column)).toEqual(value)
})
