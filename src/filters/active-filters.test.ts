import { createTranslator } from 'use-intl'
import { expect, it, test } from 'vitest'
import type { ListState } from '../api/queries.ts'
import { en } from '../i18n/en.ts'
import { makeQuery } from '../testing/make-query.ts'
import { type ActiveFilter, activeFilters } from './FilterChips.tsx'

const NOTHING: ListState = { ...makeQuery(), range: null, from: null, to: null }

const t = createTranslator({ locale: 'en', messages: en })

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
    [{ name: 'reason', value: 'reason 0, reason 7', without: { reason: [] } }],
  ],
  ['type', { type: [3] }, [{ name: 'type', value: 'type 3', without: { type: [] } }]],
  [
    'hungUpBy',
    { hungUpBy: [0, 3] },
    [{ name: 'hungUpBy', value: 'by 0, by 3', without: { hungUpBy: [] } }],
  ],
  ['group', { group: ['A, B'] }, [{ name: 'group', value: 'A, B', without: { group: [] } }]],
  [
    'agent',
    { agent: ['Ann', 'Bo', 'Cy'] },
    [{ name: 'agent', value: 'Ann, Bo, Cy', without: { agent: [] } }],
  ],
  ['label', { label: ['vip'] }, [{ name: 'label', value: 'vip', without: { label: [] } }]],
  ['country', { country: ['86'] }, [{ name: 'country', value: '86', without: { country: [] } }]],
  ['a sort, without a chip', { sort: { column: 'agent', descending: true } }, []],
  [
    'outcome',
    { outcome: ['missed', 'unknown'] },
    [{ name: 'outcome', value: 'Missed, Unknown', without: { outcome: [] } }],
  ],
  [
    'talk',
    { talk: { min: 10, max: 600 } },
    [{ name: 'talk', value: '0:10–10:00', without: { talk: null } }],
  ],
  [
    'talk of 0 seconds',
    { talk: { min: 0, max: 0 } },
    [{ name: 'talk', value: '0:00–0:00', without: { talk: null } }],
  ],
  [
    'wait of at most',
    { wait: { min: null, max: 60 } },
    [{ name: 'wait', value: '1:00 or less', without: { wait: null } }],
  ],
  [
    'wait of at least',
    { wait: { min: 60, max: null } },
    [{ name: 'wait', value: '1:00 or more', without: { wait: null } }],
  ],
  [
    'recorded',
    { recorded: true },
    [{ name: 'recorded', value: 'With recording', without: { recorded: null } }],
  ],
  [
    'not recorded',
    { recorded: false },
    [{ name: 'recorded', value: 'Without recording', without: { recorded: null } }],
  ],
  [
    'without',
    { without: ['agent', 'label'] },
    [
      { name: 'agent', value: 'No agent', without: { without: ['label'] } },
      { name: 'label', value: 'No label', without: { without: ['agent'] } },
    ],
  ],
  [
    'excluded codes',
    { notReason: [7], notType: [2], notHungUpBy: [12] },
    [
      { name: 'reason', value: 'not reason 7', without: { notReason: [] } },
      { name: 'type', value: 'not type 2', without: { notType: [] } },
      { name: 'hungUpBy', value: 'not by 12', without: { notHungUpBy: [] } },
    ],
  ],
  [
    'excluded names',
    { notGroup: ['A'], notAgent: ['B'], notLabel: ['C'], notCountry: ['1'] },
    [
      { name: 'group', value: 'not A', without: { notGroup: [] } },
      { name: 'agent', value: 'not B', without: { notAgent: [] } },
      { name: 'label', value: 'not C', without: { notLabel: [] } },
      { name: 'country', value: 'not 1', without: { notCountry: [] } },
    ],
  ],
  ['id', { id: ['7|a'] }, [{ name: 'id', value: '7|a', without: { id: [] } }]],
])('returns the chips for %s', (_name, list, chips) => {
  expect(activeFilters({ ...NOTHING, ...list }, words, t)).toEqual(chips)
})

it('has a chip for every filter, in the order of the panel', () => {
  const names = ['id', 'notCountry', 'notLabel', 'notAgent', 'notGroup', 'label', 'agent', 'group']
  const codes = ['notHungUpBy', 'notType', 'notReason', 'hungUpBy', 'type', 'reason']
  const all: ListState = {
    ...NOTHING,
    ...Object.fromEntries(names.map((name) => [name, ['x']])),
    ...Object.fromEntries(codes.map((name) => [name, [1]])),
    without: ['agent'],
    recorded: true,
    wait: { min: 1, max: 2 },
    talk: { min: 1, max: 2 },
    country: ['1'],
    outcome: ['missed'],
    number: '5',
  }
  const chips = activeFilters(all, words, t).map(({ name }) => name)
  expect(chips.join()).toBe(
    'number,outcome,reason,type,hungUpBy,group,agent,label,country,talk,wait,recorded,id,' +
      'agent,reason,type,hungUpBy,group,agent,label,country',
  )
  const others = ['range', 'from', 'to', 'page', 'size', 'sort']
  expect(chips).toHaveLength(Object.keys(NOTHING).length - others.length)
})
