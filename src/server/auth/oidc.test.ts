import { pino } from 'pino'
import { describe, expect, test, vi } from 'vitest'
import { fakeUsers, from } from '../../testing/auth-app.ts'
import { listenForTest } from '../../testing/listen-for-test.ts'
import {
  APP_URL,
  CLIENT_ID,
  CLIENT_SECRET,
  startFakeIssuer,
  startProvider,
} from '../../testing/oidc-issuers.ts'
import { scriptedFetch } from '../../testing/scripted-fetch.ts'
import { testEnv } from '../../testing/test-app.ts'
import { createApp } from '../app.ts'
import type { AuthEvent } from './sign-in.ts'

const MINUTE = 60_000
const ANN = { preferred_username: 'ann', role: 'admin', groups: [] }
const BOB = { preferred_username: 'Bob B', role: 'supervisor', groups: ['Support', 'VIP'] }

/** Creates an app whose users come from `issuer`. Its clock is the real one plus `ahead` ms. */
function start(issuer: string, settings: Record<string, string> = {}) {
  const clock = { ahead: 0 }
  const users = fakeUsers([])
  const events: AuthEvent[] = []
  const lines: string[] = []
  const app = createApp({
    env: testEnv({
      AUTH: 'oidc',
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
      PUBLIC_URL: APP_URL,
      ...settings,
    }),
    fetch: scriptedFetch(),
    now: () => Date.now() + clock.ahead,
    log: pino({}, { write: (line: string) => lines.push(line) }),
    users,
    onAuthEvent: (event) => events.push(event),
  })
  return { app, clock, users, events, lines }
}

type App = Pick<ReturnType<typeof start>, 'app'>

/** Creates a browser: it keeps cookies by host, and follows redirects of apps and providers. */
function createBrowser() {
  const jar = new Map<string, Map<string, string>>()

  /** Requests `url`, without following a redirect. A path is one of the app. */
  async function visit({ app }: App, url: string, init: RequestInit = {}): Promise<Response> {
    const { href, host, origin } = new URL(url, APP_URL)
    const cookies = jar.get(host) ?? new Map<string, string>()
    jar.set(host, cookies)
    const headers = new Headers(init.headers)
    if (cookies.size > 0)
      headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await (origin === APP_URL
      ? app.request(href, { ...init, headers }, from('10.0.0.9'))
      : fetch(href, { ...init, headers, redirect: 'manual' }))
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      const isDeleted = /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)
      if (isDeleted) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  /** Follows redirects from `url` to the first URL at which `isEnd`, or to a page. */
  async function follow(app: App, url: string, isEnd: (url: URL) => boolean) {
    let at = new URL(url, APP_URL)
    for (let count = 0; count < 12; count++) {
      if (isEnd(at)) return { url: at.href, response: null }
      const response = await visit(app, at.href)
      const location = response.headers.get('Location')
      if (location === null) return { url: at.href, response }
      at = new URL(location, at)
    }
    throw new RangeError('Too many redirects')
  }

  return {
    jar,
    visit,
    /** Signs in. @returns where the browser arrives: a URL of the app, or a page of failure */
    signIn: (app: App, next = '/') =>
      follow(
        app,
        `/sign-in?next=${encodeURIComponent(next)}`,
        ({ origin, pathname }) => origin === APP_URL && !pathname.startsWith('/sign-in'),
      ),
    /** Signs in at the provider only. @returns the URL of the callback */
    signInAtProvider: async (app: App, next = '/') =>
      (
        await follow(
          app,
          `/sign-in?next=${encodeURIComponent(next)}`,
          ({ pathname }) => pathname === '/sign-in/callback',
        )
      ).url,
    session: async (app: App) => (await visit(app, '/api/session')).json(),
    status: async (app: App) => (await visit(app, '/api/session')).status,
    cookies: () => [...(jar.get('calls.example')?.keys() ?? [])],
  }
}

/** Checks a page of failure. */
async function expectPage(response: Response | null, status: number, title: string) {
  expect(response?.status).toBe(status)
  expect(response?.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
  expect(response?.headers.get('Cache-Control')).toBe('no-store')
  const text = await response?.text()
  expect(text).toContain(`<h1>${title}</h1>`)
  expect(text).toMatch(/<a href="\/sign-in\?next=[\w%.!~*'()-]*">/)
  expect(text).not.toMatch(/<script|<style|style=|\son\w+=/)
  return text
}

const EXPIRED = 'This sign-in has expired'
const INVALID = 'The provider’s answer is not valid'
const DOWN = 'The provider cannot be reached'

describe('signing in by a provider', () => {
  test.each([false, true])(
    'brings the user back, claims in the ID token: %s',
    async (inIdToken) => {
      const { issuer } = await startProvider(BOB, { inIdToken })
      const app = start(issuer)
      const browser = createBrowser()
      expect((await browser.visit(app, '/api/session')).status).toBe(401)
      const { url } = await browser.signIn(app, '/?range=yesterday&agent=李#top')
      expect(url).toBe(`${APP_URL}/?range=yesterday&agent=%E6%9D%8E#top`)
      expect(await browser.session(app)).toMatchObject({
        auth: 'oidc',
        user: { name: 'Bob B', role: 'supervisor', groups: ['Support', 'VIP'] },
      })
      expect(browser.cookies()).toEqual(['__Host-callboard'])
      expect(app.events).toMatchObject([{ what: 'signed_in', user: 'Bob B', address: '10.0.0.9' }])
    },
  )

  test('sends state, nonce and challenge, and keeps them in a sealed cookie', async () => {
    const { issuer } = await startProvider(ANN)
    const app = start(issuer)
    const response = await createBrowser().visit(app, '/sign-in?next=/?call=a')
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([303, 'no-store'])
    const url = new URL(response.headers.get('Location') ?? '')
    expect(url.origin).toBe(issuer)
    const state = url.searchParams.get('state') ?? ''
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: CLIENT_ID,
      response_type: 'code',
      redirect_uri: `${APP_URL}/sign-in/callback`,
      scope: 'openid profile email',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(
      /^__Host-callboard-sign-in-[\w-]{43}=[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(cookie).toContain(state)
    expect(cookie).not.toContain(url.searchParams.get('nonce'))
  })

  test('answers the callback with 303, the session cookie and no-store', async () => {
    const { issuer } = await startProvider(ANN)
    const app = start(issuer)
    const browser = createBrowser()
    const callback = await browser.signInAtProvider(app, '/?page=2')
    // As browsers send it: a navigation from another site.
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }
    const response = await browser.visit(app, callback, { headers })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/?page=2'])
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^__Host-callboard=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    )
  })

  test('works in several tabs at once', async () => {
    const { issuer } = await startProvider(ANN)
    const app = start(issuer)
    const browser = createBrowser()
    const first = await browser.signInAtProvider(app, '/?page=1')
    const second = await browser.signInAtProvider(app, '/?page=2')
    const locations = []
    for (const callback of [second, first])
      locations.push((await browser.visit(app, callback)).headers.get('Location'))
    expect(locations).toEqual(['/?page=2', '/?page=1'])
  })

  test('begins at one instance and ends at another with the same secret', async () => {
    const { issuer } = await startProvider(BOB)
    const [one, two] = [start(issuer), start(issuer)]
    const browser = createBrowser()
    const callback = await browser.signInAtProvider(one)
    expect((await browser.visit(two, callback)).status).toBe(303)
    for (const app of [one, two])
      expect(await browser.session(app)).toMatchObject({ user: { name: 'Bob B' } })
  })

  test('takes role and groups anew each time', async () => {
    const { issuer, user } = await startProvider(BOB)
    const app = start(issuer)
    const browser = createBrowser()
    await browser.signIn(app)
    user.claims = { ...BOB, role: 'listener', groups: ['VIP'] }
    expect(await browser.session(app)).toMatchObject({ user: { role: 'supervisor' } })
    await browser.signIn(app)
    expect(await browser.session(app)).toMatchObject({
      user: { name: 'Bob B', role: 'listener', groups: ['VIP'] },
    })
    user.claims = { ...BOB, role: 'guest' }
    await expectPage((await browser.signIn(app)).response, 403, 'You have no role here')
  })

  test('ends for a user who is signed out everywhere', async () => {
    const { issuer } = await startProvider(BOB)
    const app = start(issuer)
    const browser = createBrowser()
    await browser.signIn(app)
    app.users.set('Bob B', { name: 'Bob B', groups: [], signOuts: 1 })
    expect(await browser.status(app)).toBe(401)
    await browser.signIn(app)
    expect(await browser.status(app)).toBe(200)
  })

  test('replaces a session that was planted (session fixation)', async () => {
    const { issuer } = await startProvider(ANN)
    const app = start(issuer)
    const browser = createBrowser()
    browser.jar.set('calls.example', new Map([['__Host-callboard', 'planted']]))
    await browser.signIn(app)
    expect(browser.jar.get('calls.example')?.get('__Host-callboard')).not.toBe('planted')
    expect(await browser.status(app)).toBe(200)
  })

  test('is there with AUTH=oidc only, by GET', async () => {
    const { issuer } = await startFakeIssuer()
    const app = start(issuer)
    for (const path of ['/sign-in', '/sign-in/callback']) {
      const response = await app.app.request(`${APP_URL}${path}`, { method: 'POST' })
      expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD'])
      const other = start(issuer, { AUTH: 'password' })
      expect((await other.app.request(`${APP_URL}${path}`)).status).toBe(404)
    }
    expect((await app.app.request(`${APP_URL}/api/sign-in`, { method: 'POST' })).status).toBe(404)
  })
})

describe('the page after signing in by a provider (open redirect)', () => {
  test.each([
    ['//evil.example', '//evil.example'],
    ['/\\evil.example', '/\\evil.example'],
    ['a tab', '/\t/evil.example'],
    ['https://evil.example', 'https://evil.example'],
    ['a path too long for a cookie', `/?q=${'x'.repeat(3_000)}`],
  ])('is / for %s', async (_, next) => {
    const { issuer } = await startFakeIssuer()
    const { url } = await createBrowser().signIn(start(issuer), next)
    expect(url).toBe(`${APP_URL}/`)
  })
})

describe('a callback', () => {
  async function startAtCallback(next = '/') {
    const provider = await startProvider(ANN)
    const app = start(provider.issuer)
    const browser = createBrowser()
    const callback = await browser.signInAtProvider(app, next)
    return { provider, app, browser, callback }
  }

  test('in another browser is refused (login CSRF)', async () => {
    const { app, callback } = await startAtCallback()
    const other = createBrowser()
    const response = await other.visit(app, callback)
    await expectPage(response, 400, EXPIRED)
    expect(other.cookies()).toEqual([])
    expect(app.events).toMatchObject([{ what: 'refused', user: null, reason: 'sign_in_expired' }])
  })

  test('of another browser’s sign-in is refused (login CSRF)', async () => {
    const { app, callback } = await startAtCallback()
    const other = createBrowser()
    const own = new URL(await other.signInAtProvider(app))
    own.searchParams.set('code', new URL(callback).searchParams.get('code') ?? '')
    // The provider compares the PKCE verifier.
    await expectPage(await other.visit(app, own.href), 400, EXPIRED)
    expect(await other.status(app)).toBe(401)
  })

  test('that is replayed is refused, also with its cookie', async () => {
    const { app, browser, callback } = await startAtCallback()
    const cookies = new Map(browser.jar.get('calls.example'))
    expect((await browser.visit(app, callback)).status).toBe(303)
    await expectPage(await browser.visit(app, callback), 400, EXPIRED)
    const thief = createBrowser()
    thief.jar.set('calls.example', cookies)
    await expectPage(await thief.visit(app, callback), 400, EXPIRED)
    expect(await thief.status(app)).toBe(401)
  })

  test('after ten minutes is refused', async () => {
    const { app, browser, callback } = await startAtCallback()
    app.clock.ahead = 10 * MINUTE
    await expectPage(await browser.visit(app, callback), 400, EXPIRED)
  })

  test.each([
    ['wrong', (url: URL) => url.searchParams.set('state', 'a'.repeat(43))],
    ['changed', (url: URL) => url.searchParams.set('state', 'x')],
    ['missing', (url: URL) => url.searchParams.delete('state')],
    ['of a property', (url: URL) => url.searchParams.set('state', '__proto__')],
  ])('with a state that is %s is refused', async (_, change) => {
    const { app, browser, callback } = await startAtCallback()
    const url = new URL(callback)
    change(url)
    await expectPage(await browser.visit(app, url.href), 400, EXPIRED)
    expect(await browser.status(app)).toBe(401)
  })

  test.each([
    ['two states', (url: URL) => url.searchParams.append('state', 'b'), 502, INVALID],
    ['two codes', (url: URL) => url.searchParams.append('code', 'b'), 502, INVALID],
    ['another code', (url: URL) => url.searchParams.set('code', 'b'), 400, EXPIRED],
    ['no code', (url: URL) => url.searchParams.delete('code'), 502, INVALID],
    [
      'another issuer',
      (url: URL) => url.searchParams.set('iss', 'https://evil.example'),
      502,
      INVALID,
    ],
    ['no issuer', (url: URL) => url.searchParams.delete('iss'), 502, INVALID],
  ] as const)('with %s is refused', async (_, change, status, title) => {
    const { app, browser, callback } = await startAtCallback()
    const url = new URL(callback)
    change(url)
    await expectPage(await browser.visit(app, url.href), status, title)
    expect(await browser.status(app)).toBe(401)
  })

  test('with a cookie of another state, or a forged one, is refused', async () => {
    const { app, browser, callback } = await startAtCallback()
    await browser.signInAtProvider(app)
    const cookies = browser.jar.get('calls.example') ?? new Map<string, string>()
    const [[first = '', one = ''] = [], [, two = ''] = []] = [...cookies]
    cookies.set(first, two)
    await expectPage(await browser.visit(app, callback), 400, EXPIRED)
    cookies.set(
      first,
      one.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A')),
    )
    await expectPage(await browser.visit(app, callback), 400, EXPIRED)
    // A session cookie is sealed by another key.
    await browser.signIn(app)
    cookies.set(first, cookies.get('__Host-callboard') ?? '')
    await expectPage(await browser.visit(app, callback), 400, EXPIRED)
  })

  test('offers to try again, with the same page after it', async () => {
    const { app, browser, callback } = await startAtCallback('/?q="><script>')
    const url = new URL(callback)
    url.searchParams.set('code', 'b')
    url.searchParams.set('error_description', '<script>alert(1)</script>')
    const response = await browser.visit(app, url.href, {
      headers: { 'Accept-Language': 'zh-CN,zh;q=0.9,en;q=0.8' },
    })
    const text = await expectPage(response, 400, '本次登录已失效')
    expect(text).toContain('<html lang="zh-CN">')
    expect(text).toContain('<a href="/sign-in?next=%2F%3Fq%3D%2522%253E%253Cscript%253E">重试</a>')
  })

  test.each([
    ['access_denied', 403, 'The provider did not sign you in'],
    ['temporarily_unavailable', 503, DOWN],
    ['invalid_request', 502, INVALID],
    ['<script>', 502, INVALID],
  ] as const)('with the error %s has a page', async (error, status, title) => {
    const { issuer } = await startFakeIssuer({ callback: { error } })
    const { response } = await createBrowser().signIn(start(issuer))
    await expectPage(response, status, title)
  })

  test('is refused after thirty failures from an address', async () => {
    const { app, browser, callback } = await startAtCallback()
    for (let time = 0; time < 30; time++) await createBrowser().visit(app, callback)
    const response = await browser.visit(app, callback)
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(800)
    await expectPage(response, 429, 'Too many attempts to sign in')
  })
})

describe('an ID token', () => {
  test('of the fake issuer signs in', async () => {
    const { issuer, requests } = await startFakeIssuer()
    const browser = createBrowser()
    const app = start(issuer)
    await browser.signIn(app)
    expect(await browser.session(app)).toMatchObject({ user: { name: 'ann', role: 'admin' } })
    const { authorization } = requests.find(({ path }) => path === '/token') ?? {}
    expect(authorization).toMatch(/^Basic /)
  })

  test.each([
    ['another nonce', { claims: { nonce: 'another' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    ['another audience', { claims: { aud: 'another-client' } }],
    ['an audience of several', { claims: { aud: [CLIENT_ID, 'b'], azp: 'b' } }],
    ['no audience', { claims: { aud: undefined } }],
    ['an end an hour ago', { claims: { exp: Math.floor(Date.now() / 1000) - 3600 } }],
    ['no subject', { claims: { sub: undefined } }],
    ['the signature of another key', { signature: 'other key' }],
    ['no signature', { signature: 'none' }],
  ] as const)('with %s is refused', async (_, overrides) => {
    const { issuer } = await startFakeIssuer(overrides)
    const app = start(issuer)
    const browser = createBrowser()
    await expectPage((await browser.signIn(app)).response, 502, INVALID)
    expect(await browser.status(app)).toBe(401)
    expect(app.events).toMatchObject([{ what: 'refused', reason: 'provider_invalid' }])
  })

  test.each([
    [
      { role: ['listener', 'supervisor'], groups: ['a'] },
      { role: 'supervisor', groups: ['a'] },
    ],
    [
      { role: ['x', 'admin'], groups: ['a'] },
      { role: 'admin', groups: [] },
    ],
    [
      { role: 'listener', groups: ' a, b ,,a' },
      { role: 'listener', groups: ['a', 'b'] },
    ],
    [{ role: 'listener', groups: ['a', 1, null, ' b '] }, { groups: ['a', 'b'] }],
    [{ role: 'listener', groups: undefined }, { groups: [] }],
    [{ role: 'listener', groups: { a: 1 } }, { groups: [] }],
    [{ preferred_username: undefined, email: 'a@b.example' }, { name: 'a@b.example' }],
    [{ preferred_username: '', email: 7 }, { name: 'account-1' }],
    [{ preferred_username: 'a\u202eb' }, { name: 'account-1' }],
    [{ preferred_username: ' Jose\u0301 ' }, { name: 'Jos\u00e9' }],
  ])('with %j is a user with %j', async (claims, user) => {
    const { issuer } = await startFakeIssuer({ claims })
    const browser = createBrowser()
    const app = start(issuer)
    await browser.signIn(app)
    expect(await browser.session(app)).toMatchObject({ user })
  })

  test.each([
    undefined,
    '',
    'Admin',
    'admin,listener',
    [],
    ['owner'],
    [['admin']],
    { admin: 1 },
    true,
  ])('with the role %j has none', async (role) => {
    const { issuer } = await startFakeIssuer({ claims: { role } })
    const app = start(issuer)
    const browser = createBrowser()
    await expectPage((await browser.signIn(app)).response, 403, 'You have no role here')
    expect(await browser.status(app)).toBe(401)
    expect(app.events).toMatchObject([{ what: 'refused', user: 'ann', reason: 'no_role' }])
  })

  test('has the claims that the settings name', async () => {
    const claims = { 'https://x.example/role': 'listener', teams: ['a'] }
    const { issuer } = await startFakeIssuer({ claims })
    const settings = { OIDC_ROLE_CLAIM: 'https://x.example/role', OIDC_GROUPS_CLAIM: 'teams' }
    const app = start(issuer, settings)
    const browser = createBrowser()
    await browser.signIn(app)
    expect(await browser.session(app)).toMatchObject({ user: { role: 'listener', groups: ['a'] } })
  })

  test('with more groups than a cookie holds is refused', async () => {
    const groups = Array.from({ length: 300 }, (_, index) => `Group ${index}`)
    const { issuer } = await startFakeIssuer({ claims: { role: 'listener', groups } })
    const app = start(issuer)
    const { response } = await createBrowser().signIn(app)
    await expectPage(response, 403, 'You are in too many groups')
    expect(app.events).toMatchObject([{ user: 'ann', reason: 'too_many_groups' }])
  })
})

describe('a provider', () => {
  test('may be down when the server starts, and is asked again', async () => {
    const { issuer, stop, start: restart } = await startProvider(ANN)
    await stop()
    const app = start(issuer)
    const browser = createBrowser()
    const { response } = await browser.signIn(app, '/?page=2')
    const text = await expectPage(response, 503, DOWN)
    expect(text).toContain('href="/sign-in?next=%2F%3Fpage%3D2"')
    expect(app.lines.find((line) => line.includes('Sign-in failed'))).toContain('ECONNREFUSED')
    await restart()
    expect((await browser.signIn(app)).url).toBe(`${APP_URL}/`)
  })

  test('that goes down leaves users signed in', async () => {
    const { issuer, stop } = await startProvider(ANN)
    const app = start(issuer)
    const browser = createBrowser()
    await browser.signIn(app)
    const callback = await browser.signInAtProvider(app)
    await stop()
    await expectPage(await browser.visit(app, callback), 503, DOWN)
    app.clock.ahead = 6 * MINUTE
    const response = await browser.visit(app, '/api/session')
    expect([response.status, response.headers.getSetCookie().length]).toEqual([200, 1])
  })

  test.each([
    ['has another issuer', { issuer: 'https://evil.example' }],
    ['has no issuer', { issuer: undefined }],
    ['sends people to plain HTTP', { authorization_endpoint: 'http://evil.example/' }],
    ['sends people to a script', { authorization_endpoint: 'javascript:alert(1)' }],
  ])('that %s is not used', async (_, metadata) => {
    const { issuer } = await startFakeIssuer({ metadata })
    await expectPage((await createBrowser().signIn(start(issuer))).response, 502, INVALID)
  })

  test.each([
    ['keys', { jwks_uri: 'http://192.0.2.1/jwks' }],
    ['tokens', { token_endpoint: 'http://192.0.2.1/token' }],
    ['userinfo', { userinfo_endpoint: 'http://192.0.2.1/userinfo' }],
  ])('with %s over plain HTTP is not used', async (_, metadata) => {
    const claims = { groups: undefined }
    const { issuer } = await startFakeIssuer({ metadata, claims })
    const app = start(issuer)
    await expectPage((await createBrowser().signIn(app)).response, 502, INVALID)
    expect(app.lines.join()).toContain('unsafe_endpoint')
  })

  test.each([
    [{ status: 503, body: 'maintenance' }, 503, DOWN],
    [{ status: 200, body: '<html>' }, 502, INVALID],
    [{ status: 302, body: '', headers: { Location: 'http://192.0.2.1/' } }, 502, INVALID],
    [
      {
        status: 400,
        body: '{"error":"invalid_client","error_description":"eyJhbGciOi"}',
        headers: { 'Content-Type': 'application/json' },
      },
      502,
      INVALID,
    ],
  ] as const)('that answers a code with %j has a page', async (answer, status, title) => {
    const { issuer } = await startFakeIssuer({ answer: { ...answer } })
    const { response } = await createBrowser().signIn(start(issuer))
    await expectPage(response, status, title)
  })

  test('that does not answer in time has a page', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal)
    const seconds = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(20))
    const port = await listenForTest(() => {})
    const { response } = await createBrowser().signIn(start(`http://127.0.0.1:${port}`))
    await expectPage(response, 503, DOWN)
    expect(seconds).toHaveBeenCalledWith(10_000)
  })

  test('gets the secret in the form if it prefers that', async () => {
    const metadata = { token_endpoint_auth_methods_supported: ['client_secret_post'] }
    const { issuer, requests } = await startFakeIssuer({ metadata })
    await createBrowser().signIn(start(issuer))
    expect(requests.find(({ path }) => path === '/token')?.authorization).toBeUndefined()
  })

  test('is asked for the scopes of the claims that it lists', async () => {
    const metadata = { scopes_supported: ['openid', 'profile', 'groups', 'offline_access'] }
    const { issuer } = await startFakeIssuer({ metadata })
    const response = await createBrowser().visit(start(issuer), '/sign-in')
    const url = new URL(response.headers.get('Location') ?? '')
    expect(url.searchParams.get('scope')).toBe('openid profile groups')
  })
})

test('cookies of sign-ins that were not finished stay below the limit of a header', async () => {
  const { issuer } = await startFakeIssuer()
  const app = start(issuer)
  const browser = createBrowser()
  const next = `/?q=${'x'.repeat(1_900)}`
  for (let time = 0; time < 8; time++) {
    app.clock.ahead += 1
    await browser.visit(app, `/sign-in?next=${encodeURIComponent(next)}`)
  }
  expect(browser.cookies()).toHaveLength(2)
  app.clock.ahead += 10 * MINUTE
  await browser.visit(app, '/sign-in')
  expect(browser.cookies()).toHaveLength(1)
})

test('no token, code, secret or nonce reaches a page, the log or an event', async () => {
  const { issuer } = await startFakeIssuer({ claims: { nonce: 'a-nonce-of-someone' } })
  const app = start(issuer)
  const browser = createBrowser()
  const callback = await browser.signInAtProvider(app)
  const response = await browser.visit(app, callback)
  const text = `${await response.text()}${app.lines.join()}${JSON.stringify(app.events)}`
  expect(text).toContain('"claim":"nonce"')
  const { searchParams } = new URL(callback)
  const secrets = [...searchParams.values(), 'a-nonce-of', 'an-access-token', 'eyJ', CLIENT_SECRET]
  for (const secret of secrets) expect(text).not.toContain(secret)
})
