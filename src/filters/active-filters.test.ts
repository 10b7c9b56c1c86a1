import { expect, it, test } from 'vitest'
import type { ListState } from '../api/queries.ts'
import { makeQuery } from '../testing/make-query.ts'
import { type ActiveFilter, activeFilters } from './FilterChips.tsx'

const NOTHING: ListState = { ...makeQuery(), range: null, from: null, to: null }

const words = {
  hangupReason: (code: number) => `reason ${code}`,
  callType: (code: number) => `type ${code}`,
  hungUpBy: (code: number) => `by ${code}`,
}

test.each<[name: string, list: Partial<ListState>, chips: ActiveFilter[]]>([
  ['no filter', {}, []],
  ['a preset, without a chip', { range: 'last7d' }, []],
  ['a range, without a chip', { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' }, []],
  ['a page and its size, without a chip', { page: 3, size: 10 }, []],
  ['number', { number: '86132' }, [{ name: 'number', value: '86132', without: { number: null } }]],
  [
    'reasons including 0',
    { reason: [0, 7] },
    [
      { name: 'reason', value: 'reason 0', without: { reason: [7] } },
      { name: 'reason', value: 'reason 7', without: { reason: [0] } },
    ],
  ],
  ['type', { type: [3] }, [{ name: 'type', value: 'type 3', without: { type: [] } }]],
  [
    'hungUpBy',
    { hungUpBy: [0, 3] },
    [
      { name: 'hungUpBy', value: 'by 0', without: { hungUpBy: [3] } },
      { name: 'hungUpBy', value: 'by 3', without: { hungUpBy: [0] } },
    ],
  ],
  ['group', { group: ['A, B'] }, [{ name: 'group', value: 'A, B', without: { group: [] } }]],
  [
    'agent',
    { agent: ['Ann', 'Bo', 'Cy'] },
    [
      { name: 'agent', value: 'Ann', without: { agent: ['Bo', 'Cy'] } },
      { name: 'agent', value: 'Bo', without: { agent: ['Ann', 'Cy'] } },
      { name: 'agent', value: 'Cy', without: { agent: ['Ann', 'Bo'] } },
    ],
  ],
  ['label', { label: ['vip'] }, [{ name: 'label', value: 'vip', without: { label: [] } }]],
  ['country', { country: ['86'] }, [{ name: 'country', value: '86', without: { country: [] } }]],
])('returns the chips for %s', (_name, list, chips) => {
  expect(activeFilters({ ...NOTHING, ...list }, words)).toEqual(chips)
})

it('orders the chips like the panel', () => {
  const all: ListState = {
    ...NOTHING,
    country: ['1'],
    label: ['l'],
    agent: ['a'],
    group: ['g'],
    hungUpBy: [1],
    type: [2],
    reason: [4],
    number: '5',
  }
  const names = activeFilters(all, words).map(({ name }) => name)
  expect(names.join()).toBe('number,reason,type,hungUpBy,group,agent,label,country')
})
