import * as client from 'openid-client'
import { ROLES, type Role } from '../../calls/call.ts'
import type { Env } from '../env.ts'
import { isPrivateUrl } from './auth-settings.ts'
import type { OidcFault } from './oidc-page.ts'
import { isName, normalizeName } from './users-file.ts'

/** Of one request to the provider. */
const TIMEOUT_SECONDS = 10
/** The provider's endpoints are read again after this time (ms). */
const DISCOVERY_MS = 3_600_000
/** The first of these that may be a name is the user's. */
const NAME_CLAIMS = ['preferred_username', 'email', 'sub'] as const

type Claims = Record<string, unknown>
type OidcSettings = NonNullable<Env['oidc']>

/** The provider cannot be used, or states no user. The code is for the log. */
class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/**
 * Creates the function that reads the provider's endpoints when they are first needed, so that the
 * server starts without it. A failure is not kept.
 */
export function createDiscovery(
  { issuer, clientId, clientSecret }: OidcSettings,
  now: () => number,
) {
  let found: Promise<client.Configuration> | null = null
  let foundAt = 0

  const authenticate: client.ClientAuth = (server, ...request) => {
    const methods = server.token_endpoint_auth_methods_supported
    const isBasic = methods === undefined || methods.includes('client_secret_basic')
    const { ClientSecretBasic, ClientSecretPost } = client
    return (isBasic ? ClientSecretBasic : ClientSecretPost)(clientSecret)(server, ...request)
  }

  async function discover(): Promise<client.Configuration> {
    const provider = await client.discovery(new URL(issuer), clientId, undefined, authenticate, {
      timeout: TIMEOUT_SECONDS,
      [client.customFetch]: fetchPrivately,
      execute: [
        client.enableNonRepudiationChecks, // checks the signature of the ID token
        ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
      ],
    })
    const stated = provider.serverMetadata()
    // The client accepts a template of issuers from Microsoft, which stands for any organisation.
    if (new URL(stated.issuer).href !== new URL(issuer).href)
      throw new ProviderError('another_issuer')
    if (!isPrivateUrl(stated.authorization_endpoint ?? ''))
      throw new ProviderError('unsafe_endpoint')
    return provider
  }

  return async (): Promise<client.Configuration> => {
    if (found === null || Math.abs(now() - foundAt) >= DISCOVERY_MS) {
      foundAt = now()
      const attempt = discover()
      found = attempt
      attempt.catch(() => {
        if (found === attempt) found = null
      })
    }
    return found
  }
}

/** Sends a request to the provider, whose endpoints may be neither plain HTTP nor redirect. */
const fetchPrivately: client.CustomFetch = async (url, options) => {
  if (!isPrivateUrl(url)) throw new ProviderError('unsafe_endpoint')
  // The client has its own type of a body, but sends forms only.
  return fetch(url, options as RequestInit)
}

/** Returns the scopes that bring the claims, of those that the provider has. */
export function scopeOf(provider: client.Configuration, settings: OidcSettings): string {
  const { scopes_supported: known = ['profile', 'email'] } = provider.serverMetadata()
  const { roleClaim, groupsClaim } = settings
  const wanted = ['profile', 'email', roleClaim, groupsClaim].filter((name) => known.includes(name))
  return ['openid', ...wanted].join(' ')
}

/** The checks of one sign-in, made when it began. */
interface Checks {
  state: string
  nonce: string
  /** Of PKCE (RFC 7636). */
  verifier: string
}

/** A user, as the provider's claims state one. */
export interface ProviderUser {
  name: string
  /** `null` if the claim holds no role of ours. */
  role: Role | null
  groups: string[]
}

/**
 * Exchanges the code of the callback for the user. Claims that the ID token lacks come from the
 * userinfo endpoint.
 * @param url the callback's
 * @throws an error for `faultOf` if the provider's answer is missing or invalid
 */
export async function requestUser(
  provider: client.Configuration,
  url: URL,
  { state, nonce, verifier }: Checks,
  { roleClaim, groupsClaim }: OidcSettings,
): Promise<ProviderUser> {
  const tokens = await client.authorizationCodeGrant(provider, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const idToken = tokens.claims()
  if (idToken === undefined) throw new ProviderError('no_id_token')
  const isWhole = [roleClaim, groupsClaim, NAME_CLAIMS[0]].every((each) =>
    Object.hasOwn(idToken, each),
  )
  const more =
    isWhole || !provider.serverMetadata().userinfo_endpoint
      ? {}
      : await client.fetchUserInfo(provider, tokens.access_token, idToken.sub)
  const claims: Claims = { ...more, ...idToken }
  const name = nameOf(claims)
  if (name === null) throw new ProviderError('no_name')
  const role = roleOf(claimOf(claims, roleClaim))
  // An admin sees all groups, and may be in more than a cookie can hold.
  return { name, role, groups: role === 'admin' ? [] : groupsOf(claimOf(claims, groupsClaim)) }
}

function claimOf(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

/** Returns the first claim that may be a user's name. */
function nameOf(claims: Claims): string | null {
  for (const claim of NAME_CLAIMS) {
    const value = claimOf(claims, claim)
    const name = typeof value === 'string' ? normalizeName(value) : ''
    if (isName(name)) return name
  }
  return null
}

/** Returns the highest role in a claim, a string or a list; `null` if it has none. */
function roleOf(claim: unknown): Role | null {
  const given = Array.isArray(claim) ? claim : [claim]
  return ROLES.find((role) => given.includes(role)) ?? null
}

/** Returns the groups in a claim, a list or a string with commas. */
function groupsOf(claim: unknown): string[] {
  const given: unknown[] = typeof claim === 'string' ? claim.split(',') : [claim].flat()
  const names = given.flatMap((each) => (typeof each === 'string' ? [each.trim()] : []))
  return [...new Set(names)].filter((name) => name !== '')
}

const OUTAGES = ['temporarily_unavailable', 'server_error']

/** Returns the failure that a user sees for an error of the client. */
export function faultOf(error: unknown): OidcFault {
  const { code, error: stated, httpStatus = 0 } = causeOf(error)
  if (error instanceof client.AuthorizationResponseError) {
    if (error.error === 'access_denied') return 'provider_refused'
    return OUTAGES.includes(error.error) ? 'provider_unreachable' : 'provider_invalid'
  }
  if (stated === 'invalid_grant') return 'sign_in_expired'
  const hasNoAnswer = error instanceof TypeError && error.message === 'fetch failed'
  const isDown = hasNoAnswer || code === 'OAUTH_TIMEOUT' || httpStatus >= 500
  return isDown ? 'provider_unreachable' : 'provider_invalid'
}

/** Returns what a log may have of an error. Messages and bodies may quote a token. */
export function causeOf(thrown: unknown) {
  const chain: object[] = []
  for (let each = thrown; typeof each === 'object' && each !== null && chain.length < 5; ) {
    chain.push(each)
    each = 'cause' in each ? each.cause : undefined
  }
  const wordOf = (key: string) =>
    chain
      .map((each): unknown => Reflect.get(each, key))
      .find((value) => typeof value === 'string' && /^\w{1,60}$/.test(value))
  return {
    code: wordOf('code'),
    error: wordOf('error'),
    claim: wordOf('claim'),
    httpStatus: chain.find((each) => each instanceof Response)?.status,
  }
}
