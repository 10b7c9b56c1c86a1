import type { RecordsPage } from '../calls/call.ts'
import type { ReadSlicePage } from '../export/slices/read-slice.ts'
import { makeEmptyCall } from './make-call.ts'

/** The fault of one read. */
export type Trouble =
  | 'none'
  /** A call arrives before the page is read. */
  | 'arrives'
  /** A call changes its start and its position. */
  | 'moves'
  /** The answer repeats the previous page. */
  | 'repeats'
  /** A call is missing on the page. */
  | 'drops'
  /** The total is wrong by one. */
  | 'understates'
  | 'overstates'

interface UnrulyOptions {
  /** The starts of the calls, in seconds since the epoch. */
  starts: readonly number[]
  pageSize: number
  /** The fault of each read. Further reads succeed. */
  troubles: readonly Trouble[]
  /** The starts of calls that arrive or move, in order, in seconds since the epoch. */
  moments: readonly number[]
}

/** Calls of a flaky vendor, latest first, that change while they are read. */
export function unrulyCalls({ starts, pageSize, troubles, moments }: UnrulyOptions) {
  const calls = starts.map((start, index) => ({ id: `call-${index}`, start }))
  let reads = 0
  let changes = 0
  let before: RecordsPage | undefined

  function nextMoment(): number {
    changes += 1
    return moments[changes % moments.length] ?? 0
  }

  const readPage: ReadSlicePage = async ({ from, to }, page) => {
    const trouble = troubles[reads] ?? 'none'
    reads += 1
    if (trouble === 'arrives') calls.push({ id: `late-${reads}`, start: nextMoment() })
    const moved = trouble === 'moves' && calls[reads % Math.max(calls.length, 1)]
    if (moved) moved.start = nextMoment()
    if (trouble === 'repeats' && before) return before
    const found = calls
      .filter(({ start }) => from <= start && start <= to)
      .sort((one, other) => other.start - one.start)
    const shown = found.slice((page - 1) * pageSize, page * pageSize)
    if (trouble === 'drops') shown.splice(reads % Math.max(shown.length, 1), 1)
    const stated = { understates: -1, overstates: 1 }[trouble as string] ?? 0
    const total = Math.max(found.length + stated, 0)
    before = {
      records: shown.map(({ id, start }) =>
        makeEmptyCall({ id, startedAt: new Date(start * 1000).toISOString() }),
      ),
      total,
      page,
      size: pageSize,
      pages: Math.ceil(total / pageSize),
      from: new Date(from * 1000).toISOString(),
      to: new Date(to * 1000).toISOString(),
    }
    return before
  }
  return {
    readPage,
    /** Returns the ids of all present calls. */
    ids: () => calls.map(({ id }) => id),
    reads: () => reads,
  }
}
