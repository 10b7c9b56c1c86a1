import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBConnection } from '@duckdb/node-api'
import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  onTestFinished,
  test,
  vi,
} from 'vitest'
import { changingVendor, recordOf, type VendorCall } from '../../testing/changing-vendor.ts'
import { callsOver, DAY, HOUR, NOW, openMirror, queryOf, ZONE } from '../../testing/open-mirror.ts'
import type { Env } from '../env.ts'
import type { Query } from './database.ts'
import { createSharedResults } from './shared-results.ts'

describe('shared results', () => {
  /** A query that notes its statements, and answers with one row for each letter. */
  function rowsOfLetters() {
    const ran: string[] = []
    const query = async (sql: string) => {
      ran.push(sql)
      if (sql === 'fail') throw new Error('failed')
      return [...sql].map((letter) => ({ letter }))
    }
    return { ran, query: query as unknown as Query }
  }

  test.each<[name: string, statements: [sql: string, values?: number[]][], ran: string[]]>([
    ['an equal statement once', [['a'], ['a'], ['a', []]], ['a']],
    [
      'other values again',
      [
        ['a', [1]],
        ['a', [2]],
        ['a', [1]],
      ],
      ['a', 'a'],
    ],
    ['a failed statement again', [['fail'], ['fail']], ['fail', 'fail']],
    ['a dropped statement again', [['abc'], ['de'], ['fgh'], ['abc']], ['abc', 'de', 'fgh', 'abc']],
    [
      'a statement used meanwhile once',
      [['abc'], ['de'], ['abc'], ['fgh'], ['abc']],
      ['abc', 'de', 'fgh'],
    ],
    [
      'a statement of too many rows again',
      [['abcdefghijk'], ['abcdefghijk']],
      ['abcdefghijk', 'abcdefghijk'],
    ],
  ])('run %s', async (_name, statements, expected) => {
    const { ran, query } = rowsOfLetters()
    const share = createSharedResults(9)
    for (const [sql, values] of statements) await share(query)(sql, values).catch(() => undefined)
    expect(ran).toEqual(expected)
  })

  test('are those of a statement that another snapshot is running', async () => {
    const { ran, query } = rowsOfLetters()
    const share = createSharedResults()
    const [one, other] = await Promise.all([share(query)('ab'), share(query)('ab')])
    expect([ran, other]).toEqual([['ab'], one])
  })
})

describe('the mirror', () => {
  const calls = callsOver(120, NOW - 20 * HOUR, 20 * HOUR)
  const view = queryOf(NOW - 24 * HOUR, NOW, { talk: { min: 5, max: null } })
  const options = () => ({
    preset: null,
    read: 'all' as const,
    withAgents: false,
    holdSeconds: 600,
    signal: new AbortController().signal,
  })
  let run: MockInstance<DuckDBConnection['runAndReadAll']>

  beforeEach(() => {
    run = vi.spyOn(DuckDBConnection.prototype, 'runAndReadAll')
  })
  afterEach(() => run.mockRestore())

  /** Returns an answer, and how many statements ran for it. */
  async function counted<Result>(work: () => Promise<Result>) {
    run.mockClear()
    return { answer: await work(), statements: run.mock.calls.length }
  }

  /** Opens a mirror that has read the view, and the period before. */
  async function open(clock = { now: NOW }, env: Partial<Env> = {}) {
    const vendor = changingVendor({ calls: [...calls], zone: ZONE, pageSize: 100 })
    const mirror = openMirror(vendor.query, { clock, env })
    const { coverage } = await mirror.summary(view, options())
    expect(coverage.complete).toBe(true)
    return { mirror, vendor }
  }

  it('computes equal questions at the same time once', async () => {
    const { mirror } = await open()
    const narrow = (group: string) => mirror.summary({ ...view, notGroup: [group] }, options())
    await narrow('A') // the wider question of each
    const one = await counted(() => narrow('B'))
    const five = await counted(() => Promise.all([1, 2, 3, 4, 5].map(() => narrow('C'))))
    expect(one.statements).toBeGreaterThan(5)
    expect(five.statements).toBe(one.statements)
    for (const answer of five.answer) expect(answer).toEqual(five.answer[0])
    expect(five.answer[0]?.figures).not.toEqual(one.answer.figures)
  })

  it('runs no statement for a question that was asked before', async () => {
    const { mirror } = await open()
    const sorted = { ...view, sort: { column: 'talkSeconds', descending: true } as const }
    const ask = () =>
      Promise.all([mirror.summary(view, options()), mirror.records(sorted, options().signal)])
    const first = await counted(ask)
    const second = await counted(ask)
    expect(first.statements).toBeGreaterThan(0)
    expect(second).toEqual({ answer: first.answer, statements: 0 })
  })

  it('counts the facets of a period under way once while no call comes', async () => {
    const clock = { now: NOW }
    const { mirror } = await open(clock)
    const from = NOW - 12 * HOUR
    await mirror.summary(queryOf(from, clock.now), options())
    clock.now += 2
    const { answer } = await counted(() => mirror.summary(queryOf(from, clock.now), options()))
    expect(answer.to).toBe('2026-03-10T12:00:02+08:00')
    expect(run.mock.calls.filter(([sql]) => sql.includes('grouping sets'))).toEqual([])
  })

  it('states the coverage of the moment without another computation', async () => {
    const clock = { now: NOW }
    const { mirror } = await open(clock)
    const ask = () => mirror.summary(view, { ...options(), read: 'none' })
    const before = await ask()
    clock.now += 31
    const { answer, statements } = await counted(ask)
    expect([before.coverage.complete, answer.coverage.complete]).toEqual([true, false])
    expect([answer.figures, statements]).toEqual([before.figures, 0])
  })

  it('computes anew after a call was read or refreshed', async () => {
    const clock = { now: NOW }
    const { mirror, vendor } = await open(clock)
    const ask = (read: 'all' | 'none') => mirror.summary(view, { ...options(), read })
    const before = await ask('none')
    const [call] = callsOver(1, NOW - 5, 1)
    const added = { ...(call as VendorCall), id: 'new', talkSeconds: 60, reason: 1 }
    vendor.calls.push(added)
    clock.now += 31
    const after = await ask('all')
    expect(after.figures.calls).toBe(before.figures.calls + 1)
    mirror.refresh([{ ...recordOf(added, ZONE), labels: ['Changed'] }])
    const labels = async () => (await ask('none')).facets.label.values.map(({ value }) => value)
    await vi.waitFor(async () => expect(await labels()).toContain('Changed'))
  })

  it('computes anew after calls were evicted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'callboard-calls-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const clock = { now: NOW }
    const { mirror } = await open(clock, { callsDb: join(folder, 'calls.db'), keepDays: 2 })
    const readOf = async () => (await mirror.summary(view, { ...options(), read: 'none' })).coverage
    expect(await readOf()).toMatchObject({ read: calls.length })
    clock.now += 3 * DAY
    await mirror.summary(queryOf(clock.now - HOUR, clock.now), options())
    expect(await readOf()).toMatchObject({ read: 0 })
  })

  it('keeps a summary with agents apart from one without', async () => {
    const { mirror } = await open()
    const withAgents = await mirror.summary(view, { ...options(), withAgents: true })
    const { agents, ...rest } = withAgents
    expect(agents?.length).toBeGreaterThan(1)
    expect(await mirror.summary(view, options())).toEqual(rest)
    expect(await mirror.summary(view, { ...options(), withAgents: true })).toEqual(withAgents)
  })
})
