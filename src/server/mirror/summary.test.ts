import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { FACETS, type Outcomes, type Summary } from '../../calls/figures.ts'
import { periodBefore, shiftBefore } from '../../calls/periods.ts'
import type { RecordsQuery } from '../../calls/query.ts'
import { inZone } from '../../calls/time.ts'
import { changingVendor } from '../../testing/changing-vendor.ts'
import {
  callsOver,
  DAY,
  HOUR,
  idsOf,
  NOW,
  openMirror,
  queryOf,
  ZONE,
} from '../../testing/open-mirror.ts'
import type { Mirror } from './mirror.ts'
import { bucketsBefore } from './summary.ts'
import { bucketsOf, gridOf } from './timeline.ts'
import type { View } from './view.ts'

const options = () => ({
  preset: null,
  read: 'all' as const,
  withAgents: true,
  holdSeconds: 600,
  signal: new AbortController().signal,
})

const sumOf = ({ answered, missed, failed, unknown }: Outcomes) =>
  answered + missed + failed + unknown
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

/** Whether all numbers of a summary agree with each other. */
function checkSums(summary: Summary): void {
  const { figures, outcomes, timeline, facets, agents } = summary
  expect(sumOf(figures)).toBe(figures.calls)
  expect(sum(timeline.buckets.map(sumOf))).toBe(sumOf(outcomes))
  for (const name of FACETS) {
    const { values, scope, more } = facets[name]
    expect(more).toBe(0)
    for (const value of values) expect(sumOf(value)).toBe(value.calls)
    if (name === 'label') continue
    const total = sum(values.map(({ calls }) => calls))
    if (name === 'reason') expect(total).toBe(sumOf(outcomes))
    else if (scope === 'view') expect(total).toBe(figures.calls)
    else expect(total).toBeGreaterThanOrEqual(figures.calls)
  }
  expect(sum(agents?.map(({ calls }) => calls) ?? [])).toBe(figures.calls)
}

async function recordsOf(mirror: Mirror, query: RecordsQuery): Promise<string[]> {
  const ids: string[] = []
  for (let page = 1; ; page += 1) {
    const { records, pages } = await mirror.records({ ...query, page, size: 100 }, options().signal)
    ids.push(...records.map(({ id }) => id))
    if (page >= (pages ?? 0)) return ids
  }
}

const anyFilter: fc.Arbitrary<Partial<RecordsQuery>> = fc.record(
  {
    group: fc.subarray(['A', 'B']),
    agent: fc.subarray(['Agent 1', 'Agent 2']),
    reason: fc.subarray([0, 1, 3, 9]),
    outcome: fc.subarray<'answered' | 'missed' | 'failed' | 'unknown'>([
      'answered',
      'missed',
      'failed',
    ]),
    notReason: fc.subarray([1, 7]),
    notAgent: fc.subarray(['Agent 3']),
    label: fc.subarray(['L0']),
    without: fc.subarray<'agent' | 'label'>(['agent', 'label']),
    talk: fc.constantFrom(null, { min: null, max: 10 }, { min: 600, max: null }),
    recorded: fc.constantFrom(null, true, false),
  },
  { requiredKeys: [] },
)

test('facets, buckets, list and export of a view agree', { timeout: 120_000 }, async () => {
  const calls = callsOver(700, NOW - 40 * HOUR, 30 * HOUR)
  const mirror = openMirror(changingVendor({ calls, zone: ZONE, pageSize: 100 }).query)
  const view = queryOf(NOW - 39 * HOUR, NOW - 12 * HOUR)
  await idsOf(mirror, view)
  await fc.assert(
    fc.asyncProperty(anyFilter, async (filter) => {
      const query = { ...view, ...filter }
      const summary = await mirror.summary(query, options())
      expect(summary.coverage.complete).toBe(true)
      checkSums(summary)
      const ids = await recordsOf(mirror, {
        ...query,
        sort: { column: 'talkSeconds', descending: true },
      })
      expect(ids).toHaveLength(summary.figures.calls)
      expect((await idsOf(mirror, query)).ids.toSorted()).toEqual(ids.toSorted())
      for (const { value, calls: count } of summary.facets.reason.values) {
        if (value === null || filter.reason || filter.outcome || filter.notReason) continue
        const narrowed = await mirror.records(
          { ...query, reason: [Number(value)] },
          options().signal,
        )
        expect(narrowed.total).toBe(count)
      }
    }),
    { numRuns: 20 },
  )
})

describe('a summary', () => {
  const calls = callsOver(400, NOW - 40 * HOUR, 30 * HOUR)
  const open = () => openMirror(changingVendor({ calls, zone: ZONE, pageSize: 100 }).query)
  const view = queryOf(NOW - 36 * HOUR, NOW - 12 * HOUR - 1)

  it('leaves the keys of a facet out of its own counts, and of the answer rate', async () => {
    const mirror = open()
    const whole = await mirror.summary(view, options())
    const narrow = await mirror.summary({ ...view, outcome: ['missed'] }, options())
    expect(narrow.figures).toMatchObject({ answered: 0, missed: whole.figures.missed })
    expect(narrow.outcomes).toEqual(whole.outcomes)
    expect(narrow.timeline).toEqual(whole.timeline)
    expect(narrow.facets.reason).toEqual(whole.facets.reason)
    expect(narrow.facets.group.scope).toBe('wider')
    expect(sum(narrow.facets.group.values.map((value) => value.calls))).toBe(whole.figures.missed)
  })

  it('counts within the view where the wider question was not read', async () => {
    const { facets, figures } = await open().summary({ ...view, group: ['A'] }, options())
    expect(facets.group).toMatchObject({
      scope: 'view',
      values: [{ value: 'A', calls: figures.calls }],
    })
    expect(facets.agent.scope).toBe('wider')
  })

  it('compares with the period before, cut at the same time of day', async () => {
    const mirror = open()
    const today = queryOf(NOW - 12 * HOUR, NOW + 12 * HOUR - 1)
    const { previous } = await mirror.summary(today, { ...options(), preset: 'today' })
    expect(previous).toMatchObject({
      from: '2026-03-09T00:00:00+08:00',
      to: '2026-03-09T12:00:00+08:00',
      coverage: { complete: true },
    })
    const before = await mirror.summary(queryOf(NOW - 36 * HOUR, NOW - 24 * HOUR), options())
    expect(previous?.figures).toEqual(before.figures)
  })

  it('counts the period before in the same buckets, up to its end', async () => {
    const mirror = open()
    const today = queryOf(NOW - 12 * HOUR, NOW + 12 * HOUR - 1)
    const { previous, timeline } = await mirror.summary(today, { ...options(), preset: 'today' })
    const buckets = previous?.buckets ?? []
    expect(buckets).toHaveLength(25) // half hours to noon, and the second of noon
    expect(sum(buckets.map(sumOf))).toBe(sumOf(previous?.outcomes as Outcomes))
    const { timeline: whole } = await mirror.summary(
      queryOf(NOW - 36 * HOUR, NOW - 12 * HOUR - 1),
      options(),
    )
    expect(buckets.slice(0, 24)).toEqual(whole.buckets.slice(0, 24))
    for (const [index, { from }] of buckets.entries())
      expect(Date.parse(timeline.buckets[index]?.from ?? '') - Date.parse(from)).toBe(DAY * 1_000)
  })

  it.each([
    ['where the day before has 23 hours', '2026-03-09T04:00:00Z', 24, 23],
    ['where the day before has 25 hours', '2026-11-02T05:00:00Z', 24, 25],
    ['on the day of 23 hours', '2026-03-08T05:00:00Z', 23, 24],
    ['on the day of 25 hours', '2026-11-01T04:00:00Z', 25, 24],
  ])('has buckets of the period before %s', async (_name, start, hours, before) => {
    const zone = 'America/New_York'
    const first = Date.parse(start)
    const span = {
      from: inZone(first, zone),
      to: inZone(first + hours * 3_600_000 - 1_000, zone),
    }
    const shift = shiftBefore(span, 'today', zone)
    const query = { ...queryOf(0, 1), ...periodBefore(span, 'today', zone, first + 90_000_000) }
    const [earlier, end] = [query.from, query.to].map((iso) => Date.parse(iso) / 1_000) as [
      number,
      number,
    ]
    expect((end + 1 - earlier) / HOUR).toBe(before)
    const view = { query, tiles: [] } as unknown as View
    const buckets = await bucketsBefore(async () => [], { query, view }, { span, shift, zone })
    expect(buckets[0]?.from).toBe(query.from)
    expect(Date.parse(buckets.at(-1)?.to ?? '') / 1_000).toBe(end + 1)
    for (const [index, bucket] of buckets.entries())
      if (index > 0) expect(bucket.from).toBe(buckets[index - 1]?.to)
  })

  it('has no period before where the vendor keeps none', async () => {
    const { previous } = await open().summary(queryOf(NOW - 40 * DAY, NOW - DAY), options())
    expect(previous).toBeNull()
  })

  it('names the hour of the lowest answer rate, and its group', async () => {
    const bad = Array.from({ length: 30 }, (_, index) => ({
      ...{ id: `bad-${index}`, start: NOW - 20 * HOUR + index, talkSeconds: 5 },
      ...{ reason: index < 3 ? 1 : 7, agent: null, labels: [] },
      group: index % 3 === 0 ? 'B' : 'A',
    }))
    const good = bad.map((call) => ({
      ...call,
      id: `good-${call.id}`,
      start: call.start + HOUR,
      reason: 1,
    }))
    const few = bad
      .slice(5, 20)
      .map((call) => ({ ...call, id: `few-${call.id}`, start: call.start + 3 * HOUR }))
    const vendor = changingVendor({ calls: [...bad, ...good, ...few], zone: ZONE, pageSize: 100 })
    const { worst } = await openMirror(vendor.query).summary(view, options())
    expect(worst).toEqual({
      from: '2026-03-09T16:00:00+08:00',
      to: '2026-03-09T17:00:00+08:00',
      ...{ calls: 30, answered: 3, group: 'A' },
    })
  })
})

describe('the timeline', () => {
  const spanOf = (from: string, to: string) => ({
    first: Date.parse(from) / 1_000,
    last: Date.parse(to) / 1_000,
  })

  test.each<
    [
      name: string,
      zone: string,
      from: string,
      to: string,
      unit: string,
      step: number,
      count: number,
    ]
  >([
    ['an hour', 'UTC', '2026-03-10T10:00:00Z', '2026-03-10T10:59:59Z', 'minute', 5, 12],
    ['a day', 'UTC', '2026-03-10T00:00:00Z', '2026-03-10T23:59:59Z', 'minute', 30, 48],
    [
      'the day of 23 hours',
      'America/New_York',
      '2026-03-08T05:00:00Z',
      '2026-03-09T03:59:59Z',
      'minute',
      30,
      46,
    ],
    [
      'the day of 25 hours',
      'America/New_York',
      '2026-11-01T04:00:00Z',
      '2026-11-02T04:59:59Z',
      'minute',
      30,
      50,
    ],
    [
      'a day of a zone with half hours',
      'Asia/Kolkata',
      '2026-03-09T18:30:00Z',
      '2026-03-10T18:29:59Z',
      'minute',
      30,
      48,
    ],
    [
      'a change by half an hour',
      'Australia/Lord_Howe',
      '2026-04-04T13:00:00Z',
      '2026-04-05T13:29:59Z',
      'minute',
      30,
      49,
    ],
    ['a week', 'UTC', '2026-03-02T00:00:00Z', '2026-03-08T23:59:59Z', 'hour', 3, 56],
    [
      'a week with the day of 23 hours',
      'Europe/Berlin',
      '2026-03-22T23:00:00Z',
      '2026-03-29T21:59:59Z',
      'hour',
      3,
      56,
    ],
    ['two months', 'Europe/Berlin', '2026-09-30T22:00:00Z', '2026-11-30T22:59:59Z', 'day', 1, 61],
    ['a part of an hour', 'UTC', '2026-03-10T10:07:30Z', '2026-03-10T10:21:00Z', 'minute', 5, 4],
  ])('has the buckets of %s', (_name, zone, from, to, unit, step, count) => {
    const span = spanOf(from, to)
    const grid = gridOf(span, zone)
    const buckets = bucketsOf([], grid.edges, span, zone)
    expect([grid.unit, grid.step, buckets.length]).toEqual([unit, step, count])
    const ends = buckets.map((bucket) => [
      Date.parse(bucket.from) / 1_000,
      Date.parse(bucket.to) / 1_000,
    ])
    expect(ends[0]?.[0]).toBe(span.first)
    expect(ends.at(-1)?.[1]).toBe(span.last + 1)
    for (const [index, [start]] of ends.entries())
      if (index > 0) expect(start).toBe(ends[index - 1]?.[1])
    // Every edge but the ends of the period is a whole cell, so no cell is divided.
    for (const edge of grid.edges) expect(((edge - grid.base) % grid.cellSeconds) + 0).toBe(0)
  })

  it('counts both halves of the repeated hour apart', () => {
    const zone = 'America/New_York'
    const span = spanOf('2026-11-01T05:00:00Z', '2026-11-01T06:59:59Z')
    const cell = (iso: string, answered: number) => ({
      ...{ start: Date.parse(iso) / 1_000, answered, missed: 0, failed: 0, unknown: 0 },
    })
    const { edges } = gridOf(span, zone)
    const cells = [cell('2026-11-01T05:30:00Z', 1), cell('2026-11-01T06:30:00Z', 2)]
    const counted = bucketsOf(cells, edges, span, zone).filter(({ answered }) => answered > 0)
    expect(counted.map(({ from, answered }) => [from, answered])).toEqual([
      ['2026-11-01T01:30:00-04:00', 1],
      ['2026-11-01T01:30:00-05:00', 2],
    ])
  })
})
