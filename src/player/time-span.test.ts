import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeTimeSpans, subtractTimeSpans, type TimeSpan } from './time-span.ts'

/** Reads spans from a text: `1-2 5.5-6`. */
const spans = (text: string): TimeSpan[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((span) => span.split('-').map(Number))
    .map(([from = Number.NaN, to = Number.NaN]) => ({ from, to }))

describe('mergeTimeSpans', () => {
  it.each([
    ['nothing', '', ''],
    ['one', '1-2', '1-2'],
    ['out of order', '5-6 1-2', '1-2 5-6'],
    ['overlapping', '1-4 3-6', '1-6'],
    ['one within another', '1-9 3-4', '1-9'],
    ['touching', '1-2 2-3', '1-3'],
    ['nearly touching', '1-2 2.05-3', '1-3'],
    ['apart', '1-2 2.5-3', '1-2 2.5-3'],
  ])('merges spans that are %s: %j to %j', (_name, text, merged) => {
    expect(mergeTimeSpans(spans(text), 0.1)).toEqual(spans(merged))
  })

  const second = fc.integer({ min: 0, max: 60 })
  const anySpans = fc.array(
    fc.tuple(second, second).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  )

  it('covers each second that any span covers, and no other', () => {
    const covers = (all: readonly TimeSpan[], at: number) =>
      all.some(({ from, to }) => from <= at && at <= to)
    fc.assert(
      fc.property(
        anySpans,
        second,
        (all, at) => covers(all, at) === covers(mergeTimeSpans(all), at),
      ),
    )
  })
})

describe('subtractTimeSpans', () => {
  it.each([
    ['0-10', '', '0-10'],
    ['0-10', '0-10', ''],
    ['0-10', '3-4', '0-3 4-10'],
    ['0-10', '0-4', '4-10'],
    ['0-10 20-30', '5-25', '0-5 25-30'],
    ['5-6', '0-10', ''],
  ])('%j without %j is %j', (text, removed, rest) => {
    expect(subtractTimeSpans(spans(text), spans(removed))).toEqual(spans(rest))
  })
})
