import { createFormatter, createTranslator, type Messages } from 'use-intl'
import { describe, expect, it, test } from 'vitest'
import type { ListState } from '../api/queries.ts'
import { NO_FILTERS } from '../calls/query.ts'
import { en } from '../i18n/en.ts'
import { zhCN } from '../i18n/zh-CN.ts'
import { counts, facetValue, makeFigures, makeSummary } from '../testing/make-summary.ts'
import {
  breakdown,
  type Change,
  changeOf,
  chosenOutcomes,
  FIGURES,
  onlyFilter,
  outcomeFilter,
} from './figures.ts'
import { changeText } from './KeyFigures.tsx'

const listOf = (parts: Partial<ListState> = {}): ListState => ({
  ...NO_FILTERS,
  range: 'today',
  from: null,
  to: null,
  ...parts,
})

test('changes are those from the period before', () => {
  const summary = makeSummary()
  const changes = (['calls', 'answered', 'missed', 'failed', 'talk', 'wait'] as const).map((name) =>
    changeOf(name, summary),
  )
  expect(changes).toEqual([
    { unit: 'percent', by: 3, isGood: null },
    { unit: 'points', by: -16.4, isGood: false },
    { unit: 'count', by: 7, isGood: false },
    { unit: 'count', by: 5, isGood: false },
    { unit: 'seconds', by: -3, isGood: null }, // 0:55 and 0:58, as they are shown
    null, // no wait before
  ])
})

test('a change needs both periods whole', () => {
  const summary = makeSummary()
  const { previous, coverage } = summary
  const part = { ...coverage, complete: false }
  expect(changeOf('calls', { ...summary, previous: null })).toBeNull()
  expect(changeOf('calls', { ...summary, coverage: part })).toBeNull()
  expect(
    changeOf('calls', { ...summary, previous: previous && { ...previous, coverage: part } }),
  ).toBeNull()
  const empty = { figures: makeFigures({}), outcomes: counts({}) }
  const before = { ...summary, previous: previous && { ...previous, ...empty } }
  expect([changeOf('calls', before), changeOf('answered', before)]).toEqual([null, null])
  expect(changeOf('missed', before)?.by).toBe(25)
})

test.each<[change: Omit<Change, 'isGood'>, english: string, chinese: string]>([
  [{ unit: 'percent', by: -38 }, '38 %', '38%'],
  [{ unit: 'percent', by: 1_250 }, '1,250 %', '1,250%'],
  [{ unit: 'points', by: -4.4 }, '4.4 pt', '4.4 百分点'],
  [{ unit: 'points', by: 5 }, '5.0 pt', '5.0 百分点'],
  [{ unit: 'count', by: 1_032 }, '1,032', '1,032'],
  [{ unit: 'seconds', by: -63 }, '1:03', '1:03'],
])('the change %o reads %s', (change, english, chinese) => {
  const texts = (
    [
      ['en', en],
      ['zh-CN', zhCN as Messages],
    ] as const
  ).map(([locale, messages]) =>
    changeText(
      { ...change, isGood: null },
      createTranslator({ locale, messages, namespace: 'summary' }),
      createFormatter({ locale }),
    ),
  )
  expect(texts).toEqual([english, chinese])
})

it('counts missed calls whatever the list is filtered by, because a click replaces that filter', () => {
  const figures = makeFigures({ answered: 40 })
  expect(FIGURES.missed.measure({ ...makeSummary(), figures })).toBe(25)
  expect(FIGURES.calls.measure({ ...makeSummary(), figures })).toBe(40)
})

describe('outcomes', () => {
  it.each<[name: string, parts: Partial<ListState>, chosen: string]>([
    ['none', {}, ''],
    ['outcomes', { outcome: ['failed', 'missed'] }, 'missed,failed'],
    ['reasons', { reason: [1, 7] }, 'answered,missed'],
    ['a reason that is not listed', { reason: [42] }, 'unknown'],
  ])('are chosen by %s', (_name, parts, chosen) => {
    expect(chosenOutcomes(listOf(parts)).join()).toBe(chosen)
  })

  it('replace the filters for outcomes and reasons, and are taken back', () => {
    const others = { reason: null, notReason: null }
    expect(outcomeFilter('missed', listOf())).toEqual({ outcome: ['missed'], ...others })
    expect(outcomeFilter('missed', listOf({ outcome: ['answered', 'missed'] }))).toEqual({
      outcome: ['missed'],
      ...others,
    })
    expect(outcomeFilter('missed', listOf({ outcome: ['missed'] }))).toEqual({
      outcome: null,
      ...others,
    })
    expect(outcomeFilter(null, listOf({ outcome: ['missed'] }))).toEqual({
      outcome: null,
      ...others,
    })
  })
})

describe('agents', () => {
  it('are those with the most missed and failed calls, and open their calls', () => {
    const rows = breakdown('agent', makeSummary(), listOf())
    expect(rows.map(({ value, calls, isLow }) => [value, calls, isLow])).toEqual([
      ['Rizky', 23, true], // 43 %, against 57 %
      [null, 12, true],
      ['Dewi', 35, false],
    ])
    expect(rows.map(({ filter }) => filter)).toEqual([
      { agent: ['Rizky'], notAgent: null, without: null },
      { agent: null, notAgent: null, without: ['agent'] },
      { agent: ['Dewi'], notAgent: null, without: null },
    ])
  })

  it('are at most eight, the busiest first among equals', () => {
    const summary = makeSummary()
    const values = Array.from({ length: 12 }, (_, index) =>
      facetValue(`Agent ${index}`, { answered: index, missed: 2 }),
    )
    const facets = { ...summary.facets, agent: { scope: 'wider' as const, values, more: 0 } }
    expect(breakdown('agent', { ...summary, facets }, listOf()).map(({ value }) => value)).toEqual(
      [11, 10, 9, 8, 7, 6, 5, 4].map((index) => `Agent ${index}`),
    )
  })

  it('are not low at the average', () => {
    const summary = makeSummary({ outcomes: counts({ answered: 50, missed: 50 }) })
    const values = [
      facetValue('at', { answered: 38, missed: 62 }),
      facetValue('below', { answered: 37, missed: 63 }),
    ]
    const facets = { ...summary.facets, agent: { scope: 'wider' as const, values, more: 0 } }
    expect(breakdown('agent', { ...summary, facets }, listOf()).map(({ isLow }) => isLow)).toEqual([
      true,
      false,
    ])
  })

  it('are taken back by a second click, and nothing else', () => {
    const list = listOf({ agent: ['Dewi'], without: ['label'] })
    const [, , dewi] = breakdown('agent', makeSummary(), list)
    expect(dewi).toMatchObject({ isChosen: true, filter: { agent: null } })
    const [, none] = breakdown('agent', makeSummary(), listOf({ without: ['agent'] }))
    expect(none).toMatchObject({ isChosen: true, filter: { without: null } })
  })

  it('replace calls without an agent, and keep other missing values', () => {
    expect(onlyFilter('agent', 'Dewi', listOf({ without: ['agent', 'label'] }))).toEqual({
      agent: ['Dewi'],
      notAgent: null,
      without: ['label'],
    })
  })
})

describe('reasons', () => {
  it('are all ten with their part of the calls', () => {
    const rows = breakdown('reason', makeSummary(), listOf({ reason: [7] }))
    expect(rows).toHaveLength(10)
    expect(rows.slice(0, 3).map(({ value, share, isChosen }) => [value, share, isChosen])).toEqual([
      [1, 40 / 70, false],
      [7, 25 / 70, true],
      [4, 5 / 70, false],
    ])
    expect(rows.slice(0, 2).map(({ filter }) => filter)).toEqual([
      { outcome: null, notReason: null, reason: [1], without: null },
      { reason: null },
    ])
  })

  it('replace calls without a reason, and are replaced by them', () => {
    const missing = { outcome: null, notReason: null, reason: null, without: ['reason'] }
    expect(onlyFilter('reason', null, listOf({ reason: [7] }))).toEqual(missing)
    expect(onlyFilter('reason', 7, listOf({ without: ['reason', 'label'] }))).toEqual({
      ...missing,
      reason: [7],
      without: ['label'],
    })
  })

  it('have no part of no calls', () => {
    const summary = makeSummary()
    const reason = { scope: 'wider' as const, values: [facetValue(1, {})], more: 0 }
    const [row] = breakdown(
      'reason',
      { ...summary, facets: { ...summary.facets, reason } },
      listOf(),
    )
    expect(row?.share).toBe(0)
  })
})
