import { describe, expect, test } from 'vitest'
import { COLUMNS, type ColumnId } from '../contract/columns.ts'
import type { CallRecord } from '../contract/record.ts'
import { callWith } from './call-with.ts'
import { cellText } from './cell-text.ts'

const context = {
  origin: 'https://calls.example:8443',
  words: {
    hangupReason: (code: number) => `reason ${code}`,
    callType: (code: number) => `type ${code}`,
    hungUpBy: (code: number) => `by ${code}`,
  },
}

const startedAt = '2026-11-22T10:00:00+08:00'

const cases: [ColumnId, Partial<CallRecord>, string][] = [
  ['startedAt', { startedAt }, '2026-11-22 10:00:00+08:00'],
  ['startedAt', { startedAt: '2026-11-22T02:00:00Z' }, '2026-11-22 02:00:00Z'],
  ['startedAt', { startedAt: '' }, ''],
  ['caller', { caller: '8613200000001' }, '8613200000001'],
  ['called', { called: '91861****978737' }, '91861****978737'],
  ['agent', { agent: '李娜' }, '李娜'],
  ['group', { group: 'Sales, "east"' }, 'Sales, "east"'],
  ['type', { type: 3 }, 'type 3'],
  ['talkSeconds', { talkSeconds: 0 }, '0'],
  ['talkSeconds', { talkSeconds: 3_725 }, '3725'],
  ['hangupReason', { hangupReason: 0 }, 'reason 0'],
  ['hungUpBy', { hungUpBy: 0 }, 'by 0'],
  ['labels', { labels: ['VIP', 'call back'] }, 'VIP; call back'],
  ['recording', { recording: '/api/recordings/a.b' }, `${context.origin}/api/recordings/a.b`],
  ['endedAt', { endedAt: '2026-11-22T10:01:00+08:00' }, '2026-11-22 10:01:00+08:00'],
  ['answeredAt', { answeredAt: '2026-11-22T10:00:07+08:00' }, '2026-11-22 10:00:07+08:00'],
  ['ringSeconds', { startedAt, answeredAt: '2026-11-22T10:00:07+08:00' }, '7'],
  ['ringSeconds', { startedAt, endedAt: '2026-11-22T10:00:30+08:00' }, '30'],
  ['country', { country: { code: '91', name: 'India' } }, '91 India'],
  ['country', { country: { code: '91', name: null } }, '91'],
  ['sipCode', { sipCode: '486' }, '486'],
  ['calledInfo', { calledInfo: 'Order 5' }, 'Order 5'],
  ['remark', { remark: 'two\nlines' }, 'two\nlines'],
  ['callId', { callId: '23112023430531500001' }, '23112023430531500001'],
  ['id', { id: '23112023432602510' }, '23112023432602510'],
]

describe('cellText', () => {
  test.each(cases)('%s of %j is %j', (column, known, text) => {
    expect(cellText(callWith(known), column, context)).toBe(text)
  })

  test.each(COLUMNS.filter((column) => column !== 'id'))('%s is empty if not known', (column) => {
    expect(cellText(callWith(), column, context)).toBe('')
  })
})
