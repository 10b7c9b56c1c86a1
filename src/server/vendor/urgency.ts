/** Urgency of a request that says nothing of it (RFC 9218, section 4.1). */
export const USUAL_URGENCY = 3

const URGENCY = /(?:^|,)\s*u=([0-7])\s*(?:[;,]|$)/

/**
 * How urgent a request is, from 3 to 7, by its `Priority` header (RFC 9218): lower goes first. A
 * client may step back, not push ahead: a lower number counts as the usual, and so does anything
 * that is not understood.
 */
export function readUrgency(priority: string | undefined): number {
  const urgency = URGENCY.exec(priority ?? '')?.[1]
  return Math.max(USUAL_URGENCY, Number(urgency ?? USUAL_URGENCY))
}
