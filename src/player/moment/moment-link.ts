import { type CallRecord, callSearch } from '../../calls/call.ts'

/**
 * A link that opens `call` at `seconds` from its start, tomorrow too and for anyone: its list is
 * the second the call began in. A call without a time is linked to in the list of `address`.
 * @param address the page's own, whole
 */
export function momentLink(call: CallRecord, seconds: number, address: string): string {
  const url = new URL(address)
  const search = callSearch(call)
  if (search === null) url.searchParams.set('call', call.id)
  else url.search = search
  url.searchParams.set('t', `${Math.floor(seconds)}`)
  url.hash = ''
  return url.href.replaceAll('%3A', ':') // a colon may stand in a query, and is easier to read
}
