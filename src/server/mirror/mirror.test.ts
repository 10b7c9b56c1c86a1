import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { NO_FILTERS, type RecordsQuery } from '../../calls/query.ts'
import { inZone } from '../../calls/time.ts'
import {
  changingVendor,
  type Fault,
  recordOf,
  type VendorCall,
} from '../../testing/changing-vendor.ts'
import { testEnv } from '../../testing/test-app.ts'
import { createMirror, type Mirror } from './mirror.ts'

const ZONE = 'Asia/Shanghai'
/** 2026-03-10 12:00 in Shanghai, in seconds. */
const NOW = Date.parse('2026-03-10T12:00:00+08:00') / 1_000
const HOUR = 3_600
const DAY = 24 * HOUR

/** Failed requests are repeated after seconds; here after milliseconds. */
const FASTER = 500

const opened: Mirror[] = []

/** Times of waiting pass `FASTER` times as fast. */
beforeEach(() => {
  const { setTimeout: real } = globalThis
  vi.stubGlobal('setTimeout', (work: () => void, ms = 0) => real(work, ms / FASTER))
})
afterEach(() => {
  for (const mirror of opened.splice(0)) mirror.close()
  vi.unstubAllGlobals()
})

function open(vendor: ReturnType<typeof changingVendor>, clock: { now: number }, slice = 5_000) {
  const env = { ...testEnv(), readRate: 0 }
  const mirror = createMirror({
    env,
    queryVendor: vendor.query,
    now: () => clock.now * 1_000,
    onFailure: (line) => {
      throw new Error(line)
    },
    maxCallsOfSlice: slice,
  })
  opened.push(mirror)
  return mirror
}

const period = (first: number, last: number) => ({
  from: inZone(first * 1_000, ZONE),
  to: inZone(last * 1_000, ZONE),
})

const ask = (parts: Partial<RecordsQuery>, first: number, last: number): RecordsQuery => ({
  ...NO_FILTERS,
  ...period(first, last),
  ...parts,
})

/** Whether a record matches a query: a plain computation, which shares no code with the mirror. */
function matches(call: CallRecord, query: RecordsQuery): boolean {
  const start = Date.parse(call.startedAt)
  const any = (list: readonly unknown[], value: unknown) =>
    list.length === 0 || list.includes(value)
  const none = (list: readonly unknown[], value: unknown) => value === null || !list.includes(value)
  const within = (range: RecordsQuery['talk'], value: number | null) =>
    range === null ||
    (value !== null &&
      (range.min ?? 0) <= value &&
      value <= (range.max ?? Number.POSITIVE_INFINITY))
  const empty: Record<string, boolean> = {
    agent: call.agent === null,
    group: call.group === null,
    label: call.labels.length === 0,
  }
  return (
    Date.parse(query.from) <= start &&
    start <= Date.parse(query.to) &&
    any(query.group, call.group) &&
    any(query.agent, call.agent) &&
    any(query.reason, call.hangupReason) &&
    any(query.outcome, call.outcome) &&
    (query.label.length === 0 || query.label.some((label) => call.labels.includes(label))) &&
    none(query.notGroup, call.group) &&
    none(query.notAgent, call.agent) &&
    none(query.notReason, call.hangupReason) &&
    !query.notLabel.some((label) => call.labels.includes(label)) &&
    (query.without.length === 0 || query.without.some((key) => empty[key])) &&
    (query.talk === null ||
      (call.outcome === 'answered' && within(query.talk, call.talkSeconds))) &&
    within(query.wait, call.waitSeconds) &&
    (query.recorded === null || query.recorded === (call.recording !== null)) &&
    any(query.id, call.id)
  )
}

async function idsOf(mirror: Mirror, query: RecordsQuery) {
  const source = await mirror.openView(query, {
    holdSeconds: 600,
    signal: new AbortController().signal,
  })
  try {
    const ids: string[] = []
    for await (const calls of source.batches()) ids.push(...calls.map(({ id }) => id))
    expect(ids).toHaveLength(source.rows)
    return { ids, coverage: source.coverage }
  } finally {
    await source.close()
  }
}

const vendorCalls = (count: number, first = NOW - DAY, seconds = DAY): VendorCall[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `call-${index}`,
    start: first + ((index * 7_919) % seconds) + (index % 4) / 4,
    talkSeconds: (index * 37) % 900,
    reason: index % 10,
    agent: index % 7 === 0 ? null : `Agent ${index % 5}`,
    group: index % 11 === 0 ? null : 'ABC'.charAt(index % 3),
    labels: index % 3 === 0 ? [] : [`L${index % 2}`, ...(index % 5 === 0 ? ['VIP'] : [])],
  }))

const FAULTS: Fault[] = ['arrives', 'moves', 'repeats', 'drops', 'understates', 'overstates']

const anyFilter = fc.record(
  {
    group: fc.subarray(['A', 'B', 'C', 'Z']),
    agent: fc.subarray(['Agent 1', 'Agent 2', 'Late', 'Nobody']),
    reason: fc.subarray([0, 1, 3, 9]),
    label: fc.subarray(['L0', 'VIP', 'none']),
    outcome: fc.subarray<'answered' | 'missed' | 'failed' | 'unknown'>([
      'answered',
      'missed',
      'failed',
      'unknown',
    ]),
    notGroup: fc.subarray(['A', 'B']),
    notAgent: fc.subarray(['Agent 3']),
    notReason: fc.subarray([1, 7]),
    notLabel: fc.subarray(['L1']),
    without: fc.subarray<'agent' | 'group' | 'label'>(['agent', 'group', 'label']),
    talk: fc.constantFrom(
      null,
      { min: null, max: 10 },
      { min: 600, max: null },
      { min: 20, max: 300 },
    ),
    wait: fc.constantFrom(null, { min: 6, max: null }),
    recorded: fc.constantFrom(null, true, false),
  },
  { requiredKeys: [] },
)

/** What happens: a question, after some time. */
const anyStep = fc.record({
  pauseSeconds: fc.constantFrom(31, 60, HOUR, 7 * HOUR),
  parts: fc.oneof(
    fc.constant({}),
    anyFilter.map((filter) => filter as Partial<RecordsQuery>),
  ),
  hoursBack: fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 30 })),
})

const anyStory = fc.record({
  count: fc.integer({ min: 0, max: 120 }),
  pageSize: fc.integer({ min: 2, max: 20 }),
  slice: fc.constantFrom(5_000, 40, 16),
  faults: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant<Fault>('none') },
      { weight: 2, arbitrary: fc.constantFrom(...FAULTS) },
      { weight: 1, arbitrary: fc.constant<Fault>('fails') },
    ),
    { maxLength: 60 },
  ),
  starts: fc.array(fc.integer({ min: 1, max: 4 * HOUR }), { minLength: 1, maxLength: 20 }),
  steps: fc.array(anyStep, { minLength: 1, maxLength: 4 }),
})

test('answers equal a plain computation over the truth, or are not complete', {
  timeout: 300_000,
}, async () => {
  let complete = 0
  let answers = 0
  await fc.assert(
    fc.asyncProperty(anyStory, async ({ count, pageSize, slice, faults, starts, steps }) => {
      const clock = { now: NOW }
      let [fault, change] = [0, 0]
      const vendor = changingVendor({
        calls: vendorCalls(count, NOW - 2 * DAY, 2 * DAY),
        zone: ZONE,
        pageSize,
        nextFault: () => faults[fault++] ?? 'none',
        // Settled spans are not compared again, so only recent calls change.
        nextStart: () => clock.now - (starts[change++ % starts.length] ?? 1) + 0.5,
      })
      const mirror = open(vendor, clock, slice)
      for (const { pauseSeconds, parts, hoursBack } of steps) {
        clock.now += pauseSeconds
        const last = clock.now - hoursBack[0] * HOUR
        const query = ask(parts, last - hoursBack[1] * HOUR, last)
        const before = vendor.states.length
        const truths = [vendor.calls.map((call) => ({ ...call }))]
        const { ids, coverage } = await idsOf(mirror, query).catch(() => ({
          ids: [],
          coverage: null,
        }))
        answers += 1
        expect(new Set(ids).size).toBe(ids.length)
        if (!coverage?.complete) continue
        complete += 1
        truths.push(...vendor.states.slice(before))
        const expected = truths.map((calls) =>
          calls
            .map((call) => recordOf(call, ZONE))
            .filter((call) => matches(call, query))
            .map(({ id }) => id)
            .sort(),
        )
        const sorted = ids.toSorted()
        const isTrue = expected.some((each) => JSON.stringify(each) === JSON.stringify(sorted))
        if (!isTrue) expect(sorted).toEqual(expected.at(-1))
      }
      mirror.close()
      opened.length = 0
    }),
    { numRuns: Number(process.env.RUNS ?? 100) },
  )
  // A mirror that is never complete would pass the rest.
  expect(complete / answers).toBeGreaterThan(0.5)
})
