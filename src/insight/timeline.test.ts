import { createFormatter } from 'use-intl'
import { describe, expect, it, test } from 'vitest'
import type { Summary } from '../calls/figures.ts'
import { daysToRange } from '../calls/periods.ts'
import type { Locale } from '../i18n/locales.ts'
import { counts, makeBuckets, makeSummary } from '../testing/make-summary.ts'
import {
  axisLabels,
  periodText,
  rateOf,
  spanFilter,
  spanText,
  unreadIndexes,
  worstHour,
  worstIndex,
} from './timeline.ts'

const en = createFormatter({ locale: 'en' })
const zh = createFormatter({ locale: 'zh-CN' })

test.each([
  [
    'an hour',
    '2026-03-10T11:00:00+08:00',
    '2026-03-10T12:00:00+08:00',
    '2026-03-10T11:59:59+08:00',
  ],
  [
    'the last hour of a day',
    '2026-03-10T23:00:00+08:00',
    '2026-03-11T00:00:00+08:00',
    '2026-03-10T23:59:59+08:00',
  ],
  [
    'a half hour',
    '2026-03-10T23:30:00+05:30',
    '2026-03-11T00:00:00+05:30',
    '2026-03-10T23:59:59+05:30',
  ],
  // The end has the offset of summer time, and denotes the same instant.
  [
    'the hour before summer time',
    '2026-03-08T01:00:00-05:00',
    '2026-03-08T03:00:00-04:00',
    '2026-03-08T02:59:59-04:00',
  ],
  ['the year', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', '2026-12-31T23:59:59Z'],
])('%s becomes a filter with both ends included', (_name, from, to, last) => {
  const filter = spanFilter({ from, to })
  expect(filter).toEqual({ range: null, from, to: last })
  expect(Date.parse(filter.to as string)).toBe(Date.parse(to) - 1_000)
})

test.each([
  [
    '2026-03-10T11:00:00+08:00',
    '2026-03-10T12:00:00+08:00',
    'Tue, Mar 10, 11:00–12:00',
    '3月10日周二, 11:00–12:00',
  ],
  [
    '2026-03-10T23:00:00+08:00',
    '2026-03-11T00:00:00+08:00',
    'Tue, Mar 10, 23:00–00:00',
    '3月10日周二, 23:00–00:00',
  ],
  ['2026-03-10T00:00:00+08:00', '2026-03-11T00:00:00+08:00', 'Tue, Mar 10', '3月10日周二'],
  [
    '2026-03-09T00:00:00-05:00',
    '2026-03-16T00:00:00-04:00',
    'Mon, Mar 9 – Sun, Mar 15',
    '3月9日周一 – 3月15日周日',
  ],
])('spanText of %s to %s', (from, to, english, chinese) => {
  expect(spanText({ from, to }, en)).toBe(english)
  expect(spanText({ from, to }, zh)).toBe(chinese)
})

test.each([
  ['2026-03-09T00:00:00+08:00', '2026-03-09T23:59:59+08:00', 'Mon, Mar 9'],
  ['2026-03-09T00:00:00+08:00', '2026-03-09T16:51:23+08:00', 'Mon, Mar 9, 00:00–16:51'],
  ['2026-03-02T00:00:00+08:00', '2026-03-08T23:59:59+08:00', 'Mon, Mar 2 – Sun, Mar 8'],
  [
    '2026-03-02T00:00:00+08:00',
    '2026-03-04T09:30:00+08:00',
    'Mon, Mar 2, 00:00 – Wed, Mar 4, 09:29',
  ],
])('periodText of %s to %s', (from, to, text) => {
  expect(periodText({ from, to }, en)).toBe(text)
})

describe('the axis', () => {
  const texts = (timeline: Summary['timeline'], locale: Locale = 'en') =>
    axisLabels(timeline, locale === 'en' ? en : zh).map(({ index, text }) => `${index} ${text}`)

  it.each<
    [
      name: string,
      from: string,
      count: number,
      unit: Summary['timeline']['unit'],
      step: number,
      zone: string,
      expected: string,
    ]
  >([
    [
      'a day of half hours',
      '2026-03-10T00:00+08:00',
      48,
      'minute',
      30,
      'Asia/Shanghai',
      '0 00,6 03,12 06,18 09,24 12,30 15,36 18,42 21',
    ],
    [
      'a day in a zone of half hours',
      '2026-03-10T00:00+05:30',
      48,
      'minute',
      30,
      'Asia/Kolkata',
      '0 00,6 03,12 06,18 09,24 12,30 15,36 18,42 21',
    ],
    [
      'the day of 23 hours',
      '2026-03-08T00:00-05:00',
      46,
      'minute',
      30,
      'America/New_York',
      '0 00,4 03,10 06,16 09,22 12,28 15,34 18,40 21',
    ],
    [
      'the day of 25 hours',
      '2026-11-01T00:00-04:00',
      50,
      'minute',
      30,
      'America/New_York',
      '0 00,8 03,14 06,20 09,26 12,32 15,38 18,44 21',
    ],
    [
      'a change by half an hour',
      '2026-04-05T00:00+11:00',
      49,
      'minute',
      30,
      'Australia/Lord_Howe',
      '0 00,7 03,13 06,19 09,25 12,31 15,37 18,43 21',
    ],
    [
      'an hour',
      '2026-03-10T10:00+08:00',
      12,
      'minute',
      5,
      'Asia/Shanghai',
      '0 10:00,2 10:10,4 10:20,6 10:30,8 10:40,10 10:50',
    ],
    [
      'three hours',
      '2026-03-10T10:00+08:00',
      36,
      'minute',
      5,
      'Asia/Shanghai',
      '0 10:00,6 10:30,12 11:00,18 11:30,24 12:00,30 12:30',
    ],
    [
      'a night',
      '2026-03-10T20:00+08:00',
      20,
      'minute',
      30,
      'Asia/Shanghai',
      '0 20,4 22,8 Mar 11,12 02,16 04',
    ],
    [
      'a week',
      '2026-03-02T00:00+08:00',
      56,
      'hour',
      3,
      'Asia/Shanghai',
      '0 Mar 2,8 Mar 3,16 Mar 4,24 Mar 5,32 Mar 6,40 Mar 7,48 Mar 8',
    ],
    [
      '30 days',
      '2026-03-01T00:00+08:00',
      30,
      'day',
      1,
      'Asia/Shanghai',
      '0 Mar 1,5 Mar 6,10 Mar 11,15 Mar 16,20 Mar 21,25 Mar 26',
    ],
  ])('labels %s', (_name, from, count, unit, step, zone, expected) => {
    const minutes = step * { minute: 1, hour: 60, day: 1_440 }[unit]
    expect(texts({ unit, step, buckets: makeBuckets(from, count, minutes, zone) }).join()).toBe(
      expected,
    )
  })

  it('labels days in Chinese', () => {
    const buckets = makeBuckets('2026-03-01T00:00+08:00', 3, 1_440, 'Asia/Shanghai')
    expect(texts({ unit: 'day', step: 1, buckets }, 'zh-CN')).toEqual([
      '0 3月1日',
      '1 3月2日',
      '2 3月3日',
    ])
  })

  it('has no labels without buckets', () => {
    expect(texts({ unit: 'hour', step: 1, buckets: [] })).toEqual([])
  })
})

describe('the worst hour', () => {
  it('is that of the summary', () => {
    const summary = makeSummary()
    expect(worstHour(summary)).toBe(summary.worst)
    expect(worstIndex(summary)).toBe(11)
  })

  it.each<[name: string, parts: Partial<Summary>]>([
    ['there is none', { worst: null }],
    [
      'it has fewer than 20 calls',
      { worst: { ...(makeSummary().worst as never as object), calls: 19 } as Summary['worst'] },
    ],
    [
      'all its calls were answered',
      { worst: { ...(makeSummary().worst as never as object), answered: 20 } as Summary['worst'] },
    ],
    [
      'the period is one hour',
      { from: '2026-03-10T11:00:00+08:00', to: '2026-03-10T11:59:59+08:00' },
    ],
    ['calls are missing', { coverage: { ...makeSummary().coverage, complete: false } }],
  ])('is not named if %s', (_name, parts) => {
    expect(worstHour(makeSummary(parts))).toBeNull()
    expect(worstIndex(makeSummary(parts))).toBe(-1)
  })

  it('is found in the day of a timeline of days', () => {
    const buckets = makeBuckets(
      daysToRange('2026-03-08', '2026-03-08', 'Asia/Shanghai').from,
      5,
      1_440,
      'Asia/Shanghai',
    )
    expect(worstIndex(makeSummary({ timeline: { unit: 'day', step: 1, buckets } }))).toBe(2)
  })
})

it('has buckets that are not read yet before the newest call', () => {
  expect(unreadIndexes(makeSummary())).toEqual([])
  const coverage = { ...makeSummary().coverage, complete: false }
  expect(unreadIndexes(makeSummary({ coverage }))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  const buckets = makeBuckets('2026-03-10T00:00+08:00', 3, 60, 'UTC')
  const timeline = { unit: 'hour', step: 1, buckets } as const
  expect(unreadIndexes(makeSummary({ coverage, timeline }))).toEqual([0, 1, 2])
})

it('has no answered share without calls', () => {
  expect(rateOf(counts({}))).toBeNull()
  expect(rateOf(counts({ answered: 1, unknown: 3 }))).toBe(0.25)
})
