/** Why an export cannot go on, where no request failed. */
export type HaltReason =
  /** No more room for its file. */
  | 'full'
  /** More recordings than an archive may have. */
  | 'tooMany'
  /** Another tab works on it. */
  | 'elsewhere'
  /** What it was to go on from is not there. */
  | 'gone'

/** An export that cannot go on. */
export class ExportHalt extends Error {
  readonly reason: HaltReason

  constructor(reason: HaltReason) {
    super(reason)
    this.name = 'ExportHalt'
    this.reason = reason
  }
}
