import type { Peaks } from './peaks.ts'

/**
 * The heights to draw for one lane.
 * @param columns how many there are over `seconds`
 * @returns for each column known so far the loudest of its bins, from 0 to 255
 */
export function laneColumns(
  lane: Uint8Array,
  {
    secondsPerBin,
    seconds,
    columns,
  }: Pick<Peaks, 'secondsPerBin'> & { seconds: number; columns: number },
): number[] {
  const binsPerColumn = seconds / columns / secondsPerBin
  const known = Math.min(columns, Math.ceil(lane.length / binsPerColumn))
  return Array.from({ length: known }, (_, column) => {
    const first = Math.floor(column * binsPerColumn)
    const end = Math.max(Math.ceil((column + 1) * binsPerColumn), first + 1)
    return lane.subarray(first, end).reduce((loudest, bin) => Math.max(loudest, bin), 0)
  })
}
