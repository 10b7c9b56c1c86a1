import { expect, it, test } from 'vitest'
import type { ListState } from '../api/queries.ts'
import type { Facet, FacetName, FacetValue } from '../calls/figures.ts'
import { makeQuery } from '../testing/make-query.ts'
import {
  type Choice,
  choose,
  chooseAll,
  clearFacet,
  type FacetItem,
  facetEntries,
  reasonGroups,
} from './facet-choice.ts'

const NOTHING: ListState = { ...makeQuery(), range: null, from: null, to: null }
const listOf = (parts: Partial<ListState>): ListState => ({ ...NOTHING, ...parts })
const NONE = { answered: 0, missed: 0, failed: 0, unknown: 0 }
type Value = FacetValue['value']
const counted = (value: Value, calls: number): FacetValue => ({ value, calls, ...NONE })
const facetOf = (scope: Facet['scope'], ...values: [Value, number][]): Facet => ({
  scope,
  values: values.map(([value, calls]) => counted(value, calls)),
  more: 0,
})

test.each<[before: Partial<ListState>, FacetName, FacetItem, Choice, after: Partial<ListState>]>([
  [{}, 'agent', 'Ann', 'toggle', { agent: ['Ann'] }],
  [{ agent: ['Bo'] }, 'agent', 'Ann', 'toggle', { agent: ['Bo', 'Ann'] }],
  [{ agent: ['Bo', 'Ann'] }, 'agent', 'Bo', 'toggle', { agent: ['Ann'] }],
  [{ type: [3] }, 'type', 1, 'toggle', { type: [1, 3] }],
  [{ type: [12, 3] }, 'type', 3, 'toggle', { type: [12] }],
  [{ notAgent: ['Ann', 'Bo'] }, 'agent', 'Ann', 'toggle', { agent: ['Ann'], notAgent: ['Bo'] }],
  [{ agent: ['Bo'], notAgent: ['Cy'] }, 'agent', 'Ann', 'only', { agent: ['Ann'] }],
  [{ agent: ['Ann'] }, 'agent', 'Ann', 'exclude', { notAgent: ['Ann'] }],
  [{ notAgent: ['Ann'] }, 'agent', 'Ann', 'exclude', {}],
  // Calls without an agent have none of the chosen agents, so one replaces the other.
  [{ agent: ['Ann'] }, 'agent', null, 'toggle', { without: ['agent'] }],
  [{ without: ['agent'] }, 'agent', 'Ann', 'toggle', { agent: ['Ann'] }],
  [{ without: ['agent'] }, 'agent', null, 'toggle', {}],
  [{ without: ['agent'] }, 'agent', 'Ann', 'only', { agent: ['Ann'] }],
  [{ agent: ['Ann'], notAgent: ['Bo'] }, 'agent', null, 'only', { without: ['agent'] }],
  // Two fields would be alternatives.
  [{ without: ['group'] }, 'agent', null, 'toggle', { without: ['agent'] }],
])('choose: %j, %s %j %s', (before, name, value, choice, after) => {
  const list = listOf(before)
  expect({ ...list, ...choose(list, name, value, choice) }).toEqual(listOf(after))
})

it('adds several names at once, or nothing', () => {
  const list = listOf({ agent: ['Ann'], notAgent: ['Bo'], without: ['agent'] })
  const patch = chooseAll(list, 'agent', ['Bo', 'Cy', 'Ann', 'Cy'])
  expect(patch).toEqual({ agent: ['Ann', 'Bo', 'Cy'], notAgent: [], without: [] })
  expect(chooseAll(list, 'agent', ['Ann'])).toBeNull()
})

it('clears all keys of a facet, and no other', () => {
  const list = listOf({
    outcome: ['missed'],
    reason: [7],
    notReason: [0],
    without: ['reason', 'agent'],
    type: [1],
  })
  const after = { ...list, ...clearFacet(list, 'reason') }
  expect(after).toEqual(listOf({ without: ['agent'], type: [1] }))
  expect(clearFacet(after as ListState, 'reason')).toBeNull()
})

test.each<[before: Partial<ListState>, target: FacetItem, Choice, after: Partial<ListState>]>([
  [{}, 'missed', 'toggle', { outcome: ['missed'] }],
  [{ outcome: ['missed'] }, 'missed', 'toggle', {}],
  [{ outcome: ['missed'] }, 'failed', 'toggle', { outcome: ['missed', 'failed'] }],
  [{ reason: [7] }, 'missed', 'toggle', { outcome: ['missed'] }],
  [{ reason: [7] }, 'failed', 'toggle', { reason: [4, 5, 6, 7] }],
  [{ outcome: ['failed'], notReason: [7] }, 'missed', 'toggle', { outcome: ['missed', 'failed'] }],
  [{ reason: [7] }, 'unknown', 'toggle', { outcome: ['unknown'] }],
  [{ outcome: ['failed'], reason: [4] }, 'missed', 'only', { outcome: ['missed'] }],
  [{}, 'missed', 'exclude', { outcome: ['answered', 'failed', 'unknown'] }],
  [{ outcome: ['missed', 'failed'] }, 'missed', 'exclude', { outcome: ['failed'] }],
  [{ reason: [4, 7] }, 'missed', 'exclude', { reason: [4] }],
  [
    { outcome: ['answered', 'failed', 'unknown'], notReason: [9] },
    'failed',
    'exclude',
    { reason: [1, 3], notReason: [9] },
  ],
  [{}, 7, 'toggle', { reason: [7] }],
  [{ reason: [0, 2, 8] }, 7, 'toggle', { outcome: ['missed'] }],
  [{ outcome: ['missed'] }, 7, 'toggle', { reason: [0, 2, 8] }],
  [{ outcome: ['missed'] }, 4, 'toggle', { reason: [0, 2, 4, 7, 8] }],
  [{ outcome: ['missed'], reason: [4, 7] }, 7, 'toggle', {}],
  [{ outcome: ['unknown'] }, 7, 'toggle', { reason: [7] }],
  [{ reason: [7] }, 12, 'toggle', { reason: [7, 12] }],
  [{ outcome: ['missed'] }, 4, 'only', { reason: [4] }],
  [{}, 7, 'exclude', { notReason: [7] }],
  [{ notReason: [7] }, 7, 'exclude', {}],
  [{ notReason: [7] }, 7, 'toggle', { reason: [7] }],
  [{ outcome: ['missed'], notReason: [7] }, 7, 'toggle', { outcome: ['missed'] }],
  [{ outcome: ['missed'] }, null, 'toggle', { without: ['reason'] }],
  [{ without: ['reason'] }, 'missed', 'toggle', { outcome: ['missed'] }],
])('the tree: %j, %j %s', (before, target, choice, after) => {
  const list = listOf(before)
  expect({ ...list, ...choose(list, 'reason', target, choice) }).toEqual(listOf(after))
})

test.each<[name: string, Partial<ListState>, Facet | undefined, [FacetItem, string, number?][]]>([
  [
    'no counts',
    { agent: ['Ann'] },
    undefined,
    [
      ['Ann', 'on'],
      ['Cy', 'off'],
    ],
  ],
  [
    'counts that leave out the choice',
    { agent: ['Ann'], notAgent: ['Bo'] },
    facetOf('wider', ['Ann', 5], ['Bo', 3], [null, 2]),
    [
      ['Ann', 'on', 5],
      ['Bo', 'out', 3],
      [null, 'off', 2],
      ['Cy', 'off', 0],
    ],
  ],
  [
    'only the chosen value counted',
    { agent: ['Ann'] },
    facetOf('view', ['Ann', 5], ['Bo', 1]),
    [
      ['Ann', 'on', 5],
      ['Bo', 'off'],
      ['Cy', 'off'],
    ],
  ],
  [
    'all but the excluded value counted',
    { notAgent: ['Ann'] },
    facetOf('view', ['Bo', 1]),
    [
      ['Bo', 'off', 1],
      ['Ann', 'out'],
      ['Cy', 'off', 0],
    ],
  ],
])('facetEntries with %s', (_name, parts, facet, entries) => {
  const shown = facetEntries(listOf(parts), 'agent', facet, ['Cy'])
  expect(shown.map(({ value, state, calls }) => [value, state, calls])).toEqual(
    entries.map(([value, state, calls]) => [value, state, calls]),
  )
})

test.each<[Partial<ListState>, states: string]>([
  [{}, 'answered off, missed off, failed off'],
  [{ outcome: ['missed'] }, 'answered off, missed on, failed off'],
  [{ reason: [7] }, 'answered off, missed mixed, failed off'],
  [{ reason: [4, 5, 6] }, 'answered off, missed off, failed on'],
  [{ outcome: ['missed'], reason: [4, 7] }, 'answered off, missed mixed, failed off'],
  [{ outcome: ['missed'], notReason: [7] }, 'answered off, missed mixed, failed off'],
  [{ notReason: [4, 5, 6] }, 'answered off, missed off, failed out'],
  [{ outcome: ['unknown'] }, 'answered off, missed off, failed off, unknown on'],
  [{ reason: [12] }, 'answered off, missed off, failed off, unknown on'],
])('the outcomes of %j are %s', (parts, states) => {
  const groups = reasonGroups(listOf(parts), undefined)
  expect(groups.map(({ value, state }) => `${value} ${state}`).join(', ')).toBe(states)
})

it('shows the unknown outcome with its codes only if it has calls', () => {
  const facet = facetOf('wider', [7, 4], [12, 2], [null, 1])
  const outcomes = { ...NONE, missed: 4, unknown: 3 }
  const groups = reasonGroups(NOTHING, { facets: { reason: facet }, outcomes })
  const unknown = groups.find(({ value }) => value === 'unknown')
  expect(unknown?.calls).toBe(3)
  expect(unknown?.reasons.map(({ value, calls }) => [value, calls])).toEqual([
    [12, 2],
    [null, 1],
  ])
  expect(groups.find(({ value }) => value === 'missed')?.reasons[0]?.value).toBe(7)
})
