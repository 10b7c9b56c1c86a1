import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { completeCall } from '../../calls/call.ts'
import type { RecordsQuery } from '../../calls/query.ts'
import { makeCall, makeEmptyCall } from '../../testing/make-call.ts'
import { makeQuery } from '../../testing/make-query.ts'
import { type Database, openDuckDb } from './database.ts'
import { findReads, gapsIn, isWider, questionOf, storeRead } from './ledger.ts'
import { SCHEMA, toCall } from './schema.ts'

const ZONE = 'America/New_York'
const question = (parts: Partial<RecordsQuery> = {}) => questionOf(makeQuery(parts))

test('a question is the same text for the same filters', () => {
  expect(question()).toBe('{}')
  expect(question({ agent: ['b', 'a'], type: [3, 1] })).toBe(
    question({ type: [1, 3], agent: ['a', 'b'] }),
  )
  expect(question({ page: 3, size: 20 })).toBe(question())
  expect(question({ agent: ['a'] })).not.toBe(question({ label: ['a'] }))
})

test.each<[name: string, wide: Partial<RecordsQuery>, narrow: Partial<RecordsQuery>, is: boolean]>([
  ['itself', { group: 'a' }, { group: 'a' }, true],
  ['no filter, of any', {}, { agent: ['a'], group: 'b' }, true],
  ['no filter, of a number', {}, { number: '1' }, false],
  ['the same number', { number: '1' }, { number: '1', type: [2] }, true],
  ['more values of a key', { agent: ['a', 'b'] }, { agent: ['b'] }, true],
  ['fewer values of a key', { agent: ['b'] }, { agent: ['a', 'b'] }, false],
  ['another key', { agent: ['a'] }, { label: ['a'] }, false],
  ['a filter, of none', { agent: ['a'] }, {}, false],
  ['another group', { group: 'a' }, { group: 'b' }, false],
  ['a part of the number', { number: '12' }, { number: '123' }, false],
])('a question is wider: %s', (_name, wide, narrow, is) => {
  expect(isWider(question(wide), question(narrow))).toBe(is)
})

test('gaps and reads together cover a period once', () => {
  const anySpan = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 15 }))
    .map(([first, length]) => ({ first, last: first + length }))
  fc.assert(
    fc.property(anySpan, fc.array(anySpan, { maxLength: 6 }), (whole, reads) => {
      const gaps = gapsIn(whole, reads)
      for (let second = whole.first; second <= whole.last; second += 1) {
        const isIn = ({ first, last }: typeof whole) => first <= second && second <= last
        expect(gaps.filter(isIn)).toHaveLength(reads.some(isIn) ? 0 : 1)
      }
      expect(gaps.every(({ first, last }) => whole.first <= first && last <= whole.last)).toBe(true)
      expect(gaps).toEqual([...gaps].sort((one, other) => other.first - one.first))
    }),
  )
})

describe('the ledger', () => {
  let database: Database
  beforeEach(async () => {
    database = await openDuckDb(':memory:', SCHEMA)
  })
  afterEach(() => database.close())

  const store = (first: number, last: number, ids: string[], filter: Partial<RecordsQuery> = {}) =>
    storeRead(
      database,
      { question: question(filter), first, last, total: ids.length, readAt: 1_000 },
      ids.map((id) => makeEmptyCall({ id })),
      ZONE,
    )
  const idsStored = async () =>
    (await database.query('select id from calls order by id')).map(({ id }) => id)

  it('finds the reads that answer a question, wider ones included', async () => {
    const whole = await store(0, 99, ['a'])
    const narrow = await store(50, 149, ['b'], { group: 'Sales' })
    await store(0, 99, ['c'], { group: 'Support' })
    await store(200, 299, ['d'])
    const found = await findReads(database, question({ group: 'Sales' }), { first: 60, last: 120 })
    expect(found.toSorted((one, other) => one.id - other.id)).toEqual([whole, narrow])
  })

  it('replaces older reads of the same question with their calls, and no others', async () => {
    await store(0, 99, ['a', 'b'])
    await store(100, 199, ['c'])
    await store(0, 99, ['d'], { group: 'Sales' })
    await store(0, 99, ['a', 'e'])
    expect(await idsStored()).toEqual(['a', 'c', 'd', 'e'])
    expect(await findReads(database, question(), { first: 0, last: 199 })).toHaveLength(2)
  })

  it('returns each call as it was stored', async () => {
    const calls = [
      makeCall({
        labels: ['VIP', '回访'],
        remark: 'a "remark"',
        country: { code: '91', name: null },
      }),
      makeCall({ id: 'b', talkSeconds: null, type: 12, hangupReason: -1, hungUpBy: 1e15 }),
      makeEmptyCall({ id: 'c' }),
    ].map(completeCall)
    await storeRead(
      database,
      { question: '{}', first: 0, last: 1, total: 3, readAt: 1 },
      calls,
      ZONE,
    )
    const rows = await database.query("select * from calls order by id = 'c', id = 'b'")
    expect(rows.map(toCall)).toEqual(calls)
  })

  it.each([
    ['2026-03-08T01:59:59-05:00', '2026-03-08', 1, 0],
    ['2026-03-08T03:00:00-04:00', '2026-03-08', 3, 0],
    ['2026-11-01T01:30:00-04:00', '2026-11-01', 1, 0],
    ['2026-11-01T01:30:00-05:00', '2026-11-01', 1, 0],
    ['2026-11-02T04:59:59Z', '2026-11-01', 23, 0],
    ['', null, null, null],
  ])(
    'stores the day, hour and weekday of %s in the zone of the account',
    async (startedAt, ...parts) => {
      const call = makeEmptyCall({ startedAt })
      const read = { question: '{}', first: 0, last: 1, total: 1, readAt: 1 }
      await storeRead(database, read, [call], ZONE)
      const [row] = await database.query('select start_day, start_hour, start_weekday from calls')
      expect(Object.values(row ?? {})).toEqual(parts)
    },
  )

  it('stores text without U+0000, which PostgreSQL refuses', async () => {
    await store(0, 1, ['a\0b'])
    expect(await idsStored()).toEqual(['ab'])
  })
})
