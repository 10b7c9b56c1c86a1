import { loudestOf, toByte } from './create-binning.ts'
import type { Peaks } from './peaks.ts'
import type { Window } from './read-windows.ts'

interface WindowPeaksOptions {
  /** How many windows there will be. */
  windows: number
  secondsPerWindow: number
}

/** Gathers the loudest sample of each window; one stands for its neighbours until they are known. */
export function createWindowPeaks({ windows, secondsPerWindow }: WindowPeaksOptions) {
  let lanes: Uint8Array[] = []
  /** Windows from the first one on for which one stands. */
  let known = 0
  return {
    add({ planes, index, covers }: Omit<Window, 'at'>): void {
      known = Math.max(known, index + covers)
      if (lanes.length === 0) lanes = planes.map(() => new Uint8Array(windows))
      for (const [channel, lane] of lanes.entries()) {
        const plane = planes[channel]
        if (plane) lane.fill(toByte(loudestOf(plane)), index, index + covers)
      }
    },
    peaks: (): Peaks => ({
      secondsPerBin: secondsPerWindow,
      lanes: lanes.map((lane) => lane.slice(0, known)),
    }),
  }
}
