import { describe, expect, it, test } from 'vitest'
import type { CallRecord, RecordsPage } from '../calls/call.ts'
import type { RecordsQuery } from '../calls/query.ts'
import { makeQuery } from '../testing/make-query.ts'
import { eachPage } from './find-call.ts'

const from = '2026-11-01T00:00:00+08:00'
const to = '2026-11-22T23:59:59+08:00'
const query = makeQuery({ size: 100, from, to })

/** Reads pages of these `lengths`. The answers state the number of `pages`. */
async function pagesRead(start: number, lengths: number[], pages: number): Promise<number[]> {
  const read = async ({ page, size }: RecordsQuery): Promise<RecordsPage> => {
    const records = Array.from({ length: lengths[page - 1] ?? 0 }, () => ({}) as CallRecord)
    return { records, total: 0, page, size, pages, from, to, coverage: null }
  }
  const seen: number[] = []
  const { signal } = new AbortController()
  for await (const { page } of eachPage({ ...query, page: start }, { signal, read }))
    seen.push(page)
  return seen
}

describe('eachPage', () => {
  test.each([
    ['one page', 1, [3], 1, [1]],
    ['no calls', 1, [0], 0, [1]],
    ['three pages', 1, [100, 100, 7], 3, [1, 2, 3]],
    ['from the second page', 2, [100, 100, 7], 3, [2, 3]],
    ['past the last page', 9, [100], 1, [9]],
    ['up to an empty page', 1, [100, 0, 7], 3, [1, 2]],
  ])('reads %s', async (_, start, lengths, pages, seen) => {
    expect(await pagesRead(start, lengths, pages)).toEqual(seen)
  })

  it('requests a page only after the one before was consumed', async () => {
    const asked: number[] = []
    const read = async ({ page, size }: RecordsQuery): Promise<RecordsPage> => {
      asked.push(page)
      const records = [{} as CallRecord]
      return { records, total: 2, page, size, pages: 2, from, to, coverage: null }
    }
    const pages = eachPage(query, { signal: new AbortController().signal, read })
    await pages.next()
    expect(asked).toEqual([1])
    await pages.return(undefined)
    expect(asked).toEqual([1])
  })

  it('throws the error of the request', async () => {
    const failure = new Error('gone')
    const read = () => Promise.reject(failure)
    const pages = eachPage(query, { signal: new AbortController().signal, read })
    await expect(pages.next()).rejects.toBe(failure)
  })
})
