import type { Stretch } from '../stretch.ts'
import type { Detail, Peaks } from './peaks.ts'

interface Shown {
  /** The stretch that is shown. */
  shown: Stretch
  /** How many columns there are over it. */
  columns: number
}

/** The columns of a picture, each by its loudest bin, from 0 to 255; `null` where it is not known. */
export type Columns = (number | null)[]

/**
 * The heights to draw for each lane: by the peaks of the whole, and by finer ones where a column
 * is within a detail.
 */
export function laneColumns(
  peaks: Peaks,
  details: readonly Detail[],
  { shown, columns }: Shown,
): Columns[] {
  const perColumn = (shown.to - shown.from) / columns
  const finestFirst = details.toSorted((a, b) => a.peaks.secondsPerBin - b.peaks.secondsPerBin)
  return peaks.lanes.map((lane, channel) =>
    Array.from({ length: columns }, (_, column) => {
      const from = shown.from + column * perColumn
      const to = from + perColumn
      const { secondsPerBin } = peaks
      const detail = finestFirst.find(
        ({ stretch, peaks: { secondsPerBin: fine } }) =>
          fine < secondsPerBin && stretch.from <= from && to <= stretch.to + fine / 2,
      )
      const own = detail?.peaks.lanes[channel]
      return detail && own
        ? loudestWithin(own, detail.peaks.secondsPerBin, from - detail.stretch.from, perColumn)
        : loudestWithin(lane, secondsPerBin, from, perColumn)
    }),
  )
}

function loudestWithin(
  lane: Uint8Array,
  secondsPerBin: number,
  from: number,
  seconds: number,
): number | null {
  const first = Math.floor(from / secondsPerBin + 1e-6) // 3 × 0.1 s are the third bin's begin
  const end = Math.max(Math.ceil((from + seconds) / secondsPerBin - 1e-6), first + 1)
  const bins = lane.subarray(first, end)
  return bins.length === 0 ? null : bins.reduce((loudest, bin) => Math.max(loudest, bin), 0)
}
