import type { ListState } from '../api/queries.ts'
import type { CallRecord, RecordsPage } from '../calls/call.ts'
import type { QueueView } from '../player/queue/create-queue.ts'
import type { ListPages } from '../player/queue/find-recorded.ts'
import { makeCall } from './make-call.ts'
import { makeQuery } from './make-query.ts'

/** The resolved period of the list. */
const DAY = { from: '2026-03-10T00:00:00+08:00', to: '2026-03-10T23:59:59+08:00' }

const LIST: ListState = { ...makeQuery({ size: 3 }), range: 'today', from: null, to: null }

/** Returns calls by their ids: `a b -c`. A dash means no recording. */
export function callsOf(ids: string): CallRecord[] {
  return ids
    .split(' ')
    .filter((id) => id !== '')
    .map((text) => {
      const id = text.replace('-', '')
      return text === id ? callOf(id) : makeCall({ id, recording: null })
    })
}

/** Returns a recorded call. */
export function callOf(id: string): CallRecord {
  return makeCall({ id, recording: `/api/recordings/${id}` })
}

/** Returns the view of a page with `records`. */
export function viewOf(
  records: readonly CallRecord[] | undefined,
  list: Partial<ListState> = {},
  parts: Partial<QueueView> = {},
): QueueView {
  return {
    list: { ...LIST, ...list },
    records,
    openId: null,
    follow: () => {},
    ...parts,
  }
}

/** A growing list of calls, newest first, with a cache of its pages. */
export class FakeList implements ListPages {
  calls: CallRecord[]
  /** The requested pages, in order. */
  asked: number[] = []
  /** Called before the next page is answered. */
  before: (() => void) | null = null
  /** The error of the next requests, if any. */
  failure: Error | null = null
  readonly #kept = new Map<number, RecordsPage>()

  constructor(ids: string) {
    this.calls = callsOf(ids)
  }

  /** Adds new calls, the newest first. */
  come(ids: string): void {
    this.calls.unshift(...callsOf(ids))
  }

  page({ page, size }: Pick<ListState, 'page' | 'size'>): RecordsPage {
    const records = this.calls.slice((page - 1) * size, page * size)
    const total = this.calls.length
    const pages = Math.ceil(total / size)
    return { records, total, page, size, pages, ...DAY, coverage: null }
  }

  async read(list: ListState, fresh: boolean, signal: AbortSignal): Promise<RecordsPage> {
    signal.throwIfAborted()
    const kept = this.#kept.get(list.page)
    if (kept && !fresh) return kept
    this.asked.push(list.page)
    const { before } = this
    this.before = null
    before?.()
    if (this.failure) throw this.failure
    const answer = this.page(list)
    this.#kept.set(list.page, answer)
    return answer
  }

  cached({ page }: ListState): RecordsPage | undefined {
    return this.#kept.get(page)
  }
}
