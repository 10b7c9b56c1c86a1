import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, fetch as undiciFetch } from 'undici'
import type { Env } from './env.ts'
import type { FetchFunction } from './fetch-function.ts'
import { ForbiddenAddressError } from './forbidden-address-error.ts'
import { isPublicAddress } from './recordings/address-rule.ts'

/**
 * Resolves a name to its public addresses. Judging the answer that the connection is then made to
 * leaves no gap for a name that resolves differently the next time (DNS rebinding).
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
 * Makes the `fetch` of a server on a real network. The vendor is where the settings say, inside
 * or outside; recordings come from public addresses only, unless the settings name their hosts.
 * It fails with a ForbiddenAddressError as the cause where a name resolves to no public address.
 */
export function createFetch({ baseUrl, recordingHosts }: Env): FetchFunction {
  const anywhere = new Agent()
  const publicOnly = new Agent({ connect: { lookup: lookupPublic } })
  const vendorUrl = `${baseUrl}/v3/voice/ccRecordQuery`

  return (url, init) => {
    const isVendor = init.method === 'POST' && url === vendorUrl
    const dispatcher = isVendor || recordingHosts !== null ? anywhere : publicOnly
    // undici's types are its own; its `fetch`, `RequestInit` and `Response` are the platform's.
    const fetch = undiciFetch as unknown as (
      url: string,
      init: RequestInit & { dispatcher: Agent },
    ) => Promise<Response>
    return fetch(url, { ...init, dispatcher })
  }
}
