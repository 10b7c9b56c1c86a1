import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAccountZone } from '../account/account-zone.ts'
import type { QueryParams } from '../account/query-body.ts'
import type { Call } from './call.ts'
import { createCallBook } from './call-book.ts'
import { matches } from './matches.ts'

const NOW = Date.parse('2026-03-18T20:00:00+08:00')
const PERIOD = { strTime: NOW - 86_400_000, endTime: NOW }
const calls = createCallBook('test', createAccountZone('Asia/Shanghai')).between(
  PERIOD.strTime,
  NOW,
  NOW,
)

/** Some of the values that the calls have, one at least. */
function some<T>(of: (call: Call) => readonly T[]) {
  return fc.uniqueArray(fc.constantFrom(...new Set(calls.flatMap(of))), {
    minLength: 1,
    maxLength: 4,
  })
}

const number = fc
  .record({
    call: fc.constantFrom(...calls),
    from: fc.nat(8),
    length: fc.integer({ min: 2, max: 12 }),
  })
  .map(({ call, from, length }) => call.called.slice(from, from + length))

const filters = {
  sipGroupName: fc.constantFrom(...new Set(calls.map((call) => call.group))),
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

test('keeps what a brute-force reading of the filters keeps', () => {
  const sample = calls.filter((_, i) => i % 7 === 0)
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
])('%o alone narrows', (wanted) => {
  const kept = calls.filter((call) => matches(call, { ...PERIOD, ...wanted }))
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.length).toBeLessThan(calls.length)
})
