/** A part of a recording, in seconds from its start. */
export interface Stretch {
  readonly from: number
  readonly to: number
}
