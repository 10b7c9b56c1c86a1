import type { CallRecord } from '../../../calls/call.ts'

/** A place in batches of calls, from which several sheets read one after the other. */
export interface CallCursor {
  /** Whether there are calls left. */
  hasMore: () => Promise<boolean>
  /** The next calls, `most` of them or fewer; none only at the end. */
  take: (most: number) => Promise<readonly CallRecord[]>
  /** Ends the batches. */
  close: () => Promise<void>
}

export function createCallCursor(batches: AsyncIterable<readonly CallRecord[]>): CallCursor {
  const iterator = batches[Symbol.asyncIterator]()
  let batch: readonly CallRecord[] = []
  let at = 0

  async function hasMore(): Promise<boolean> {
    while (at >= batch.length) {
      const next = await iterator.next()
      if (next.done) return false
      batch = next.value
      at = 0
    }
    return true
  }

  return {
    hasMore,
    async take(most) {
      if (!(await hasMore())) return []
      const taken = batch.slice(at, at + most)
      at += taken.length
      return taken
    },
    async close() {
      await iterator.return?.()
    },
  }
}
