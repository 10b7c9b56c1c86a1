import type { MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { User } from '../../calls/call.ts'
import type { Env } from '../env.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import { ProblemError } from '../http/problems.ts'
import type { OidcFault } from './oidc-page.ts'
import { verifyPassword } from './password.ts'
import { LOCAL_USER } from './scope.ts'
import {
  ABSOLUTE_MS,
  type CookieSession,
  createSessionCookies,
  isRenewalDue,
  type Secrets,
  startSession,
} from './session-cookie.ts'
import { createSignInLimits } from './sign-in-limits.ts'
import { addressOf, type HeaderFault, userOfHeader } from './trusted-header.ts'
import { canSignIn, isName, normalizeName, type Users } from './users-file.ts'

/** What a log of sign-ins needs. */
export interface AuthEvent {
  what: 'signed_in' | 'signed_out' | 'refused'
  /** `null` if there is no such user, because people type passwords in the wrong field. */
  user: string | null
  /** IP address; behind a trusted proxy, the one that it states. */
  address: string
  requestId: string
  /** Why a request was refused. */
  reason?: 'wrong_password' | 'too_many_requests' | HeaderFault | OidcFault
}

interface AuthParts {
  env: Env
  users: Users
  /** Encrypt the cookies. */
  secrets: Secrets
  /** ms since the epoch */
  now: () => number
  onEvent: (event: AuthEvent) => void
}

/** Creates the middleware that sets the user of a request, and the routes of signing in and out. */
export function createAuth({ env, users, secrets, now, onEvent }: AuthParts) {
  const cookies = createSessionCookies(secrets)
  const isSecure = env.publicUrl?.startsWith('https:') ?? false
  // Browsers accept the prefix with `Secure` only, and that over TLS only.
  const cookieName = isSecure ? '__Host-callboard' : 'callboard'
  const attributes = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure } as const
  const signedOut = createSignedOut(now)
  const limits = createSignInLimits()

  function notify(c: AppContext, event: Pick<AuthEvent, 'what' | 'user' | 'reason'>): void {
    const address = addressOf(c, env.trustedProxies)
    onEvent({ ...event, address, requestId: c.get('requestId') })
  }

  function readSession(c: AppContext): CookieSession | null {
    const value = getCookie(c, cookieName)
    const session = value === undefined ? null : cookies.open(value, now())
    if (session === null || session.issuer !== env.auth || signedOut.has(session.id)) return null
    return (users.find(session.name)?.signOuts ?? 0) === session.signOuts ? session : null
  }

  /** Returns the user of a session. Those of the users file have its role and groups of now. */
  function userOfSession({ issuer, name, role, groups }: CookieSession): User | null {
    if (issuer === 'oidc') return { name, role, groups }
    const entry = users.find(name)
    if (!entry?.role || !canSignIn(entry, 'password')) return null
    return { name: entry.name, role: entry.role, groups: entry.groups }
  }

  function setSession(c: AppContext, session: CookieSession): void {
    setCookie(c, cookieName, cookies.seal(session), attributes)
  }

  /**
   * Starts a session that owes nothing to the cookie that came (session fixation).
   * @returns `false` if the user has more groups than a cookie has room for
   */
  function begin(c: AppContext, content: Parameters<typeof startSession>[0]): boolean {
    const session = startSession(content, now())
    if (!cookies.hasRoom(session)) return false
    setSession(c, session)
    notify(c, { what: 'signed_in', user: content.name })
    return true
  }

  function signedOutError(detail: string): ProblemError {
    return new ProblemError('signed_out', detail, { auth: env.auth })
  }

  /** Sets the user of a request, or refuses it with 401. */
  const requireUser: MiddlewareHandler<AppEnv> = async (c, next) => {
    if (c.env?.user) {
      c.set('user', c.env.user)
      return next()
    }
    if (env.auth === 'none') {
      c.set('user', LOCAL_USER)
      return next()
    }
    if (env.auth === 'header') {
      const user = userOfHeader(c, env, users)
      if (typeof user !== 'string') {
        c.set('user', user)
        return next()
      }
      notify(c, { what: 'refused', user: null, reason: user })
      throw signedOutError('No trusted proxy names a user who may see calls.')
    }
    const session = readSession(c)
    const user = session && userOfSession(session)
    if (!user) throw signedOutError('Sign in, and try again.')
    c.set('user', user)
    await next()
    // A cached answer must not bring an old cookie back.
    const isStored = c.res.headers.get('Cache-Control') !== 'no-store'
    if (isStored || !isRenewalDue(session, now()) || signedOut.has(session.id)) return
    setSession(c, { ...session, seenAt: now() })
  }

  /** Answers `POST /api/sign-in`, which is there with `AUTH=password` only. */
  async function signIn(c: AppContext): Promise<Response> {
    const form = await readForm(c)
    const name = normalizeName(form('name'))
    const address = addressOf(c, env.trustedProxies)
    const found = isName(name) ? users.find(name) : null
    const entry = found && canSignIn(found, 'password') ? found : null
    const user = entry?.name ?? null
    const waitSeconds = await limits.take(name, address)
    if (waitSeconds !== null) {
      notify(c, { what: 'refused', user, reason: 'too_many_requests' })
      const detail = 'There were too many attempts to sign in.'
      throw new ProblemError('too_many_requests', detail, { retryAfterSeconds: waitSeconds })
    }
    const isRight = await verifyPassword(form('password'), entry?.password)
    if (!isRight || !entry?.role) {
      notify(c, { what: 'refused', user, reason: 'wrong_password' })
      throw new ProblemError('wrong_password', 'No user has this name and this password.')
    }
    await limits.forgive(name, address)
    const { role, signOuts } = entry
    // The file has the groups, and a cookie has room for 4 KB only.
    begin(c, { issuer: 'password', name: entry.name, role, groups: [], signOuts })
    c.header('Cache-Control', 'no-store')
    return c.redirect(safePath(form('next')), 303)
  }

  /** Starts the session of a user whom a provider states. @returns as `begin` */
  function beginOidc(c: AppContext, { name, role, groups }: User): boolean {
    const signOuts = users.find(name)?.signOuts ?? 0
    return begin(c, { issuer: 'oidc', name, role, groups: [...groups], signOuts })
  }

  /** Answers `POST /api/sign-out`, also if nobody is signed in. */
  async function signOut(c: AppContext): Promise<Response> {
    const session = readSession(c)
    if (session !== null) {
      signedOut.add(session.id)
      notify(c, { what: 'signed_out', user: session.name })
    }
    deleteCookie(c, cookieName, attributes)
    // Never the storage, because notes are there.
    return c.body(null, 204, { 'Clear-Site-Data': '"cache"', 'Cache-Control': 'no-store' })
  }

  return { requireUser, signIn, signOut, beginOidc, notify }
}

/** Returns the function that reads a field of a form; empty if it is missing. */
async function readForm(c: AppContext): Promise<(field: string) => string> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  return (field) => {
    const value = Object.hasOwn(form, field) ? form[field] : ''
    return typeof value === 'string' ? value : ''
  }
}

/** Returns `path` if a browser stays on this server with it, else `/` (open redirect). */
export function safePath(path: string): string {
  const base = 'http://callboard.invalid'
  if (!path.startsWith('/') || path.includes('\\') || !URL.canParse(path, base)) return '/'
  // The parser removes tabs, line ends and dots, which may hide a second slash.
  const { origin, pathname, search, hash } = new URL(path, base)
  return origin === base && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/'
}

/**
 * Creates the list of sessions that were signed out at this instance, so that a copy of their cookie
 * is worthless. It forgets them once they have ended by age.
 */
function createSignedOut(now: () => number) {
  const endings = new Map<string, number>()
  return {
    add(id: string): void {
      for (const [old, endsAt] of endings) {
        if (endsAt > now()) break
        endings.delete(old)
      }
      endings.set(id, now() + ABSOLUTE_MS)
    },
    has: (id: string) => endings.has(id),
  }
}
