import { expect, test } from 'vitest'
import { createAuthApp, fakeUsers, from, makeUser } from '../../testing/auth-app.ts'
import { sendLines, serveForTest } from '../../testing/listen-for-test.ts'
import type { UserEntry } from './users-file.ts'

const ANN: UserEntry = { name: 'ann', role: 'supervisor', groups: ['Support'], signOuts: 0 }
const JOSE: UserEntry = { ...ANN, name: 'José B' }
const BOB = { ...(await makeUser()), name: 'bob' }
const OIDC_USER: UserEntry = { name: 'cid', groups: [], signOuts: 3 }

function start(settings: Record<string, string> = {}) {
  return createAuthApp({
    users: fakeUsers([ANN, JOSE, BOB, OIDC_USER]),
    settings: { AUTH: 'header', TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8', ...settings },
  })
}

function ask(app: ReturnType<typeof start>['app'], headers: HeadersInit, address: string) {
  return app.request('/api/session', { headers }, from(address))
}

/** Bytes of UTF-8, as Node hands them on. */
const bytesOf = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

test.each([
  ['10.0.0.1', 'ann', 'ann'],
  ['::ffff:10.9.9.9', ' ann ', 'ann'],
  ['fd00::1', 'ann', 'ann'],
  ['10.0.0.1', bytesOf('José B'), 'José B'],
  ['10.0.0.1', bytesOf('Jose\u0301 B'), 'José B'],
])('a proxy at %s may name the user “%s”', async (address, header, name) => {
  const { app } = start()
  const response = await ask(app, { 'X-Forwarded-User': header }, address)
  expect(await response.json()).toMatchObject({
    auth: 'header',
    user: { name, role: 'supervisor', groups: ['Support'] },
  })
})

test.each([
  ['from another address', '192.0.2.1', 'ann', 'untrusted_proxy'],
  ['from another address of IPv6', '2001:db8::1', 'ann', 'untrusted_proxy'],
  ['from this machine', '127.0.0.1', 'ann', 'untrusted_proxy'],
  ['of an unknown user', '10.0.0.1', 'eve', 'unknown_user'],
  ['in other case', '10.0.0.1', 'ANN', 'unknown_user'],
  ['of a user with a password', '10.0.0.1', 'bob', 'unknown_user'],
  ['of a user without a role', '10.0.0.1', 'cid', 'unknown_user'],
  ['of a property', '10.0.0.1', '__proto__', 'unknown_user'],
  ['with a list', '10.0.0.1', 'ann,bob', 'bad_header'],
  ['with a list of one', '10.0.0.1', 'ann,', 'bad_header'],
  ['that is not UTF-8', '10.0.0.1', '\xe9', 'bad_header'],
  ['with an invisible character', '10.0.0.1', bytesOf('a\u200bnn'), 'bad_header'],
  ['that is empty', '10.0.0.1', '', 'no_header'],
])('a header %s is refused (header spoofing)', async (_, address, header, reason) => {
  const { app, events } = start()
  const response = await ask(app, { 'X-Forwarded-User': header }, address)
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ code: 'signed_out', auth: 'header' })
  expect(events).toMatchObject([{ what: 'refused', user: null, reason }])
})

test.each(['X-Forwarded-For', 'X-Real-IP', 'Forwarded'])(
  'no %s makes an address trusted',
  async (name) => {
    const { app } = start()
    const headers = { 'X-Forwarded-User': 'ann', [name]: '10.0.0.1' }
    expect((await ask(app, headers, '192.0.2.1')).status).toBe(401)
  },
)

test('a header of another name, a cookie or no socket make no user', async () => {
  const { app } = start({ AUTH_HEADER: 'Remote-User' })
  expect((await ask(app, { 'remote-user': 'ann' }, '10.0.0.1')).status).toBe(200)
  for (const headers of [{ 'X-Forwarded-User': 'ann' }, { Cookie: 'callboard=ann' }])
    expect((await ask(app, headers, '10.0.0.1')).status).toBe(401)
  const response = await app.request('/api/session', { headers: { 'Remote-User': 'ann' } })
  expect(response.status).toBe(401)
})

test('the header has no effect with another AUTH', async () => {
  const { app } = start({ AUTH: 'password' })
  expect((await ask(app, { 'X-Forwarded-User': 'ann' }, '10.0.0.1')).status).toBe(401)
})

test('there is no sign-in by password', async () => {
  const { signIn, app } = start()
  expect((await signIn({ name: 'bob' })).status).toBe(404)
  const headers = { 'X-Forwarded-User': 'ann' }
  const init = { method: 'POST', headers }
  expect((await app.request('/api/sign-in', init, from('10.0.0.1'))).status).toBe(404)
})

test.each([
  [['X-Forwarded-User: ann'], 200],
  [['X-Forwarded-User: ann', 'X-Forwarded-User: ann'], 401],
  [['X-Forwarded-User: eve', 'x-forwarded-user: ann'], 401],
  [['X_Forwarded_User: ann'], 401],
  [[], 401],
])('on a socket, the headers %j get %i', async (headers, status) => {
  const port = await serveForTest(start({ TRUSTED_PROXIES: '127.0.0.1' }).app)
  const lines = ['GET /api/session HTTP/1.1', 'Host: localhost', ...headers, 'Connection: close']
  expect(await sendLines(port, lines)).toContain(`HTTP/1.1 ${status} `)
})
