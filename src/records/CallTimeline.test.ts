import { expect, test } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { makeCall } from '../testing/make-call.ts'
import { type TimelineParts, timelineParts } from './CallTimeline.tsx'

const at = (seconds: number) =>
  new Date(Date.parse('2026-03-10T12:00:00+08:00') + seconds * 1000).toISOString()

test.each<[name: string, times: Partial<CallRecord>, parts: TimelineParts | null]>([
  [
    'answered and ended',
    { answeredAt: at(12), endedAt: at(72) },
    { ring: 12, talk: 60, answered: true },
  ],
  ['not answered', { endedAt: at(30) }, { ring: 30, talk: 0, answered: false }],
  ['answered at once', { answeredAt: at(0), endedAt: at(5) }, { ring: 0, talk: 5, answered: true }],
  [
    'hung up when answered',
    { answeredAt: at(5), endedAt: at(5) },
    { ring: 5, talk: 0, answered: true },
  ],
  ['ended at once', { endedAt: at(0) }, { ring: 0, talk: 0, answered: false }],
  [
    'with a different talk time',
    { answeredAt: at(1), endedAt: at(3), talkSeconds: 999 },
    { ring: 1, talk: 2, answered: true },
  ],
  ['without a start', { startedAt: '', answeredAt: at(1), endedAt: at(2) }, null],
  ['without an end', { answeredAt: at(1) }, null],
  ['answered before it started', { answeredAt: at(-1), endedAt: at(9) }, null],
  ['answered after it ended', { answeredAt: at(9), endedAt: at(8) }, null],
  ['ended before it started', { endedAt: at(-1) }, null],
])('timelineParts reads a call that is %s', (_name, times, parts) => {
  expect(timelineParts(makeCall({ startedAt: at(0), ...times }))).toEqual(parts)
})
