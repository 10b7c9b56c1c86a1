import type { Random } from './random.ts'

const REMARKS = [
  'Asked for the price list by e-mail',
  'Call again after 16:00',
  'Address corrected',
  'Speaks Spanish only',
  'Wants to talk to a supervisor',
  '已发送短信，等客户回复',
  'Line was bad, parts not understood',
  'Payment confirmed, receipt sent',
] as const

/** What an agent wrote after the call, on about one call in eight. */
export function drawRemark(random: Random): string | null {
  return random.chance(0.12) ? random.pick(REMARKS) : null
}
