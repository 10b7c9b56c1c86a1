import type { CallRecord, Coverage } from '../calls/call.ts'
import type { RecordsQuery } from '../calls/query.ts'
import type { CallSource, Mirror, SelectedCall } from '../server/mirror/mirror.ts'

interface FakeView {
  calls?: readonly CallRecord[]
  coverage?: Partial<Coverage>
  /** States another number of calls than there are. */
  rows?: number
  /** Throws after this many calls. */
  failsAfter?: number
}

const BATCH = 100

/** Creates a mirror that answers every view with the same calls, and records the questions. */
export function fakeMirror({
  calls = [],
  coverage = {},
  rows = calls.length,
  failsAfter,
}: FakeView) {
  const opened: { query: RecordsQuery; holdSeconds: number }[] = []
  const selected: SelectedCall[][] = []
  const state = { batches: 0, ended: false, closed: 0 }

  function sourceOf(found: readonly CallRecord[], stated: number): CallSource {
    async function* batches() {
      try {
        for (let at = 0; at < found.length; at += BATCH) {
          if (failsAfter !== undefined && at >= failsAfter) throw new Error('gone')
          state.batches += 1
          yield found.slice(at, at + BATCH)
        }
      } finally {
        state.ended = true
      }
    }
    const read = found.length
    const complete = { read, total: read, complete: true, reading: false, provenAt: null }
    return {
      from: '2026-03-09T00:00:00+08:00',
      to: '2026-03-10T23:59:59+08:00',
      coverage: { ...complete, ...coverage },
      rows: stated,
      batches,
      close: async () => {
        state.closed += 1
      },
    }
  }

  const unused = () => Promise.reject(new Error('not used'))
  const mirror: Mirror = {
    place: 'memory',
    records: unused,
    summary: unused,
    names: unused,
    async openView(query, { holdSeconds }) {
      opened.push({ query, holdSeconds })
      return sourceOf(calls, rows)
    },
    async openSelection(ids) {
      selected.push([...ids])
      const found = ids.flatMap(({ id }) => calls.find((call) => call.id === id) ?? [])
      return sourceOf(found, found.length)
    },
    refresh: () => {},
    close: () => {},
  }
  return { mirror, opened, selected, state }
}
