import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { AUTH_METHODS, type AuthMethod } from '../../calls/call.ts'
import { isLoopback } from '../http/host-check.ts'
import { isHttpUrl } from '../recordings/address-rule.ts'

/** An IP range: its first address, and the number of leading bits that count. */
export type Cidr = ReturnType<typeof ipaddr.parseCIDR>

/** Parses `10.0.0.0/8`, `fd00::/8` or a single address; `null` if invalid, or if it is everything. */
function parseCidr(text: string): Cidr | null {
  const [address = '', bits, ...more] = text.trim().split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0 || !/^\d{1,3}$/.test(bits ?? '0')) return null
  const max = family === 4 ? 32 : 128
  const length = Number(bits ?? max)
  const parsed = ipaddr.parse(address)
  // Sockets with IPv4 in IPv6 are read as IPv4, so such a range would never match.
  const isMapped = 'isIPv4MappedAddress' in parsed && parsed.isIPv4MappedAddress()
  return length < 1 || length > max || isMapped ? null : [parsed, length]
}

/** Whether an address, as a socket states it, is in one of the ranges. */
export function isInRanges(address: string, ranges: readonly Cidr[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return ranges.some(([first, bits]) => parsed.kind() === first.kind() && parsed.match(first, bits))
}

const cidrs = z.string().transform((text, context) => {
  const ranges = text.split(',').flatMap((part) => (part.trim() ? [parseCidr(part)] : []))
  if (ranges.length > 0 && ranges.every((range) => range !== null)) return ranges
  context.addIssue('is not a comma list of IP ranges such as 10.0.0.0/8')
  return z.NEVER
})

const origin = z.string().transform((text, context) => {
  if (isHttpUrl(text) && new URL(text).href === `${new URL(text).origin}/` && !/[?#]/.test(text))
    return new URL(text).origin
  context.addIssue('is not an http or https URL without path, query and credentials')
  return z.NEVER
})

/** Whether nobody between here and a URL can read or change what is sent: TLS, or this machine. */
export function isPrivateUrl(text: string): boolean {
  if (!isHttpUrl(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || isLoopback(hostname)
}

const issuer = z
  .string()
  .refine((text) => isPrivateUrl(text) && !/[?#]|\/\.well-known\//.test(text), {
    error:
      'is not an https URL (http on a loopback address) without query, credentials and .well-known',
  })
  .optional()

const claim = (name: string) => z.string().default(name)

/** The settings of signing in, by their names in the environment. */
export const authSettings = {
  AUTH: z
    .string()
    .toLowerCase()
    .pipe(z.enum(AUTH_METHODS, { error: `is none of ${AUTH_METHODS.join(', ')}` }))
    .default('none'),
  USERS_FILE: z.string().default('users.json'),
  AUTH_HEADER: z
    .string()
    .regex(/^[\w!#$%&'*+.^`|~-]+$/, { error: 'is not the name of a header' })
    .default('X-Forwarded-User'),
  TRUSTED_PROXIES: cidrs.optional(),
  PUBLIC_URL: origin.optional(),
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_ROLE_CLAIM: claim('role'),
  OIDC_GROUPS_CLAIM: claim('groups'),
}

/** The checked settings of signing in. */
export interface AuthEnv {
  auth: AuthMethod
  /** Path of the users file. */
  usersFile: string
  /** The header with the user's name, for `AUTH=header`. */
  authHeader: string
  /** Addresses of proxies whose headers are believed. */
  trustedProxies: readonly Cidr[]
  /** The origin that people type, without a trailing slash; `null` if none was set. */
  publicUrl: string | null
  /** `null` unless `AUTH=oidc`. */
  oidc: {
    issuer: string
    clientId: string
    clientSecret: string
    roleClaim: string
    groupsClaim: string
  } | null
}

type AuthData = z.output<z.ZodObject<typeof authSettings>>

/** Returns the settings of signing in from the parsed ones. */
export function authEnv(data: AuthData): AuthEnv {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = data
  return {
    auth: data.AUTH,
    usersFile: data.USERS_FILE,
    authHeader: data.AUTH_HEADER,
    trustedProxies: data.TRUSTED_PROXIES ?? [],
    publicUrl: data.PUBLIC_URL ?? null,
    oidc:
      data.AUTH === 'oidc' && OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET
        ? {
            issuer: OIDC_ISSUER,
            clientId: OIDC_CLIENT_ID,
            clientSecret: OIDC_CLIENT_SECRET,
            roleClaim: data.OIDC_ROLE_CLAIM,
            groupsClaim: data.OIDC_GROUPS_CLAIM,
          }
        : null,
  }
}

/** The settings that `AUTH=oidc` cannot do without. */
const OIDC_NEEDS = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'] as const

/** Returns why the settings of signing in do not fit together; `null` if they do. */
export function authConflict(
  data: AuthData & { /** the address to listen on */ HOST: string },
  { demo }: { demo: boolean },
): string | null {
  const { AUTH: auth, HOST: host, PUBLIC_URL: publicUrl, TRUSTED_PROXIES: proxies } = data
  if (auth === 'none')
    return demo || isLoopback(host)
      ? null
      : `HOST: ${JSON.stringify(host)} can be reached from other machines, and AUTH is none; set AUTH to password, oidc or header, or HOST to 127.0.0.1`
  if (auth === 'oidc') {
    const missing = OIDC_NEEDS.filter((name) => data[name] === undefined)
    return missing.length === 0
      ? null
      : `${missing.join(', ')}: AUTH=oidc needs it, and it is not set`
  }
  if (publicUrl === undefined && !isLoopback(host))
    return `PUBLIC_URL: AUTH=${auth} needs the URL that people type, unless HOST is a loopback address`
  if (auth === 'header' && proxies === undefined)
    return 'TRUSTED_PROXIES: AUTH=header needs the addresses of the proxies that name the user'
  return null
}
