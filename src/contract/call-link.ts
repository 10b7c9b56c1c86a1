import type { CallRecord } from './record.ts'

/**
 * A link that opens `call`, tomorrow too and for anyone: its list is the second the call began in.
 * A call without a time is linked to in the list of `address`.
 * @param address the page's own, whole
 */
export function callLink({ id, startedAt }: CallRecord, address: string): string {
  const url = new URL(address)
  if (!Number.isNaN(Date.parse(startedAt)))
    url.search = `${new URLSearchParams({ from: startedAt, to: startedAt })}`
  url.searchParams.set('call', id)
  url.hash = ''
  return url.href.replaceAll('%3A', ':') // a colon may stand in a query, and is easier to read
}
