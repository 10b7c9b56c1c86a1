import { expect, test } from 'vitest'
import { makeEmptyCall } from '../testing/make-call.ts'
import { type CallRecord, callSearch, totalSeconds } from './call.ts'

test.each<[id: string, startedAt: string, search: string | null]>([
  [
    'a',
    '2026-03-10T12:00:05+08:00',
    '?from=2026-03-10T12:00:04%2B08:00&to=2026-03-10T12:00:06%2B08:00&call=a',
  ],
  [
    'a&b=c',
    '2026-03-10T12:00:05Z',
    '?from=2026-03-10T12:00:04Z&to=2026-03-10T12:00:06Z&call=a%26b%3Dc',
  ],
  [
    '\ud800',
    '2026-03-10T12:00:05Z',
    '?from=2026-03-10T12:00:04Z&to=2026-03-10T12:00:06Z&call=%EF%BF%BD',
  ],
  ['a', '', null],
  ['a', 'soon', null],
])('callSearch links to call %j of %j by %j', (id, startedAt, search) => {
  expect(callSearch({ id, startedAt })).toBe(search)
})

const ENTIRE = {
  startedAt: '2024-05-01T10:00:00+08:00',
  answeredAt: '2024-05-01T10:00:12+08:00',
  endedAt: '2024-05-01T10:02:12+08:00',
}

const call = (times: Partial<CallRecord>) => makeEmptyCall({ ...ENTIRE, ...times })

test.each<[name: string, times: Partial<CallRecord>, rang: number | null, took: number | null]>([
  ['answered', {}, 12, 132],
  ['not answered', { answeredAt: null }, 132, 132],
  ['not ended yet', { endedAt: null }, 12, null],
  ['neither answered nor ended', { answeredAt: null, endedAt: null }, null, null],
  ['answered at once', { answeredAt: ENTIRE.startedAt }, 0, 132],
  ['without a start', { startedAt: '' }, null, null],
  ['answered before it started', { answeredAt: '2024-05-01T09:59:59+08:00' }, null, 132],
  ['ended before it started', { endedAt: '2024-05-01T09:59:59+08:00' }, 12, null],
  ['with times in two offsets', { answeredAt: '2024-05-01T02:00:12Z' }, 12, 132],
  [
    'across the start of summer time',
    {
      startedAt: '2024-03-10T01:59:50-05:00',
      answeredAt: '2024-03-10T03:00:00-04:00',
      endedAt: '2024-03-10T03:00:30-04:00',
    },
    10,
    40,
  ],
])('a call %s rang %s s and took %s s', (_name, times, rang, took) => {
  expect([call(times).waitSeconds, totalSeconds(call(times))]).toEqual([rang, took])
})

test.each<[name: string, parts: Partial<CallRecord>, customer: string, line: string]>([
  ['an inbound call', { type: 2 }, 'from', 'to'],
  ['an outbound call', { type: 3 }, 'to', 'from'],
  ['a campaign call', { type: 1 }, 'to', 'from'],
  ['a call of unknown type', { type: 9 }, 'to', 'from'],
  ['an inbound call without a type', { type: null, hangupReason: 8 }, 'from', 'to'],
  ['a call without type and reason', { type: null, hangupReason: null }, 'to', 'from'],
])('%s has its customer and our line', (_name, parts, customer, line) => {
  const call = makeEmptyCall({ caller: 'from', called: 'to', ...parts })
  expect([call.customer, call.line]).toEqual([customer, line])
})

test.each<[reason: number | null, outcome: CallRecord['outcome']]>([
  [0, 'missed'],
  [1, 'answered'],
  [2, 'missed'],
  [3, 'answered'],
  [4, 'failed'],
  [5, 'failed'],
  [6, 'failed'],
  [7, 'missed'],
  [8, 'missed'],
  [9, 'answered'],
  [10, 'unknown'],
  [null, 'unknown'],
])('the hangup reason %s means %s', (hangupReason, outcome) => {
  expect(makeEmptyCall({ hangupReason }).outcome).toBe(outcome)
})
