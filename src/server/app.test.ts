import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { httpStatus, refusal, scriptedFetch, vendorPage } from '../testing/scripted-fetch.ts'
import {
  createTestApp,
  recordingPath,
  TEST_KEY,
  TEST_NOW,
  TEST_QUERY,
  TEST_SECRET,
  testEnv,
} from '../testing/test-app.ts'
import { createApp } from './app.ts'
import { sign } from './vendor/request.ts'

const ROUTES = ['/api/records', '/api/recordings/abc', '/api/session', '/healthz', '/readyz']

describe('createApp', () => {
  test('sends the session of the account', async () => {
    const { app } = createTestApp(scriptedFetch(), { LAAFFIC_TIME_ZONE: 'Asia/Kolkata' })
    expect(await (await app.request('/api/session')).json()).toEqual({
      now: '2026-03-10T09:30:00+05:30',
      demo: false,
      timeZone: 'Asia/Kolkata',
      limits: { windowDays: 31, historyDays: 62, pageSize: 100, readLimit: 20_000 },
      mirror: 'memory',
      recordingChannels: null,
      auth: 'none',
      user: null,
    })
  })

  test('compresses calls for clients that accept it', async () => {
    const { app } = createTestApp(scriptedFetch(vendorPage()))
    const ask = (encoding: string) =>
      app.request('/api/records?range=yesterday', { headers: { 'Accept-Encoding': encoding } })
    const packed = await ask('gzip, br')
    expect(packed.headers.get('Content-Encoding')).toBe('gzip')
    expect(packed.headers.get('Vary')).toContain('Accept-Encoding')
    expect((await ask('identity')).headers.get('Content-Encoding')).toBeNull()
  })

  test.each(['/healthz', '/readyz'])('answers the probe %s', async (path) => {
    const response = await createTestApp(scriptedFetch()).app.request(path)
    expect([response.status, await response.text()]).toEqual([200, 'ok'])
  })

  test.each(['/', '/nothing', '/api', '/api/nothing', '/api/recordings', '/api/recordings/a/b'])(
    'answers 404 at %s',
    async (path) => {
      const response = await createTestApp(scriptedFetch()).app.request(path)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ code: 'not_found' })
    },
  )

  test.each(
    ROUTES.flatMap((route) => ['POST', 'DELETE', 'OPTIONS'].map((method) => [method, route])),
  )('answers 405 to %s %s', async (method, route) => {
    const response = await createTestApp(scriptedFetch()).app.request(route, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('Allow')).toBe('GET, HEAD')
    expect(await response.json()).toMatchObject({ code: 'method_not_allowed' })
  })

  test('refuses a large body with or without a stated length', async () => {
    const { app } = createTestApp(scriptedFetch())
    const large = 'x'.repeat(64 * 1024 + 1)
    const headers = { 'Content-Length': String(large.length) }
    const stated = await app.request('/api/records', { method: 'POST', body: large, headers })
    expect(await stated.json()).toMatchObject({ code: 'body_too_large', status: 413 })
    const unstated = await app.request('/api/records', { method: 'POST', body: large })
    expect(unstated.status).toBe(413)
  })

  test.each(['/healthz', '/api/session', '/api/nothing', '/api/records', TEST_QUERY])(
    'sets the security headers at %s',
    async (path) => {
      const { app } = createTestApp(scriptedFetch(vendorPage()))
      const { headers } = await app.request(path, { headers: { Origin: 'https://evil.example' } })
      const policy = headers.get('Content-Security-Policy') ?? ''
      expect(policy).toMatch(
        /^default-src 'self'; script-src 'self'; style-src 'self' 'nonce-\S+';/,
      )
      expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default")
      expect(policy).toContain("style-src-attr 'unsafe-inline'")
      expect(policy.replace(/style-src-attr [^;]+/, '')).not.toContain('unsafe')
      expect(policy).toContain("object-src 'none'; base-uri 'none'; frame-ancestors 'none'")
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Referrer-Policy')).toBe('same-origin')
      expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
      expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
      expect(headers.has('Strict-Transport-Security')).toBe(false)
      expect(headers.has('Access-Control-Allow-Origin')).toBe(false)
    },
  )

  test('requires TLS of browsers if PUBLIC_URL has it', async () => {
    const { app } = createTestApp(scriptedFetch(), { PUBLIC_URL: 'https://calls.example' })
    const { headers } = await app.request('/healthz')
    expect(headers.get('Strict-Transport-Security')).toBe('max-age=31536000')
  })

  test('gives every request its own id', async () => {
    const { app } = createTestApp(scriptedFetch())
    const response = await app.request('/api/records', { headers: { 'X-Request-Id': 'forged' } })
    const requestId = response.headers.get('X-Request-Id')
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(await response.json()).toMatchObject({ requestId })
  })

  test('neither shows nor logs the message of an unexpected error', async () => {
    const { app, lines } = createTestApp(scriptedFetch())
    app.get('/fails', () => {
      throw new RangeError('8613200000001 is not a number')
    })
    const response = await app.request('/fails')
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ code: 'internal_error' })
    expect(text + lines.join()).not.toContain('8613200000001')
    expect(text).not.toContain('RangeError')
    expect(lines.join()).toContain('RangeError')
  })
})

describe('the log', () => {
  test('has one line per request, with the pattern of the route', async () => {
    const { app, lines } = createTestApp(scriptedFetch(refusal('-1', 'no')))
    for (const path of ['/healthz', TEST_QUERY]) await (await app.request(path)).text()
    await app.request(recordingPath('https://rec.example/a.wav'), { method: 'HEAD' })
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { method: 'GET', route: '/healthz', status: 200, bytes: 2, ms: 0 },
      { method: 'GET', route: '/api/records', status: 502, code: 'vendor_auth', vendorMs: 0 },
      { method: 'HEAD', route: '/api/recordings/:handle', status: 502 },
    ])
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ code: 'recording_not_audio' })
    for (const name of ['vendorMs', 'aborted'])
      expect(JSON.parse(lines[0] ?? '')).not.toHaveProperty(name)
  })

  test('has the route that answered, also for the page', async () => {
    const lines: string[] = []
    const app = createApp({
      env: testEnv(),
      fetch: scriptedFetch(vendorPage()),
      now: () => TEST_NOW,
      log: pino({}, { write: (line: string) => lines.push(line) }),
      page: (c, next) => (c.req.path === '/' ? Promise.resolve(c.text('page')) : next()),
    })
    for (const path of [TEST_QUERY, '/', '/8613200000001']) await (await app.request(path)).text()
    await (await app.request('/healthz', { method: 'PUT' })).text()
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { route: '/api/records', status: 200 },
      { route: '/*', status: 200 },
      { route: '/*', status: 404 },
      { route: '/healthz', status: 405 },
    ])
  })

  test('never contains a phone number, a name, a key, a signature or a URL', async () => {
    const record = {
      callSessionId: 'session-77',
      caller: '8613200000001',
      called: '8613200000002',
      agentName: 'Agent Smith',
      voiceUrl: 'https://rec.example/8613200000002.wav',
    }
    const reason = `no: 8613200000001 ${TEST_KEY} ${TEST_SECRET}`
    const fetch = scriptedFetch(
      vendorPage(record),
      refusal('-22', reason),
      httpStatus(500),
      httpStatus(500),
      () => new Response('8613200000001'),
    )
    const { app, lines } = createTestApp(fetch)
    const handle = recordingPath(record.voiceUrl)
    const query = `${TEST_QUERY}&number=8613200000001&agent=Agent+Smith`
    for (const path of [query, query, query, query, handle, `${handle}x`, '/8613200000001'])
      await (await app.request(path, { headers: { Cookie: 'agent=Smith', Referer: query } })).text()
    const log = lines.join('')
    expect(lines).toHaveLength(7)
    const secrets = [
      '86132',
      'Smith',
      'session-77',
      'rec.example',
      TEST_KEY,
      TEST_SECRET,
      sign(TEST_KEY, TEST_SECRET, TEST_NOW / 1000),
      handle.split('/').at(-1) ?? '',
    ]
    for (const secret of secrets) expect(log).not.toContain(secret)
  })
})
