import { ForbiddenAddressError } from '../forbidden-address-error.ts'
import { ProblemError } from '../http/problem-error.ts'

const NO_ANSWER = 504

export function forbiddenHost(): ProblemError {
  return new ProblemError(
    'recording_forbidden_host',
    'The recording lies at an address this server may not fetch from.',
  )
}

export function unreachable(detail: string): ProblemError {
  return new ProblemError('recording_unreachable', detail)
}

/** The source said nothing for `ms`. */
export function noAnswer(ms: number): ProblemError {
  const detail = `Where the recording lies, nothing answered within ${ms} ms.`
  return new ProblemError('recording_unreachable', detail, { status: NO_ANSWER })
}

export function notAudio(): ProblemError {
  return new ProblemError('recording_not_audio', 'What the recording’s source sent is not audio.')
}

export function emptyRecording(): ProblemError {
  return new ProblemError('recording_empty', 'The recording holds no sound.')
}

export function endedEarly(): ProblemError {
  return unreachable('The recording’s source sent less than it stated.')
}

/** The recording changed while it was read, so that its parts do not belong together. */
export class ChangedError extends Error {
  override readonly name = 'ChangedError'
}

/** The source answered with an HTTP status that is no success. */
export function sourceRefused(status: number): ProblemError {
  if (status === 404)
    return new ProblemError('recording_missing', 'Where it was, the recording is no more.')
  if (status === 401 || status === 403 || status === 410)
    return new ProblemError(
      'recording_expired',
      'The recording’s source does not give it out any more.',
    )
  return unreachable(`The recording’s source answered HTTP ${status}.`)
}

/** `fetch` wraps what went wrong while connecting, once or more. */
function isForbiddenAddress(error: unknown): boolean {
  if (error instanceof ForbiddenAddressError) return true
  if (error instanceof AggregateError && error.errors.some(isForbiddenAddress)) return true
  return error instanceof Error && isForbiddenAddress(error.cause)
}

/** Throws what a failed connection to the source means, for `catch` of a promise. */
export function throwConnectionFailure(error: unknown): never {
  throw isForbiddenAddress(error)
    ? forbiddenHost()
    : unreachable('The connection to where the recording lies failed.')
}
