import { callLink } from '../../contract/call-link.ts'
import type { CallRecord } from '../../contract/record.ts'

/**
 * The link to `call` (`callLink`), at `seconds` from its start.
 * @param address the page's own, whole
 */
export function momentLink(call: CallRecord, seconds: number, address: string): string {
  const url = new URL(callLink(call, address))
  url.searchParams.set('t', `${Math.floor(seconds)}`)
  return url.href.replaceAll('%3A', ':')
}
