import { describe, expect, test } from 'vitest'
import { makeEmptyCall } from '../testing/make-call.ts'
import { column, notesColumn, sheetWith } from '../testing/sheet-with.ts'
import type { CallRecord } from './call.ts'
import { COLUMNS, type ColumnId } from './columns.ts'
import { type Field, fieldText, type TextRules } from './fields.ts'

function textOf(
  known: Partial<CallRecord>,
  of: ColumnId | Field,
  parts: Partial<TextRules> = {},
): string {
  const field = typeof of === 'string' ? column(of).field : of
  return fieldText(field, sheetWith(parts))(makeEmptyCall(known))
}

const startedAt = '2026-11-22T10:00:00+08:00'

const cases: [ColumnId, Partial<CallRecord>, string][] = [
  ['startedAt', { startedAt }, '2026-11-22 10:00:00+08:00'],
  ['startedAt', { startedAt: '2026-11-22T02:00:00Z' }, '2026-11-22 02:00:00Z'],
  ['startedAt', { startedAt: '' }, ''],
  ['customer', { called: '1', type: 3 }, '1'],
  ['line', { called: '1', type: 2 }, '1'],
  ['caller', { caller: '8613200000001' }, '8613200000001'],
  ['called', { called: '91861****978737' }, '91861****978737'],
  ['agent', { agent: '李娜' }, '李娜'],
  ['group', { group: 'Sales, "east"' }, 'Sales, "east"'],
  ['type', { type: 3 }, 'Outbound'],
  ['type', { type: 77 }, 'Unknown (77)'],
  ['talkSeconds', { talkSeconds: 0 }, '0'],
  ['talkSeconds', { talkSeconds: 3_725.9 }, '3725'],
  ['hangupReason', { hangupReason: 0 }, 'Outbound, not answered'],
  ['hungUpBy', { hungUpBy: 0 }, 'Customer'],
  ['labels', { labels: ['VIP', 'call back'] }, 'VIP; call back'],
  [
    'recording',
    { recording: '/api/recordings/a.b' },
    'https://calls.example:8443/api/recordings/a.b',
  ],
  ['endedAt', { endedAt: '2026-11-22T10:01:00+08:00' }, '2026-11-22 10:01:00+08:00'],
  ['answeredAt', { answeredAt: '2026-11-22T10:00:07+08:00' }, '2026-11-22 10:00:07+08:00'],
  ['waitSeconds', { startedAt, answeredAt: '2026-11-22T10:00:07+08:00' }, '7'],
  ['waitSeconds', { startedAt, endedAt: '2026-11-22T10:00:30+08:00' }, '30'],
  ['country', { country: { code: '91', name: 'India' } }, '91 India'],
  ['country', { country: { code: '91', name: null } }, '91'],
  ['sipCode', { sipCode: '486' }, '486'],
  ['calledInfo', { calledInfo: 'Order 5' }, 'Order 5'],
  ['remark', { remark: 'two\nlines' }, 'two\nlines'],
  ['callId', { callId: '23112023430531500001' }, '23112023430531500001'],
  ['id', { id: '23112023432602510' }, '23112023432602510'],
]

describe('fieldText', () => {
  test.each(cases)('%s of %j is %j', (of, known, text) => {
    expect(textOf(known, of)).toBe(text)
  })

  test.each(COLUMNS.filter((id) => id !== 'id'))('%s is empty if not known', (of) => {
    expect(textOf({}, of)).toBe('')
    expect(textOf({}, of, { codes: 'codes' })).toBe('')
  })

  test.each<[ColumnId, Partial<CallRecord>, string]>([
    ['type', { type: 3 }, '3'],
    ['hangupReason', { hangupReason: 0 }, '0'],
    ['hungUpBy', { hungUpBy: 77 }, '77'],
    ['talkSeconds', { talkSeconds: 12 }, '12'],
  ])('%s of %j is %j as a code', (of, known, text) => {
    expect(textOf(known, of, { codes: 'codes' })).toBe(text)
  })

  test.each([
    ['a', 'called back'],
    ['b', ''],
    ['constructor', ''],
    ['__proto__', ''],
  ])('the notes of call %s are %j', (id, text) => {
    expect(textOf({ id }, notesColumn({ a: 'called back' }).field)).toBe(text)
  })
})
