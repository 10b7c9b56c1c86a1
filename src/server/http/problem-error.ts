import type { ProblemCode } from '../../calls/problems.ts'

interface ProblemExtras {
  /** Only where it differs from the code's own HTTP status. */
  status?: number
  /** The vendor's own status, where the vendor said it. */
  vendorStatus?: string
  retryAfterSeconds?: number
}

/** A failure that a person is told about. `detail` is shown to them: never a secret in it. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly detail: string
  readonly extras: ProblemExtras

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(`${code}: ${detail}`)
    this.name = 'ProblemError'
    this.code = code
    this.detail = detail
    this.extras = extras
  }
}
