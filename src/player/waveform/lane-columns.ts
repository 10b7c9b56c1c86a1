import type { Stretch } from '../stretch.ts'
import type { Peaks } from './peaks.ts'

interface Shown {
  /** The stretch that is shown. */
  shown: Stretch
  /** How many columns there are over it. */
  columns: number
}

/** The columns of a picture, each by its loudest bin, from 0 to 255; `null` if it is not known. */
type Columns = (number | null)[]

/** The heights to draw for each lane. */
export function laneColumns({ lanes, secondsPerBin }: Peaks, { shown, columns }: Shown): Columns[] {
  const perColumn = (shown.to - shown.from) / columns
  return lanes.map((lane) =>
    Array.from({ length: columns }, (_, column) => {
      const from = shown.from + column * perColumn
      const first = Math.floor(from / secondsPerBin + 1e-6) // 3 × 0.1 s is where the third begins
      const end = Math.max(Math.ceil((from + perColumn) / secondsPerBin - 1e-6), first + 1)
      return first < lane.length ? loudestWithin(lane, first, end) : null
    }),
  )
}

/** The loudest bin from `first` up to `end`. A loop, as an hour has 180,000 of them. */
export function loudestWithin(lane: Uint8Array, first: number, end: number): number {
  let loudest = 0
  const last = Math.min(end, lane.length)
  for (let bin = first; bin < last; bin += 1) {
    const size = lane[bin] as number
    if (size > loudest) loudest = size
  }
  return loudest
}
