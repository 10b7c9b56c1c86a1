import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { ListState } from '../api/queries.ts'
import type { AgentFigures } from '../calls/figures.ts'
import { NO_FILTERS } from '../calls/query.ts'
import { counts } from '../testing/make-summary.ts'
import { type AgentColumn, callsFilter, sortAgents, writeCsv } from './AgentsTable.tsx'

const agentOf = (agent: string | null, parts: Partial<AgentFigures> = {}): AgentFigures => ({
  agent,
  calls: 10,
  ...counts({}),
  meanTalkSeconds: null,
  hungUpByAgent: 0,
  shortCalls: 0,
  ...parts,
})

const listOf = (parts: Partial<ListState> = {}): ListState => ({
  ...NO_FILTERS,
  range: 'today',
  from: null,
  to: null,
  ...parts,
})

describe('the order of agents', () => {
  const agents = [
    agentOf('Agent 10', { calls: 5, meanTalkSeconds: 30 }),
    agentOf(null, { calls: 9, meanTalkSeconds: null }),
    agentOf('agent 2', { calls: 5, meanTalkSeconds: 60 }),
    agentOf('Émile', { calls: 7, meanTalkSeconds: null }),
  ]
  it.each<[column: AgentColumn, descending: boolean, names: (string | null)[]]>([
    ['agent', false, ['agent 2', 'Agent 10', 'Émile', null]],
    ['agent', true, ['Émile', 'Agent 10', 'agent 2', null]],
    ['calls', true, [null, 'Émile', 'agent 2', 'Agent 10']],
    ['calls', false, ['agent 2', 'Agent 10', 'Émile', null]],
    ['meanTalkSeconds', true, ['agent 2', 'Agent 10', 'Émile', null]],
    ['meanTalkSeconds', false, ['Agent 10', 'agent 2', 'Émile', null]],
  ])('by %s, descending %s', (column, descending, names) => {
    const sorted = sortAgents(agents, { column, descending }, 'en')
    expect(sorted.map(({ agent }) => agent)).toEqual(names)
  })
})

describe('the filter of a number', () => {
  const dewi = { agent: ['Dewi'], notAgent: null, without: null }
  it.each<[column: AgentColumn, filter: object | null]>([
    ['agent', dewi],
    ['calls', dewi],
    ['answered', { ...dewi, outcome: ['answered'] }],
    ['missed', { ...dewi, outcome: ['missed'] }],
    ['meanTalkSeconds', null],
    ['hungUpByAgent', { ...dewi, hungUpBy: [1] }],
    ['shortCalls', { ...dewi, outcome: ['answered'], talk: { min: null, max: 10 } }],
  ])('of %s', (column, filter) => {
    expect(callsFilter('Dewi', column, listOf())).toEqual(filter)
  })

  it('lies within the talk times of the view', () => {
    const talkOf = (talk: ListState['talk']) =>
      callsFilter(null, 'shortCalls', listOf({ talk }))?.talk
    expect(talkOf({ min: 2, max: 60 })).toEqual({ min: 2, max: 10 })
    expect(talkOf({ min: null, max: 5 })).toEqual({ min: null, max: 5 })
  })
})

it('writes CSV that spreadsheets read and never run', () => {
  const text = writeCsv([
    ['Agent', 'Calls'],
    ['=HYPERLINK("x")', 1],
    ['O"Brien, Siobhan', null],
    ['王小红', 1_000],
  ])
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(parse(text, { bom: true })).toEqual([
    ['Agent', 'Calls'],
    [`'=HYPERLINK("x")`, '1'],
    ['O"Brien, Siobhan', ''],
    ['王小红', '1000'],
  ])
})
