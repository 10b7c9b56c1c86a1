import { pino } from 'pino'
import { createApp } from '../server/app.ts'
import { hashPassword } from '../server/auth/password.ts'
import { createSessionCookies, startSession } from '../server/auth/session-cookie.ts'
import type { AuthEvent } from '../server/auth/sign-in.ts'
import type { UserEntry, Users } from '../server/auth/users-file.ts'
import type { FetchFunction } from '../server/fetch.ts'
import type { Mirror } from '../server/mirror/mirror.ts'
import { scriptedFetch } from './scripted-fetch.ts'
import { TEST_NOW, TEST_SESSION_SECRET, testEnv } from './test-app.ts'

export const TEST_PASSWORD = 'correct horse battery'

/** Returns an entry of the users file: by default, an admin with `TEST_PASSWORD`. */
export async function makeUser(parts: Partial<UserEntry> = {}): Promise<UserEntry> {
  const password = await hashPassword(TEST_PASSWORD)
  return { name: 'ann', role: 'admin', groups: [], password, signOuts: 0, ...parts }
}

/** Users that a test may change. */
export function fakeUsers(entries: readonly UserEntry[]): Users & Map<string, UserEntry> {
  const map = new Map(entries.map((entry) => [entry.name, entry]))
  return Object.assign(map, { find: (name: string) => map.get(name) ?? null })
}

interface AuthApp {
  users: Users
  settings?: Record<string, string>
  fetch?: FetchFunction
  /** ms since the epoch */
  now?: () => number
  mirror?: Mirror
}

/** Creates an app with `AUTH=password`, and collects what it notifies of. */
export function createAuthApp({
  users,
  settings,
  fetch = scriptedFetch(),
  now = () => TEST_NOW,
  mirror,
}: AuthApp) {
  const events: AuthEvent[] = []
  const app = createApp({
    env: testEnv({ AUTH: 'password', ...settings }),
    fetch,
    now,
    log: pino({ level: 'silent' }),
    users,
    ...(mirror && { mirror }),
    onAuthEvent: (event) => events.push(event),
  })

  /** Sends the form of the sign-in page, from `address`. */
  async function signIn(
    fields: Record<string, string> = {},
    { headers = {}, address = '10.0.0.9' }: { headers?: HeadersInit; address?: string } = {},
  ): Promise<Response> {
    const body = new URLSearchParams({ name: 'ann', password: TEST_PASSWORD, ...fields })
    return app.request('/api/sign-in', { method: 'POST', body, headers }, from(address))
  }

  /** Requests `path` with a cookie. */
  async function ask(path: string, cookie?: string, method = 'GET'): Promise<Response> {
    return app.request(path, { method, headers: cookie === undefined ? {} : { Cookie: cookie } })
  }

  return { app, events, signIn, ask }
}

/** Returns the bindings of a request from a socket with `address`. */
export function from(address: string) {
  return { incoming: { socket: { remoteAddress: address, remotePort: 1, remoteFamily: 'IPv4' } } }
}

/** Returns `name=value` of the cookie that an answer sets; `undefined` if it sets none. */
export function cookieOf(response: Response): string | undefined {
  return response.headers.getSetCookie()[0]?.split(';')[0]
}

/** Returns `name=value` of the cookie of a user of the users file who signed in at `now`. */
export function sessionCookie({ name = 'ann', now = TEST_NOW, secret = TEST_SESSION_SECRET } = {}) {
  const user = { issuer: 'password', name, role: 'admin', signOuts: 0 } as const
  const session = startSession({ ...user, groups: [] }, now)
  return `callboard=${createSessionCookies([secret]).seal(session)}`
}
