import type { Bucket, Summary } from '../../calls/figures.ts'
import { daysToRange } from '../../calls/periods.ts'
import { inZone, wallClock } from '../../calls/time.ts'
import type { Span } from './ledger.ts'

type Unit = Summary['timeline']['unit']

const UNIT_SECONDS: Record<Unit, number> = { minute: 60, hour: 3_600, day: 86_400 }
/** The first step with few enough buckets is used. */
const STEPS: readonly [unit: Unit, step: number][] = [
  ['minute', 5],
  ['minute', 15],
  ['minute', 30],
  ['hour', 1],
  ['hour', 3],
  ['day', 1],
]
const MAX_BUCKETS = 60

/**
 * Seconds of the cells that statements count by. All edges are whole cells after the first, because
 * zones differ by multiples of 15 minutes.
 */
const CELL_SECONDS = 900

/** Edges of buckets, in seconds since the epoch. A bucket ends where the next one begins. */
interface Grid {
  unit: Unit
  step: number
  edges: number[]
  /** Where the first cell begins, in seconds since the epoch. */
  base: number
  cellSeconds: number
}

/**
 * Returns edges every `seconds` from each midnight of `zone` on, around `span`. Days of 23 and 25
 * hours have fewer or more.
 */
function edgesOf({ first, last }: Span, seconds: number, zone: string): number[] {
  const edges: number[] = []
  let day = wallClock(first * 1_000, zone).format('YYYY-MM-DD')
  for (;;) {
    const { from, to } = daysToRange(day, day, zone)
    const [start, end] = [from, to].map((iso) => Date.parse(iso) / 1_000) as [number, number]
    for (let edge = start; edge <= end; edge += seconds >= 86_400 ? end - start + 1 : seconds) {
      if (edge > last) return [...edges, edge]
      if (edge <= first) edges.length = 0
      edges.push(edge)
    }
    day = wallClock((end + 1) * 1_000, zone).format('YYYY-MM-DD')
  }
}

/**
 * Returns the buckets of a period.
 * @param zone IANA zone of the account
 */
export function gridOf(span: Span, zone: string): Grid {
  const grids = STEPS.map(([unit, step]) => ({ unit, step, seconds: step * UNIT_SECONDS[unit] }))
  const { unit, step, seconds } =
    grids.find((grid) => (span.last - span.first) / grid.seconds <= MAX_BUCKETS) ??
    (grids.at(-1) as (typeof grids)[number])
  const edges = edgesOf(span, seconds, zone)
  return {
    unit,
    step,
    edges,
    base: edges[0] ?? span.first,
    cellSeconds: Math.min(seconds, CELL_SECONDS),
  }
}

/** Returns the hours of the account's clock in a period, as a grid. */
export function hoursOf(span: Span, zone: string): number[] {
  return edgesOf(span, UNIT_SECONDS.hour, zone)
}

/** Calls by outcome in the cell that begins at `start` (s since the epoch). */
export type Cell = Omit<Bucket, 'from' | 'to'> & { start: number }

/** Sums cells up to buckets. The first and the last end with the period. */
export function bucketsOf(
  cells: readonly Cell[],
  edges: readonly number[],
  { first, last }: Span,
  zone: string,
): Bucket[] {
  const buckets = edges.slice(0, -1).map((edge, index) => ({
    from: inZone(Math.max(edge, first) * 1_000, zone),
    to: inZone(Math.min(edges[index + 1] ?? edge, last + 1) * 1_000, zone),
    ...{ answered: 0, missed: 0, failed: 0, unknown: 0 },
  }))
  let index = 0
  for (const cell of cells.toSorted((one, other) => one.start - other.start)) {
    while (index < buckets.length - 1 && cell.start >= (edges[index + 1] ?? 0)) index += 1
    const bucket = buckets[index]
    if (!bucket) continue
    bucket.answered += cell.answered
    bucket.missed += cell.missed
    bucket.failed += cell.failed
    bucket.unknown += cell.unknown
  }
  return buckets
}
