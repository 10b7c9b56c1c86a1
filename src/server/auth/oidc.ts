import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as client from 'openid-client'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Env } from '../env.ts'
import type { AppContext } from '../http/context.ts'
import {
  causeOf,
  createDiscovery,
  faultOf,
  type ProviderUser,
  requestUser,
  scopeOf,
} from './oidc-client.ts'
import { faultPage, type OidcFault } from './oidc-page.ts'
import { createCookieCipher, type Secrets } from './session-cookie.ts'
import { type createAuth, safePath } from './sign-in.ts'
import { createSignInLimits } from './sign-in-limits.ts'
import { addressOf } from './trusted-header.ts'

export const CALLBACK_PATH = '/sign-in/callback'

const PENDING_SECONDS = 10 * 60
/** Of all cookies of sign-ins under way, because proxies refuse a header of 8 KB. */
const MAX_PENDING_LENGTH = 6_000
/** A longer path is forgotten, because a cookie has room for 4 KB only. */
const MAX_NEXT_LENGTH = 2_000
const STATE = /^[\w-]{43}$/

const pendingSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  /** ms since the epoch */
  startedAt: z.int(),
})

/** A sign-in under way: the content of its cookie. */
type Pending = z.infer<typeof pendingSchema>

interface OidcParts {
  env: Env
  settings: NonNullable<Env['oidc']>
  /** Encrypt the cookies. */
  secrets: Secrets
  /** ms since the epoch */
  now: () => number
  log: Logger
  auth: Pick<ReturnType<typeof createAuth>, 'beginOidc' | 'notify'>
}

/** Creates the routes of signing in by an OpenID Connect provider. */
export function createOidc({ env, settings, secrets, now, log, auth }: OidcParts) {
  const cipher = createCookieCipher(secrets, 'sign-in')
  const discover = createDiscovery(settings, now)
  const limits = createSignInLimits()
  const isSecure = env.publicUrl?.startsWith('https:') ?? false
  const cookiePrefix = isSecure ? '__Host-callboard-sign-in-' : 'callboard-sign-in-'
  const attributes = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure } as const
  const callbackUrl = `${env.publicUrl}${CALLBACK_PATH}`

  /** Returns a sign-in under way; `null` if its cookie is missing, forged or too old. */
  function openPending(value: string | undefined): Pending | null {
    const text = value === undefined ? null : cipher.decrypt(value)
    const pending = text === null ? null : pendingSchema.parse(JSON.parse(text))
    return pending && now() - pending.startedAt < PENDING_SECONDS * 1_000 ? pending : null
  }

  /** Sets the cookie of a sign-in, and deletes the oldest of others if all would be too long. */
  function setPending(c: AppContext, pending: Pending): void {
    const value = cipher.encrypt(JSON.stringify(pending))
    let length = value.length
    const others = Object.entries(getCookie(c))
      .filter(([name]) => name.startsWith(cookiePrefix))
      .map(([name, other]) => ({ name, other, startedAt: openPending(other)?.startedAt ?? 0 }))
      .sort((a, b) => b.startedAt - a.startedAt)
    for (const { name, other, startedAt } of others) {
      length += other.length
      if (startedAt === 0 || length > MAX_PENDING_LENGTH) deleteCookie(c, name, attributes)
    }
    // One cookie a sign-in, so that several tabs do not end each other's.
    const lasting = { ...attributes, maxAge: PENDING_SECONDS }
    setCookie(c, cookiePrefix + pending.state, value, lasting)
  }

  /** Answers with a page that shows the failure, and logs its cause without any token. */
  function refuse(c: AppContext, reason: OidcFault, { next = '/', user = null, error }: Refusal) {
    const requestId = c.get('requestId')
    auth.notify(c, { what: 'refused', user, reason })
    if (error !== undefined) log.warn({ requestId, reason, ...causeOf(error) }, 'Sign-in failed')
    const languages = c.req.header('Accept-Language')
    const { status, body } = faultPage(reason, { next, requestId, languages })
    c.header('Cache-Control', 'no-store')
    return c.html(body, status)
  }

  /** Answers `GET /sign-in?next=/…`: sends the browser to the provider. */
  async function start(c: AppContext): Promise<Response> {
    const path = safePath(c.req.query('next') ?? '/')
    const next = path.length > MAX_NEXT_LENGTH ? '/' : path
    const state = client.randomState()
    const nonce = client.randomNonce()
    const verifier = client.randomPKCECodeVerifier()
    const challenge = await client.calculatePKCECodeChallenge(verifier)
    let url: URL
    try {
      const provider = await discover()
      url = client.buildAuthorizationUrl(provider, {
        redirect_uri: callbackUrl,
        scope: scopeOf(provider, settings),
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      })
    } catch (error) {
      return refuse(c, faultOf(error), { next, error })
    }
    setPending(c, { state, nonce, verifier, next, startedAt: now() })
    c.header('Cache-Control', 'no-store')
    return c.redirect(url.href, 303)
  }

  /** Answers the callback, where the provider sends the browser back. */
  async function finish(c: AppContext): Promise<Response> {
    const address = addressOf(c, env.trustedProxies)
    const waitSeconds = await limits.take(null, address)
    if (waitSeconds !== null) {
      c.header('Retry-After', String(waitSeconds))
      return refuse(c, 'too_many_requests', {})
    }
    const state = c.req.query('state') ?? ''
    const cookieName = cookiePrefix + state
    const pending = STATE.test(state) ? openPending(getCookie(c)[cookieName]) : null
    if (pending === null || pending.state !== state) return refuse(c, 'sign_in_expired', {})
    deleteCookie(c, cookieName, attributes)
    const { next } = pending
    const url = new URL(callbackUrl + new URL(c.req.url).search)
    let user: ProviderUser
    try {
      user = await requestUser(await discover(), url, pending, settings)
    } catch (error) {
      const reason = faultOf(error)
      if (reason === 'provider_unreachable') await limits.forgive(null, address)
      return refuse(c, reason, { next, error })
    }
    const { name, role, groups } = user
    if (role === null) return refuse(c, 'no_role', { next, user: name })
    if (!auth.beginOidc(c, { name, role, groups }))
      return refuse(c, 'too_many_groups', { next, user: name })
    await limits.forgive(null, address)
    c.header('Cache-Control', 'no-store')
    return c.redirect(next, 303)
  }

  return { start, finish }
}

interface Refusal {
  next?: string
  user?: string | null
  error?: unknown
}
