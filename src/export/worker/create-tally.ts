import type { Slice } from '../slices/slice.ts'

/** Counts the calls that have come, page by page, though they are kept slice by slice. */
export function createTally() {
  /** Calls of slices that are being read. */
  const coming = new Map<Slice, number>()
  let kept = 0
  return {
    page(slice: Slice, page: number, rows: number): void {
      coming.set(slice, rows + (page === 1 ? 0 : (coming.get(slice) ?? 0)))
    },
    /** A slice was kept, which may be part of one that was cut. */
    keep(slice: Slice, rows: number): void {
      for (const other of coming.keys())
        if (other.from <= slice.to && slice.from <= other.to) coming.delete(other)
      kept += rows
    },
    kept: () => kept,
    rows: () => kept + [...coming.values()].reduce((sum, rows) => sum + rows, 0),
  }
}
