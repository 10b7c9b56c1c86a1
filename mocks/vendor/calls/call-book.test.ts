import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAccountZone } from '../account/account-zone.ts'
import type { QueryParams } from '../account/check-query.ts'
import { RECORDINGS } from '../recordings.ts'
import { type Call, matches } from './call.ts'
import { createCallBook } from './call-book.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.parse('2026-03-18T14:30:00+08:00')
const zone = createAccountZone('Asia/Shanghai')
const book = createCallBook('test', zone)
const calls = book.between(NOW - 62 * DAY, NOW, NOW)

describe('62 days of calls', () => {
  test('are about 40,000', () => {
    expect(calls.length).toBeGreaterThan(38_000)
    expect(calls.length).toBeLessThan(42_000)
  })

  test('come newest first', () => {
    expect(calls.every((call, i) => call.startedAt <= (calls[i - 1]?.startedAt ?? NOW))).toBe(true)
  })

  test('have an id each', () => {
    expect(new Set(calls.map((call) => call.id)).size).toBe(calls.length)
    expect(calls.every((call) => /^\d{17}$/.test(call.id))).toBe(true)
  })

  test('keep their times in order', () => {
    const wrong = calls.filter(({ startedAt, answeredAt, endedAt, talkSeconds }) => {
      const ended = (answeredAt ?? endedAt) + talkSeconds * 1000
      return endedAt !== ended || startedAt > (answeredAt ?? endedAt)
    })
    expect(wrong).toEqual([])
  })

  test('are answered where the reason says so, and only then recorded', () => {
    const answered = calls.filter((call) => call.answeredAt !== null)
    const recorded = calls.filter((call) => call.recording !== null)
    expect(answered).toEqual(calls.filter((call) => [1, 3, 9].includes(call.reason)))
    expect(recorded.filter((call) => call.answeredAt === null)).toEqual([])
    expect(recorded.length / answered.length).toBeCloseTo(0.85, 1)
  })

  test('mostly last as long as their recording', () => {
    const recorded = calls.filter((call) => call.recording !== null)
    const fitting = recorded.filter((call) => {
      const recording = RECORDINGS[Number(call.id.slice(-2)) - 1]
      return recording && Math.round(recording.seconds) === call.talkSeconds
    })
    expect(fitting.length / recorded.length).toBeGreaterThan(0.9)
    expect(Math.max(...recorded.map((call) => call.talkSeconds))).toBeGreaterThan(20 * 60)
  })

  test('have every type, reason and way to hang up, and 24 agents in 5 groups', () => {
    const values = (of: (call: (typeof calls)[number]) => unknown) => new Set(calls.map(of)).size
    expect(values((call) => call.type)).toBe(3)
    expect(values((call) => call.reason)).toBe(10)
    expect(values((call) => call.hungUpBy)).toBe(3)
    expect(values((call) => call.agent)).toBe(24 + 1)
    expect(values((call) => call.group)).toBe(5)
    expect(values((call) => call.countryCode)).toBeGreaterThanOrEqual(7)
  })

  test('are fewer at weekends, at lunch and at night', () => {
    const clocks = calls.map(
      (call) => new Date(`${zone.format(call.startedAt).replace(' ', 'T')}Z`),
    )
    const count = (at: (clock: Date) => boolean) => clocks.filter(at).length
    const hour = (wanted: number) => count((clock) => clock.getUTCHours() === wanted)
    expect(count((clock) => clock.getUTCDay() === 0)).toBeLessThan(
      count((clock) => clock.getUTCDay() === 3) / 2,
    )
    expect(hour(12)).toBeLessThan(hour(11) * 0.7)
    expect(hour(3)).toBeLessThan(hour(10) / 10)
  })
})

test('the same seed gives the same calls, another seed others', () => {
  const again = createCallBook('test', zone).between(NOW - DAY, NOW, NOW)
  expect(again).toEqual(calls.slice(0, again.length))
  expect(createCallBook('other', zone).between(NOW - DAY, NOW, NOW)).not.toEqual(again)
})

test('a day does not change as time passes; today fills up, and begins soon after midnight', () => {
  const midnight = zone.startOf('2026-03-18')
  const at = (now: number) => book.between(midnight, midnight + DAY - 1, now)
  const evening = at(midnight + 30 * HOUR)
  let before = 0
  for (const hours of [0.2, 6, 9, 12, 18]) {
    const now = midnight + hours * HOUR
    const seen = at(now)
    expect(seen).toEqual(evening.filter((call) => call.endedAt <= now))
    expect(seen.length).toBeGreaterThan(before)
    before = seen.length
  }
  expect(at(midnight + 60 * DAY)).toEqual(evening)
})

test('calls older than 62 days are gone, and come back for nobody', () => {
  const from = NOW - 62 * DAY
  expect(book.between(from - DAY, from - 1, NOW)).toEqual([])
  expect(book.between(from, NOW, NOW + 70 * DAY)).toEqual([])
})

test.each(['Asia/Kolkata', 'America/New_York', 'UTC', 'Pacific/Apia'])(
  'keeps the wall clock of %s',
  (name) => {
    const local = createAccountZone(name)
    const midnight = local.startOf('2026-03-18')
    expect(local.format(midnight)).toBe('2026-03-18 00:00:00')
    const found = createCallBook('test', local).between(
      midnight,
      midnight + DAY - 1,
      midnight + 2 * DAY,
    )
    expect(found.length).toBeGreaterThan(600)
    expect(found.every((call) => local.dateOf(call.startedAt) === '2026-03-18')).toBe(true)
  },
)

const PERIOD = { strTime: NOW - DAY, endTime: NOW }
const callsOfDay = book.between(PERIOD.strTime, NOW, NOW)

/** At least one of the values that the calls have. */
function some<T>(of: (call: Call) => readonly T[]) {
  return fc.uniqueArray(fc.constantFrom(...new Set(callsOfDay.flatMap(of))), {
    minLength: 1,
    maxLength: 4,
  })
}

const number = fc
  .record({
    call: fc.constantFrom(...callsOfDay),
    from: fc.nat(8),
    length: fc.integer({ min: 2, max: 12 }),
  })
  .map(({ call, from, length }) => call.called.slice(from, from + length))

const filters = {
  sipGroupName: fc.constantFrom(...new Set(callsOfDay.map((call) => call.group))),
  seatNameList: some((call) => (call.agent === null ? [] : [call.agent])),
  callType: some((call) => [call.type]),
  hangupReason: some((call) => [call.reason]),
  calledOrCaller: number,
  ccode: some((call) => [call.countryCode]),
  hangingDirection: some((call) => [call.hungUpBy as 0 | 1 | 3]),
  labelNames: some((call) => call.labels),
}

const oracle: Record<keyof typeof filters, (call: Call) => readonly unknown[]> = {
  sipGroupName: (call) => [call.group],
  seatNameList: (call) => [call.agent],
  callType: (call) => [call.type],
  hangupReason: (call) => [call.reason],
  calledOrCaller: (call) => [...parts(call.called), ...parts(call.caller)],
  ccode: (call) => [call.countryCode],
  hangingDirection: (call) => [call.hungUpBy],
  labelNames: (call) => call.labels,
}

function parts(text: string): string[] {
  return [...text].flatMap((_, i) => [...text].map((_, j) => text.slice(i, i + j + 1)))
}

function expected(call: Call, wanted: Record<string, unknown>): boolean {
  return Object.entries(oracle).every(([key, of]) => {
    const value = wanted[key]
    return value === undefined || [value].flat().some((one) => of(call).includes(one))
  })
}

test('matches agrees with a brute-force search', () => {
  const sample = callsOfDay.filter((_, i) => i % 7 === 0)
  fc.assert(
    fc.property(fc.record(filters, { requiredKeys: [] }), (wanted) => {
      const params: QueryParams = { ...PERIOD, ...wanted }
      expect(sample.filter((call) => matches(call, params))).toEqual(
        sample.filter((call) => expected(call, wanted)),
      )
    }),
    { numRuns: 60 },
  )
})

test.each<Partial<QueryParams>>([
  { sipGroupName: 'LatAm Desk' },
  { seatNameList: ['Ortega, Lucía', "Siobhan O'Brien", '王小红'] },
  { callType: [1, 2] },
  { hangupReason: [7] },
  { calledOrCaller: '918600' },
  { ccode: ['52', '55'] },
  { hangingDirection: [0, 3] },
  { labelNames: ['VIP', '意向客户'] },
])('%o alone narrows the calls', (wanted) => {
  const kept = callsOfDay.filter((call) => matches(call, { ...PERIOD, ...wanted }))
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.length).toBeLessThan(callsOfDay.length)
})
