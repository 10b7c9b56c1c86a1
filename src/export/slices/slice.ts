/** A part of an exported period: whole seconds since the epoch, both ends included. */
export interface Slice {
  readonly from: number
  readonly to: number
}

/** The slice that `from` and `to`, ISO 8601 with offset, enclose. */
export function sliceBetween({ from, to }: { from: string; to: string }): Slice {
  return { from: Math.floor(Date.parse(from) / 1000), to: Math.floor(Date.parse(to) / 1000) }
}

/** Whether there is more than one second to divide. */
export function canCut({ from, to }: Slice): boolean {
  return to > from
}

/** Cuts a slice into at most `parts` of even length that follow each other without gap, latest first. */
export function cutSlice({ from, to }: Slice, parts: number): Slice[] {
  const seconds = to - from + 1
  const count = Math.min(Math.max(parts, 1), seconds)
  const edge = (index: number) => from + Math.floor((seconds * index) / count)
  return Array.from({ length: count }, (_, index) => ({
    from: edge(count - 1 - index),
    to: edge(count - index) - 1,
  }))
}
