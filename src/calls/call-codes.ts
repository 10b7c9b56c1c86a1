/** The vendor's codes. Their words are in `i18n/`; the table is in the vendor's interface.md. */
export const HANGUP_REASONS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const
export type HangupReason = (typeof HANGUP_REASONS)[number]

export const CALL_TYPES = [1, 2, 3] as const

/** The vendor has no code 2. */
export const HUNG_UP_BY = [0, 1, 3] as const

/** `unknown`: the vendor states no hangup reason, or one that is not listed. */
export const OUTCOMES = ['answered', 'missed', 'failed', 'unknown'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const HANGUP_OUTCOMES: Record<HangupReason, Exclude<Outcome, 'unknown'>> = {
  0: 'missed',
  1: 'answered',
  2: 'missed',
  3: 'answered',
  4: 'failed',
  5: 'failed',
  6: 'failed',
  7: 'missed',
  8: 'missed',
  9: 'answered',
}

/** Whether `code` is known. The page shows unknown codes raw. */
export function isKnown<const Code extends number>(
  codes: readonly Code[],
  code: number,
): code is Code {
  return (codes as readonly number[]).includes(code)
}

/** Returns the outcome of a hangup reason; `null` is none. */
export function outcomeOf(reason: number | null): Outcome {
  return HANGUP_OUTCOMES[reason as HangupReason] ?? 'unknown'
}
