/** Urgency of a request that says nothing of it (RFC 9218, section 4.1). */
export const USUAL_URGENCY = 3

const URGENCY = /(?:^|,)\s*u=([0-7])\s*(?:[;,]|$)/

/**
 * How urgent a request is, from 0 to 7, by its `Priority` header (RFC 9218): lower goes first.
 * What is not understood is taken for the usual.
 */
export function readUrgency(priority: string | undefined): number {
  const urgency = URGENCY.exec(priority ?? '')?.[1]
  return urgency === undefined ? USUAL_URGENCY : Number(urgency)
}
