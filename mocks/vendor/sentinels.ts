/** Agent groups that make something happen. Choose one in the running demo to see it by hand. */
export const SENTINELS = {
  /** Always -1: the account is not known. */
  auth: '!auth',
  /** Always -2: this address may not call. */
  ip: '!ip',
  /** The vendor's clock is 7 minutes ahead: -16 until the Timestamp is on that clock. */
  clock: '!clock',
  /** Always -18. */
  error: '!error',
  /** -18 the first time a body is sent, then its answer, and so on in turn. */
  errorOnce: '!error-once',
  /** Always -22. */
  rejected: '!rejected',
  /** Always -25. */
  range: '!range',
  /** Always -99, which is documented nowhere. */
  unknownStatus: '!unknown-status',
  /** HTTP 429 with `Retry-After: 7`. */
  busy: '!busy',
  /** HTTP 503 with an HTML page. */
  unavailable: '!503',
  /** HTTP 500 with an HTML page. */
  crash: '!500',
  /** HTTP 500 the first time a body is sent, then its answer, and so on in turn. */
  crashOnce: '!500-once',
  /** HTTP 200 with an HTML page. */
  html: '!html',
  /** HTTP 200 with the first half of a JSON. */
  half: '!half',
  /** HTTP 200 with an empty body. */
  nothing: '!nothing',
  /** No answer until the caller gives up. */
  never: '!never',
  /** The answer, 1.5 seconds late. */
  slow: '!slow',
  /** `total` says 3 more than there are rows. */
  short: '!short',
  /** `total` is 0, whatever rows there are. */
  totalZero: '!total-0',
  /** At most 20 rows a page, which `size` says. */
  smallPages: '!size-20',
  /** Pages 1 and 2, then -18 for good. */
  failPage3: '!fail-page-3',
  /** No connection. */
  refused: '!refused',
  /** Records with markup, formulas, right-to-left text, emoji and very long names. */
  markup: '!markup',
  /** Records with unknown codes, broken times, repeated ids, missing and null fields. */
  odd: '!odd',
  /** A record for every way a recording can be or fail. */
  recordings: '!recordings',
  /** No records. */
  empty: '!empty',
  /** One record. */
  one: '!one',
} as const
