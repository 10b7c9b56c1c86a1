import type { AuthMethod, Coverage } from './call.ts'

/** The endpoint's failures and their HTTP status. */
export const PROBLEMS = {
  invalid_query: 400,
  not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  wrong_host: 421,
  cross_site: 403,
  signed_out: 401,
  wrong_password: 401,
  out_of_scope: 403,
  too_many_requests: 429,
  audit_unavailable: 503,
  internal_error: 500,
  range_too_long: 422,
  range_too_old: 422,
  range_reversed: 422,
  vendor_auth: 502,
  vendor_ip_denied: 502,
  vendor_clock: 502,
  vendor_error: 502,
  vendor_rejected: 502,
  vendor_range: 422,
  vendor_unreachable: 502,
  vendor_malformed: 502,
  vendor_timeout: 504,
  vendor_busy: 503,
  server_busy: 503,
  not_read_yet: 409,
  view_too_large: 413,
  mirror_off: 501,
  recording_missing: 404,
  recording_expired: 410,
  recording_forbidden_host: 403,
  recording_unreachable: 502,
  recording_not_audio: 502,
  recording_empty: 422,
} as const

export type ProblemCode = keyof typeof PROBLEMS

/** RFC 9457 problem details, with additional members. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  code: ProblemCode
  requestId: string
  /** The vendor's own status, if it sent one. */
  vendorStatus?: string
  /** The coverage of a view that is not complete. */
  coverage?: Coverage
  /** The way to sign in, for `signed_out`. */
  auth?: AuthMethod
}

const TITLES: Record<ProblemCode, string> = {
  invalid_query: 'The query cannot be understood',
  not_found: 'There is nothing here',
  method_not_allowed: 'This method is not allowed here',
  body_too_large: 'The request is too large',
  wrong_host: 'This server does not answer to that name',
  cross_site: 'Requests from other sites are refused',
  signed_out: 'Nobody is signed in',
  wrong_password: 'The name or the password is wrong',
  out_of_scope: 'You may not see or do this',
  too_many_requests: 'There were too many requests',
  audit_unavailable: 'The audit log cannot be written',
  internal_error: 'Something went wrong here',
  range_too_long: 'The period is too long',
  range_too_old: 'The period is too long ago',
  range_reversed: 'The period ends before it starts',
  vendor_auth: 'The telephony account refused the credentials',
  vendor_ip_denied: 'The telephony account does not accept this server’s address',
  vendor_clock: 'This server’s clock is too far from the phone system’s',
  vendor_error: 'The phone system reported an error',
  vendor_rejected: 'The phone system rejected the query',
  vendor_range: 'The phone system does not keep calls of that period',
  vendor_unreachable: 'The phone system cannot be reached',
  vendor_malformed: 'The phone system’s answer cannot be read',
  vendor_timeout: 'The phone system did not answer in time',
  vendor_busy: 'The phone system is busy',
  server_busy: 'This server is busy',
  not_read_yet: 'The view is not read yet',
  view_too_large: 'The view has too many calls',
  mirror_off: 'Calls are not kept here',
  recording_missing: 'There is no such recording',
  recording_expired: 'The recording has expired',
  recording_forbidden_host: 'Recordings may not be fetched from that address',
  recording_unreachable: 'The recording cannot be reached',
  recording_not_audio: 'The recording is not audio',
  recording_empty: 'The recording is empty',
}

/** Whether `code` is one of ours. A proxy in between may answer with something else. */
export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(PROBLEMS, code)
}

/**
 * Creates the body of a failure. `detail` is shown to people, so it must hold no secret.
 * @param status only if it differs from the code's own
 */
export function createProblem(
  code: ProblemCode,
  requestId: string,
  detail: string,
  {
    vendorStatus,
    coverage,
    auth,
    status = PROBLEMS[code],
  }: Partial<Pick<Problem, 'vendorStatus' | 'coverage' | 'auth' | 'status'>> = {},
): Problem {
  return {
    type: `urn:callboard:problem:${code}`,
    title: TITLES[code],
    status,
    detail,
    code,
    requestId,
    ...(vendorStatus !== undefined && { vendorStatus }),
    ...(coverage !== undefined && { coverage }),
    ...(auth !== undefined && { auth }),
  }
}
