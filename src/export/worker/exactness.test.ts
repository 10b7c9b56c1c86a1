import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type FailureCode, RequestFailure } from '../../api/client.ts'
import { beginning, fakeExport } from '../../testing/fake-export.ts'
import { type Trouble, unrulyCalls } from '../../testing/flaky-calls.ts'

const FROM = Date.parse('2026-11-21T00:00:00+08:00') / 1000
const DAY = { min: FROM, max: FROM + 86_399 }
const TROUBLES: Trouble[] = ['arrives', 'moves', 'repeats', 'drops', 'understates', 'overstates']
const FAILURES: FailureCode[] = [
  ...(['vendor_busy', 'vendor_timeout', 'vendor_unreachable', 'vendor_error'] as const),
  ...(['vendor_malformed', 'offline', 'bad_answer', 'vendor_auth'] as const),
]

const unruly = fc.record({
  starts: fc.array(fc.integer(DAY), { maxLength: 40 }),
  pageSize: fc.integer({ min: 1, max: 10 }),
  moments: fc.array(fc.integer(DAY), { minLength: 1 }),
  /** What comes of each request; one in five fails, one in five is wrong. */
  answers: fc.array(
    fc.oneof(
      { weight: 12, arbitrary: fc.constant('none' as const) },
      { weight: 4, arbitrary: fc.constantFrom(...FAILURES) },
      { weight: 4, arbitrary: fc.constantFrom(...TROUBLES) },
    ),
    { maxLength: 300, size: 'max' },
  ),
})
const isFailure = (answer: string): answer is FailureCode =>
  FAILURES.includes(answer as FailureCode)

test('a file is right, or marked incomplete, or there is none: never silently wrong', async () => {
  const ends = { right: 0, marked: 0, none: 0 }
  await fc.assert(
    fc.asyncProperty(unruly, async ({ answers, ...calls }) => {
      const troubles = answers.filter((answer) => !isFailure(answer)) as Trouble[]
      const vendor = unrulyCalls({ ...calls, troubles })
      let asked = 0
      const running = fakeExport({
        async fetchPage({ from, to, page }) {
          const answer = answers[asked] ?? 'none'
          asked += 1
          if (isFailure(answer)) throw new RequestFailure(answer)
          const [first = 0, last = 0] = [from, to].map((time) => Date.parse(time) / 1000)
          return vendor.readPage({ from: first, to: last }, page)
        },
      })
      running.ask(beginning())
      const end = await vi.waitFor(
        () => {
          const last = running.answers.find(({ say }) => say !== 'progress')
          return last ?? expect.fail('it is not over')
        },
        { interval: 1 },
      )
      if (end.say !== 'end') {
        expect(end.say).toBe('failed')
        ends.none += 1
        return
      }
      const ids = (await end.file.text()).split('\n').filter(Boolean)
      expect(new Set(ids).size).toBe(ids.length)
      expect(end.end.rows).toBe(ids.length)
      expect(end.name).toBe(end.end.isComplete ? 'calls.csv' : 'calls_incomplete.csv')
      ends[end.end.isComplete ? 'right' : 'marked'] += 1
      if (end.end.isComplete) expect(ids.toSorted()).toEqual(vendor.ids().toSorted())
    }),
    { numRuns: 500 },
  )
  // One that never succeeds, or never fails, would pass the rest.
  expect(Math.min(ends.right, ends.marked, ends.none)).toBeGreaterThan(0)
  expect(ends.right).toBeGreaterThan(100)
}, 30_000)
