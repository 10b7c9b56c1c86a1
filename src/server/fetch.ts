import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, fetch as undiciFetch } from 'undici'
import type { Env } from './env.ts'
import { isPublicAddress } from './recordings/address-rule.ts'

/** A name resolved only to addresses that recordings may not come from. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError'
}

/** Sends a request. The global `fetch` and the demo account's simulator fit it. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>

/**
 * Resolves a name to its public addresses. The connection uses these addresses, so a name that
 * resolves differently the next time has no effect (DNS rebinding).
 */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, [])
    const open = addresses.filter(({ address }) => isPublicAddress(address))
    const [first] = open
    if (!first) return callback(new ForbiddenAddressError(`${hostname} is not public`), [])
    if (options.all) return callback(null, open)
    return callback(null, first.address, first.family)
  })
}

/**
 * Creates the `fetch` of a server on a real network. The vendor may be at any address. Recordings come
 * from public addresses only, unless the settings name their hosts. If a name resolves to no public
 * address, the cause of the error is a ForbiddenAddressError.
 */
export function createFetch({ baseUrl, recordingHosts }: Env): FetchFunction {
  const anywhere = new Agent()
  const publicOnly = new Agent({ connect: { lookup: lookupPublic } })
  const vendorUrl = `${baseUrl}/v3/voice/ccRecordQuery`

  return (url, init) => {
    const isVendor = init.method === 'POST' && url === vendorUrl
    const dispatcher = isVendor || recordingHosts !== null ? anywhere : publicOnly
    // undici has its own types, but its `fetch`, `RequestInit` and `Response` are the platform's.
    const fetch = undiciFetch as unknown as (
      url: string,
      init: Omit<RequestInit, 'dispatcher'> & { dispatcher: Agent },
    ) => Promise<Response>
    return fetch(url, { ...init, dispatcher })
  }
}
