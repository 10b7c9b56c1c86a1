import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { TEST_WAV } from '../../testing/ask-recording.ts'
import {
  cookieOf,
  createAuthApp,
  fakeUsers,
  from,
  makeUser,
  sessionCookie,
  TEST_PASSWORD,
} from '../../testing/auth-app.ts'
import { fakeMirror } from '../../testing/fake-mirror.ts'
import { makeCall } from '../../testing/make-call.ts'
import { openZip, readManifest } from '../../testing/open-zip.ts'
import { scriptedFetch } from '../../testing/scripted-fetch.ts'
import { createTestApp, recordingPath, TEST_NOW, TEST_QUERY } from '../../testing/test-app.ts'
import { safePath } from './sign-in.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const PUBLIC = { PUBLIC_URL: 'https://calls.example' }

const ANN = await makeUser()
const BOB = { ...ANN, name: 'Bob B', role: 'supervisor', groups: ['Support'] } as const
const PROXY_USER = { name: 'cid', role: 'admin', groups: [], signOuts: 0 } as const

/** Creates an app with its own users, whose clock a test may move. */
function start({ settings = {} }: { settings?: Record<string, string> } = {}) {
  const clock = { now: TEST_NOW }
  const users = fakeUsers([ANN, { ...BOB, groups: [...BOB.groups] }, { ...PROXY_USER, groups: [] }])
  return { clock, users, ...createAuthApp({ users, settings, now: () => clock.now }) }
}

describe('signing in', () => {
  test('answers 303 with a cookie that opens the endpoint', async () => {
    const { signIn, ask } = start()
    const response = await signIn({ next: '/?range=yesterday#top' })
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe('/?range=yesterday#top')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    const session = await ask('/api/session', cookieOf(response))
    expect(await session.json()).toMatchObject({
      auth: 'password',
      user: { name: 'ann', role: 'admin', groups: [] },
    })
  })

  test.each([
    [{}, /^callboard=[\w-]+; Path=\/; HttpOnly; SameSite=Lax$/],
    [{ PUBLIC_URL: 'http://calls.example' }, /^callboard=[\w-]+; Path=\/; HttpOnly; SameSite=Lax$/],
    [PUBLIC, /^__Host-callboard=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/],
  ])('with %j sets the attributes of the cookie', async (settings, cookie) => {
    const { signIn, ask } = start({ settings })
    const response = await signIn()
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(cookie)])
    expect((await ask('/api/session', cookieOf(response))).status).toBe(200)
  })

  test.each([
    ['a wrong password', { password: 'correct horse batter' }],
    ['no password', { password: '' }],
    ['an unknown user', { name: 'eve' }],
    ['the name in other case', { name: 'ANN' }],
    ['a user of a proxy', { name: 'cid' }],
    ['no name', { name: '' }],
    ['the name of a property', { name: '__proto__' }],
    ['a long name', { name: 'x'.repeat(10_000) }],
    ['a name with a line end', { name: 'ann\nadmin' }],
  ])('with %s is refused in the same words, with the same work', async (_, fields) => {
    const scrypt = vi.spyOn(crypto, 'scrypt')
    syncBuiltinESMExports()
    onTestFinished(() => {
      scrypt.mockRestore()
      syncBuiltinESMExports()
    })
    const { signIn } = start()
    const response = await signIn(fields)
    expect(response.status).toBe(401)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await response.json()).toMatchObject({
      code: 'wrong_password',
      detail: 'No user has this name and this password.',
    })
    expect(scrypt).toHaveBeenCalledTimes(1)
  })

  test.each(['application/json', 'multipart/form-data', 'text/plain'])(
    'with a body of %s is refused',
    async (type) => {
      const body = JSON.stringify({ name: 'ann', password: TEST_PASSWORD })
      const headers = { 'Content-Type': type }
      const response = await start().app.request('/api/sign-in', { method: 'POST', body, headers })
      expect(await response.json()).toMatchObject({ code: 'wrong_password' })
    },
  )

  test('gives a session of its own each time, whatever cookie came (session fixation)', async () => {
    const { signIn, ask } = start()
    const planted = sessionCookie()
    const cookie = cookieOf(await signIn({ name: 'Bob B' }, { headers: { Cookie: planted } }))
    expect(cookie).not.toBe(planted)
    expect(await (await ask('/api/session', cookie)).json()).toMatchObject({
      user: { name: 'Bob B' },
    })
    await ask('/api/sign-out', cookie, 'POST')
    expect((await ask('/api/session', planted)).status).toBe(200)
  })

  test('is there with AUTH=password only', async () => {
    const { app } = createTestApp(scriptedFetch())
    for (const method of ['POST', 'GET'])
      expect((await app.request('/api/sign-in', { method })).status).toBe(404)
    const response = await start().ask('/api/sign-in')
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'POST'])
  })

  test.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
  ])('from another site, with %j, is refused (CSRF)', async (headers) => {
    const { signIn, ask } = start()
    expect(await (await signIn({}, { headers })).json()).toMatchObject({ code: 'cross_site' })
    const cookie = sessionCookie()
    const out = await start().app.request('/api/sign-out', {
      method: 'POST',
      headers: { ...headers, Cookie: cookie },
    })
    expect(out.status).toBe(403)
    expect((await ask('/api/session', cookie)).status).toBe(200)
  })
})

describe('the page after signing in (open redirect)', () => {
  test.each([
    ['/', '/'],
    ['/?range=today&call=a', '/?range=today&call=a'],
    ['/?q=密码#x', '/?q=%E5%AF%86%E7%A0%81#x'],
    ['/?next=//evil.example', '/?next=//evil.example'],
    ['', '/'],
    ['//evil.example', '/'],
    ['///evil.example', '/'],
    ['/\\evil.example', '/'],
    ['\\\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/\n/evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/a/..//evil.example', '/'],
    ['/%2e//evil.example', '/'],
    ['https://evil.example/', '/'],
    ['https:/evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['evil.example', '/'],
    [' /', '/'],
    ['/a\r\nSet-Cookie: a=b', '/aSet-Cookie:%20a=b'],
  ])('for “%s” is “%s”', async (next, location) => {
    expect(safePath(next)).toBe(location)
  })
})

describe('a request', () => {
  test.each([
    '/api',
    '/api/session',
    '/api/nothing',
    '/api/export?format=csv',
    '/api/values?key=agent',
    '/api/summary',
    recordingPath('https://rec.example/a.wav'),
    TEST_QUERY,
    '/%61pi/session',
    '/api/sign-in/../session',
    '/api/sign-in%2f..%2fsession',
    '/api/sign-in/',
  ])('without a session gets 401 at %s', async (path) => {
    const response = await start().ask(path)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'signed_out', auth: 'password' })
  })

  test.each(['/healthz', '/readyz'])('without a session is answered at %s', async (path) => {
    expect((await start().ask(path)).status).toBe(200)
  })

  test.each([
    ['of another name', (cookie: string) => `x${cookie}`],
    [
      'that was changed',
      (cookie: string) => cookie.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A')),
    ],
    ['that was cut off', (cookie: string) => cookie.slice(0, -4)],
    ['that is empty', () => 'callboard='],
    ['that is not sealed', () => `callboard=${btoa('{"name":"ann"}')}`],
  ])('with a cookie %s gets 401', async (_, change) => {
    const { ask } = start()
    const cookie = sessionCookie()
    expect((await ask('/api/session', change(cookie))).status).toBe(401)
  })

  test('with a cookie that a page without TLS could set gets 401 at an https PUBLIC_URL', async () => {
    const cookie = sessionCookie()
    const { ask } = start({ settings: PUBLIC })
    expect((await ask('/api/session', cookie)).status).toBe(401)
    expect((await ask('/api/session', `__Host-${cookie}`)).status).toBe(200)
  })

  test('with the cookie of another secret gets 401, unless that is the one before', async () => {
    const cookie = sessionCookie()
    const SESSION_SECRET = 'the session secret that follows'
    const other = start({ settings: { SESSION_SECRET } })
    expect((await other.ask('/api/session', cookie)).status).toBe(401)
    const SESSION_SECRET_PREVIOUS = 'sixteen letters or more'
    const rotating = start({ settings: { SESSION_SECRET, SESSION_SECRET_PREVIOUS } })
    expect((await rotating.ask('/api/session', cookie)).status).toBe(200)
  })

  test('with the cookie of another instance with the same secret is answered', async () => {
    const cookie = sessionCookie()
    expect((await start().ask('/api/session', cookie)).status).toBe(200)
  })

  test('from ahead of this clock passes for two minutes only', async () => {
    const { ask } = start()
    const ahead = sessionCookie({ now: TEST_NOW + 2 * MINUTE })
    expect((await ask('/api/session', ahead)).status).toBe(200)
    const later = sessionCookie({ now: TEST_NOW + 2 * MINUTE + 1 })
    expect((await ask('/api/session', later)).status).toBe(401)
  })

  test('gets 401 after 8 hours without one, and after 24 hours in any case', async () => {
    const { ask, clock } = start()
    let cookie: string | undefined = sessionCookie()
    clock.now += 8 * HOUR
    expect((await ask('/api/session', cookie)).status).toBe(401)
    clock.now = TEST_NOW
    for (let hour = 4; hour < 24; hour += 4) {
      clock.now = TEST_NOW + hour * HOUR
      const response = await ask('/api/session', cookie)
      expect(response.status).toBe(200)
      cookie = cookieOf(response)
    }
    clock.now = TEST_NOW + 24 * HOUR
    expect((await ask('/api/session', cookie)).status).toBe(401)
  })

  test('renews the cookie every five minutes, with an answer that is not cached', async () => {
    const { ask, clock } = start()
    const cookie = sessionCookie()
    clock.now += 5 * MINUTE - 1
    expect(cookieOf(await ask('/api/session', cookie))).toBeUndefined()
    clock.now += 1
    const renewed = cookieOf(await ask('/api/session', cookie))
    expect(renewed).toBeDefined()
    expect(cookieOf(await ask('/api/session', renewed))).toBeUndefined()
  })
})

describe('a session', () => {
  test.each<[string, (users: ReturnType<typeof fakeUsers>) => void]>([
    ['signed out everywhere', (users) => users.set('Bob B', { ...user(users), signOuts: 1 })],
    ['removed', (users) => users.delete('Bob B')],
    ['left without a password', (users) => users.set('Bob B', noPassword(user(users)))],
    ['left without a role', (users) => users.set('Bob B', { ...user(users), role: undefined })],
  ])('ends when its user is %s', async (_, change) => {
    const { ask, users } = start()
    const cookie = sessionCookie({ name: 'Bob B' })
    expect((await ask('/api/session', cookie)).status).toBe(200)
    change(users)
    expect((await ask('/api/session', cookie)).status).toBe(401)
  })

  test('has the role and the groups that the users file has now', async () => {
    const { ask, users } = start()
    const cookie = sessionCookie({ name: 'Bob B' })
    users.set('Bob B', { ...user(users), role: 'listener', groups: ['VIP'] })
    expect(await (await ask('/api/session', cookie)).json()).toMatchObject({
      user: { name: 'Bob B', role: 'listener', groups: ['VIP'] },
    })
  })

  test('that was signed out ends for every copy of its cookie', async () => {
    const { ask, clock, events } = start()
    const cookie = sessionCookie()
    const other = sessionCookie()
    clock.now += 5 * MINUTE
    const renewed = cookieOf(await ask('/api/session', cookie))
    const response = await ask('/api/sign-out', cookie, 'POST')
    expect(response.status).toBe(204)
    expect(response.headers.get('Clear-Site-Data')).toBe('"cache"')
    expect(response.headers.getSetCookie()).toEqual([
      'callboard=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ])
    for (const copy of [cookie, renewed]) expect((await ask('/api/session', copy)).status).toBe(401)
    expect((await ask('/api/session', other)).status).toBe(200)
    expect(events.map(({ what }) => what)).toEqual(['signed_out'])
  })

  test('may be signed out twice', async () => {
    const { ask } = start({ settings: PUBLIC })
    const response = await ask('/api/sign-out', undefined, 'POST')
    expect(response.status).toBe(204)
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-callboard=; Max-Age=0; .*Secure/)
  })
})

describe('guessing', () => {
  test.each(['ann', 'eve'])('at the account %s is paused after five failures', async (name) => {
    const { signIn, events } = start()
    const guesses = Array.from({ length: 6 }, (_, index) =>
      signIn({ name, password: `guess ${index}` }, { address: `10.0.1.${index}` }),
    )
    const answers = await Promise.all(guesses)
    expect(answers.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429])
    const refused = await signIn({ name }, { address: '10.0.2.1' })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(200)
    expect(Number(refused.headers.get('Retry-After'))).toBeLessThanOrEqual(300)
    expect(await refused.json()).toMatchObject({
      code: 'too_many_requests',
      detail: 'There were too many attempts to sign in.',
    })
    expect(events.at(-1)).toMatchObject({ what: 'refused', reason: 'too_many_requests' })
    expect((await signIn({ name: 'Bob B' })).status).toBe(303)
  })

  test('is forgotten after a success', async () => {
    const { signIn } = start()
    for (let round = 0; round < 2; round++) {
      const guesses = [1, 2, 3, 4].map((guess) => signIn({ password: `guess ${guess}` }))
      await Promise.all(guesses)
      expect((await signIn()).status).toBe(303)
    }
  })
})

test('events state who, from where and why, and no name that no user has', async () => {
  const { app, events, signIn } = start({
    settings: { ...PUBLIC, TRUSTED_PROXIES: '10.0.0.0/8' },
  })
  const headers = { 'X-Forwarded-For': '203.0.113.7, 198.51.100.2, 10.0.0.8' }
  await signIn({}, { headers })
  await signIn({ password: 'hunter2 hunter2' }, { headers })
  await signIn({ name: 'hunter2 hunter2' }, { address: '192.0.2.1', headers })
  expect(events).toMatchObject([
    { what: 'signed_in', user: 'ann', address: '198.51.100.2' },
    { what: 'refused', user: 'ann', address: '198.51.100.2', reason: 'wrong_password' },
    { what: 'refused', user: null, address: '192.0.2.1', reason: 'wrong_password' },
  ])
  for (const { requestId } of events) expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(JSON.stringify(events)).not.toContain('hunter2')
  const response = await app.request('/api/session', {}, from('10.0.0.1'))
  expect([response.status, events.length]).toEqual([401, 3])
})

test('an archive has the recordings of the user who exports it', async () => {
  const recording = 'https://rec.example/a.wav'
  const { mirror } = fakeMirror({ calls: [makeCall({ recording })] })
  const fetch = scriptedFetch(
    () => new Response(TEST_WAV, { headers: { 'Content-Type': 'audio/wav' } }),
  )
  const { ask } = createAuthApp({ users: fakeUsers([ANN]), fetch, mirror })
  expect((await ask('/api/export?format=zip')).status).toBe(401)
  const response = await ask('/api/export?format=zip', sessionCookie())
  const files = await openZip(new Uint8Array(await response.arrayBuffer()))
  expect(readManifest(files)).toMatchObject([{ state: 'whole' }])
})

test('a request that the server sends to itself has the user it was given', async () => {
  const user = { name: 'Bob B', role: 'supervisor', groups: ['Support'] } as const
  const response = await start().app.request('/api/session', {}, { user })
  expect(await response.json()).toMatchObject({ user })
})

function user(users: ReturnType<typeof fakeUsers>) {
  const entry = users.get('Bob B')
  if (!entry) throw new TypeError('There is no Bob B.')
  return entry
}

function noPassword({ password: _, ...entry }: ReturnType<typeof user>) {
  return entry
}
