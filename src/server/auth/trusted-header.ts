import { isIP } from 'node:net'
import type { User } from '../../calls/call.ts'
import type { Env } from '../env.ts'
import { type AppContext, remoteAddressOf } from '../http/context.ts'
import { type Cidr, isInRanges } from './auth-settings.ts'
import { canSignIn, isName, normalizeName, type Users } from './users-file.ts'

/** Why a request with `AUTH=header` has no user. */
export type HeaderFault = 'untrusted_proxy' | 'no_header' | 'bad_header' | 'unknown_user'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Returns the name in a header; `null` if it is invalid. Node reads the bytes of UTF-8 as Latin-1. */
function nameIn(header: string): string | null {
  // Two headers arrive as one with a comma. The second may be the user's own.
  if (header.includes(',')) return null
  try {
    const name = normalizeName(utf8.decode(Buffer.from(header, 'latin1')))
    return isName(name) ? name : null
  } catch {
    return null
  }
}

/**
 * Returns the user that a proxy names in `AUTH_HEADER`. Only the socket's address shows whether a
 * trusted proxy sent it. Role and groups come from an entry of the users file without a password.
 */
export function userOfHeader(
  c: AppContext,
  { authHeader, trustedProxies }: Pick<Env, 'authHeader' | 'trustedProxies'>,
  users: Users,
): User | HeaderFault {
  if (!isInRanges(remoteAddressOf(c), trustedProxies)) return 'untrusted_proxy'
  const header = c.req.header(authHeader)
  if (header === undefined || header.trim() === '') return 'no_header'
  const name = nameIn(header)
  if (name === null) return 'bad_header'
  const entry = users.find(name)
  return entry?.role && canSignIn(entry, 'header')
    ? { name: entry.name, role: entry.role, groups: entry.groups }
    : 'unknown_user'
}

/**
 * Returns the address that a request came from. Behind trusted proxies it is the last one in
 * `X-Forwarded-For` that is none of theirs, because everything before that can be made up.
 */
export function addressOf(c: AppContext, trustedProxies: readonly Cidr[]): string {
  let address = remoteAddressOf(c)
  const hops = c.req.header('X-Forwarded-For')?.split(',') ?? []
  while (isInRanges(address, trustedProxies)) {
    const hop = hops.pop()?.trim()
    if (hop === undefined || isIP(hop) === 0) break
    address = hop
  }
  return address
}
