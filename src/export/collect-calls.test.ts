import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { RequestFailure } from '../api/client.ts'
import { collectCalls, type Tally } from './collect-calls.ts'
import { pagesOf, smallPages } from './moving-calls.ts'
import type { PageSource } from './persistent-pages.ts'

const EIGHT = [...'abcdefgh']

async function collect(pages: PageSource) {
  const calls: string[] = []
  const tallies: Tally[] = []
  const persistence = {
    pages,
    pause: async () => {},
    signal: new AbortController().signal,
    onTrouble: () => {},
  }
  const collected = collectCalls(smallPages, persistence, (tally) => tallies.push(tally))
  for await (const { id } of collected) calls.push(id)
  return { calls: calls.join(''), tallies, end: tallies.at(-1) }
}

/** The list changes before the read with that number. */
function changing(changes: Record<number, (ids: string[]) => void>): PageSource {
  const ids = [...EIGHT]
  return pagesOf(ids, (reads) => changes[reads]?.(ids))
}

describe('collectCalls', () => {
  it('brings every call once and counts by page', async () => {
    const { calls, tallies } = await collect(pagesOf([...EIGHT]))
    expect(calls).toBe('abcdefgh')
    expect(tallies).toEqual([
      { rows: 3, total: 8, complete: false },
      { rows: 6, total: 8, complete: false },
      { rows: 8, total: 8, complete: true },
    ])
  })

  it('is complete with nothing where there is nothing', async () => {
    expect(await collect(pagesOf([]))).toMatchObject({ calls: '', end: { complete: true } })
  })

  test.each<[string, Record<number, (ids: string[]) => void>, string, Tally]>([
    [
      'a call that comes in front is read in the second pass',
      { 1: (ids) => ids.unshift('x') },
      'abcdefghx',
      { rows: 9, total: 9, complete: true },
    ],
    [
      'a call that comes at the end is read with the rest',
      { 1: (ids) => ids.push('x') },
      'abcdefghx',
      { rows: 9, total: 9, complete: true },
    ],
    [
      'a call that changes place is read in the second pass',
      { 1: (ids) => ids.unshift(...ids.splice(5, 1)) },
      'abcdeghf',
      { rows: 8, total: 8, complete: true },
    ],
    [
      'a call that goes moves another past the reader, and the equal numbers are not believed',
      { 1: (ids) => ids.shift() },
      'abcefg',
      { rows: 6, total: 7, complete: false },
    ],
    [
      'a call that goes at the last page likewise',
      { 2: (ids) => ids.splice(0, 2) },
      'abcdef',
      { rows: 6, total: 6, complete: false },
    ],
    [
      'calls that still come in the second pass leave it short',
      { 2: (ids) => ids.splice(3, 0, 'x'), 4: (ids) => ids.unshift('y') },
      'abcdefghx',
      { rows: 9, total: 10, complete: false },
    ],
  ])('%s', async (_, changes, calls, end) => {
    expect(await collect(changing(changes))).toMatchObject({ calls, end })
  })

  it('is short where the total says more than there is', async () => {
    const pages: PageSource = async function* (query, signal) {
      for await (const page of pagesOf([...EIGHT])(query, signal)) yield { ...page, total: 9 }
    }
    expect(await collect(pages)).toMatchObject({ calls: 'abcdefgh', end: { complete: false } })
  })

  it('brings a call once that one page has twice', async () => {
    expect(await collect(pagesOf([...'aab']))).toMatchObject({
      calls: 'ab',
      end: { rows: 2, total: 3, complete: false },
    })
  })

  it('goes on where a failed page was', async () => {
    const pages = pagesOf([...EIGHT], (reads) => {
      if (reads === 1) throw new RequestFailure('vendor_timeout')
    })
    expect(await collect(pages)).toMatchObject({ calls: 'abcdefgh', end: { complete: true } })
  })

  it('never repeats a call, and has them all where only new ones came and it says complete', async () => {
    const arrivals = fc.array(fc.nat({ max: 2 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 20 }), arrivals, async (count, newCalls) => {
        const ids = Array.from({ length: count }, (_, index) => String.fromCodePoint(97 + index))
        const pages = pagesOf(ids, (reads) => {
          for (let i = 0; i < (newCalls[reads] ?? 0); i += 1)
            ids.unshift(String.fromCodePoint(0x4e00 + ids.length))
        })
        const { calls, end } = await collect(pages)
        expect(new Set(calls).size).toBe(calls.length)
        expect(end?.rows).toBe(calls.length)
        if (end?.complete) expect([...calls].sort()).toEqual([...ids].sort())
      }),
    )
  })
})
