/** Agent groups with a special effect. Choose one in the running demo to see it. */
export const SENTINELS = {
  /** Always -1: unknown account. */
  auth: '!auth',
  /** Always -2: this address may not call. */
  ip: '!ip',
  /** The vendor's clock is 7 minutes ahead: -16 until the Timestamp is on that clock. */
  clock: '!clock',
  /** Always -18. */
  error: '!error',
  /** Alternates between -18 and the answer for the same body. */
  errorOnce: '!error-once',
  /** Always -22. */
  rejected: '!rejected',
  /** Always -25. */
  range: '!range',
  /** Always -99, which is undocumented. */
  unknownStatus: '!unknown-status',
  /** HTTP 429 with `Retry-After: 7`. */
  busy: '!busy',
  /** HTTP 503 with an HTML page. */
  unavailable: '!503',
  /** HTTP 500 with an HTML page. */
  crash: '!500',
  /** Alternates between HTTP 500 and the answer for the same body. */
  crashOnce: '!500-once',
  /** HTTP 200 with an HTML page. */
  html: '!html',
  /** HTTP 200 with the first half of a JSON. */
  half: '!half',
  /** HTTP 200 with an empty body. */
  nothing: '!nothing',
  /** No answer. */
  never: '!never',
  /** The answer after 1.5 seconds. */
  slow: '!slow',
  /** `total` is 3 more than there are rows. */
  short: '!short',
  /** `total` is always 0. */
  totalZero: '!total-0',
  /** At most 20 rows a page, as `size` states. */
  smallPages: '!size-20',
  /** Pages 1 and 2, then always -18. */
  failPage3: '!fail-page-3',
  /** No connection. */
  refused: '!refused',
  /** Records with markup, formulas, right-to-left text, emoji and very long names. */
  markup: '!markup',
  /** Records with unknown codes, broken times, repeated ids, missing and null fields. */
  odd: '!odd',
  /** A record for each kind and each failure of a recording. */
  recordings: '!recordings',
  /** No records. */
  empty: '!empty',
  /** One record. */
  one: '!one',
} as const
