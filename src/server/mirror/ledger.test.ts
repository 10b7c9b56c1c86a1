import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { completeCall } from '../../calls/call.ts'
import type { RecordsQuery } from '../../calls/query.ts'
import { makeCall, makeEmptyCall } from '../../testing/make-call.ts'
import { makeQuery } from '../../testing/make-query.ts'
import { type VendorFilter, vendorFilterOf } from '../vendor/request.ts'
import { type Database, openDuckDb } from './database.ts'
import { findReads, gapsIn, isWider, questionOf, type Read, storeRead, tilesOf } from './ledger.ts'
import { CALL_JSON, type CallRow, SCHEMA, toCall } from './schema.ts'

const question = (parts: Partial<VendorFilter> = {}) =>
  questionOf(vendorFilterOf(makeQuery(parts)).filter)

test('a question is the same text for the same filters', () => {
  expect(question()).toBe('{}')
  expect(question({ agent: ['b', 'a'], type: [3, 1] })).toBe(
    question({ type: [1, 3], agent: ['a', 'b'] }),
  )
  expect(question({ agent: ['a'] })).not.toBe(question({ label: ['a'] }))
})

test.each<[name: string, wide: Partial<VendorFilter>, narrow: Partial<VendorFilter>, is: boolean]>([
  ['itself', { group: ['a'] }, { group: ['a'] }, true],
  ['no filter, of any', {}, { agent: ['a'], group: ['b'] }, true],
  ['no filter, of a number', {}, { number: '1' }, false],
  ['the same number', { number: '1' }, { number: '1', type: [2] }, true],
  ['more values of a key', { agent: ['a', 'b'] }, { agent: ['b'] }, true],
  ['fewer values of a key', { agent: ['b'] }, { agent: ['a', 'b'] }, false],
  ['another key', { agent: ['a'] }, { label: ['a'] }, false],
  ['a filter, of none', { agent: ['a'] }, {}, false],
  ['another group', { group: ['a'] }, { group: ['b'] }, false],
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

test('tiles cover what reads cover, once, and prefer reads of the question itself', () => {
  const anySpan = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 15 }))
    .map(([first, length]) => ({ first, last: first + length }))
  const anyRead = fc.record({ span: anySpan, question: fc.constantFrom('own', 'wider') })
  fc.assert(
    fc.property(anySpan, fc.array(anyRead, { maxLength: 6 }), (whole, given) => {
      const reads = given.map(
        ({ span, question }, id): Read => ({
          ...{ ...span, id, question },
          ...{ total: 0, readAt: id, checkedAt: id },
        }),
      )
      const tiles = tilesOf('own', whole, reads)
      for (let second = whole.first; second <= whole.last; second += 1) {
        const isIn = ({ first, last }: typeof whole) => first <= second && second <= last
        const covering = reads.filter(isIn)
        const [tile, ...others] = tiles.filter(isIn)
        expect(others).toEqual([])
        expect(tile !== undefined).toBe(covering.length > 0)
        const hasOwn = covering.some(({ question }) => question === 'own')
        if (tile) expect(tile.read.question).toBe(hasOwn ? 'own' : 'wider')
      }
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
      {
        question: question(filter),
        first,
        last,
        total: ids.length,
        readAt: 1_000,
        checkedAt: 1_000,
      },
      ids.map((id) => makeEmptyCall({ id, startedAt: new Date(first * 1_000).toISOString() })),
    )

  const idsStored = async () =>
    (await database.query('select id from calls order by id')).map(({ id }) => id)

  it('finds the reads that answer a question, wider ones included', async () => {
    const whole = await store(0, 99, ['a'])
    const narrow = await store(50, 149, ['b'], { group: ['Sales'] })
    await store(0, 99, ['c'], { group: ['Support'] })
    await store(200, 299, ['d'])
    const found = await findReads(database.query, question({ group: ['Sales'] }), {
      first: 60,
      last: 120,
    })
    expect(found.toSorted((one, other) => one.id - other.id)).toEqual([whole, narrow])
  })

  it('replaces what older reads of the same question hold of the span, and no others', async () => {
    await store(0, 99, ['a', 'b'])
    await store(100, 199, ['c'])
    await store(0, 99, ['d'], { group: ['Sales'] })
    await store(0, 99, ['a', 'e'])
    expect(await idsStored()).toEqual(['a', 'c', 'd', 'e'])
    expect(await readsOf(0, 199)).toHaveLength(2)
  })

  const readsOf = (first: number, last: number) =>
    findReads(database.query, question(), { first, last })

  it('cuts an older read that reaches further, and keeps the rest of its calls', async () => {
    await storeRead(
      database,
      { question: question(), first: 0, last: 99, total: 3, readAt: 7, checkedAt: 8 },
      [10, 50, 90].map((second) =>
        makeEmptyCall({ id: `at-${second}`, startedAt: new Date(second * 1_000).toISOString() }),
      ),
    )
    await store(40, 59, ['new'])
    expect(await idsStored()).toEqual(['at-10', 'at-90', 'new'])
    const reads = await readsOf(0, 99)
    expect(reads.map(({ first, last, total, readAt }) => [first, last, total, readAt])).toEqual(
      expect.arrayContaining([
        [0, 39, 1, 7],
        [60, 99, 1, 7],
        [40, 59, 1, 1_000],
      ]),
    )
  })

  it('takes a call that moved out of its older read, and doubts that read', async () => {
    await store(0, 99, ['a', 'b'])
    await store(100, 199, ['b', 'c'])
    expect(await idsStored()).toEqual(['a', 'b', 'c'])
    const [older] = (await readsOf(0, 50)) as [Read]
    expect(older).toMatchObject({ readAt: 1_000, checkedAt: 0 })
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
    const read = { question: '{}', first: 0, last: 1, total: 3, readAt: 1, checkedAt: 1 }
    await storeRead(database, read, calls)
    const rows = await database.query<CallRow>(
      `select ${CALL_JSON} from calls order by id = 'c', id = 'b'`,
    )
    expect(rows.map(toCall)).toEqual(calls)
  })

  it('stores text without U+0000 and half surrogate pairs, which databases refuse', async () => {
    await store(0, 1, ['a\0b', 'c\ud83d', '\udc69d', '🎧 \\u0000 "\n\'$1'])
    expect(await idsStored()).toEqual(['ab', 'c\ufffd', '\ufffdd', '🎧 \\u0000 "\n\'$1'])
  })
})
