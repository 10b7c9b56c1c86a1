import { createLoader } from 'nuqs/server'
import { type RecordsQuery, recordsParsers } from '../contract/query.ts'
import { callWith } from './call-with.ts'
import type { PageSource } from './persistent-pages.ts'

/** Three calls a page, so that a few calls are several pages. */
export const smallPages: RecordsQuery = {
  ...createLoader(recordsParsers)('?size=3'),
  from: '2026-11-01T00:00:00+08:00',
  to: '2026-11-22T23:59:59+08:00',
}

/**
 * Pages of a list of ids that may change while it is read.
 * @param beforeRead changes the list in place, or throws; told how many reads there were before
 */
export function pagesOf(ids: string[], beforeRead: (reads: number) => void = () => {}): PageSource {
  let reads = 0
  return async function* (query, signal) {
    for (let page = query.page; ; page += 1) {
      beforeRead(reads++)
      signal.throwIfAborted()
      const shown = ids.slice((page - 1) * query.size, page * query.size)
      const pages = Math.ceil(ids.length / query.size)
      const records = shown.map((id) => callWith({ id, caller: `caller ${id}` }))
      yield { records, total: ids.length, page, size: query.size, pages }
      if (page >= pages) return
    }
  }
}
