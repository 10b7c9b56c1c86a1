import { describe, expect, test } from 'vitest'
import { sendLines, serveForTest } from '../../testing/listen-for-test.ts'
import { scriptedFetch, vendorPage } from '../../testing/scripted-fetch.ts'
import { createTestApp, recordingPath, TEST_QUERY } from '../../testing/test-app.ts'
import { parseHostRule } from '../recordings/address-rule.ts'
import { createHostRule } from './host-check.ts'

const PATHS = ['/', '/api/session', TEST_QUERY, recordingPath('https://rec.example/a.wav'), '/none']

function isAllowed(header: string, host = '127.0.0.1', names: string[] = []): boolean {
  const allowedHosts = names.flatMap((name) => parseHostRule(name) ?? [])
  return createHostRule({ host, allowedHosts, publicUrl: null })(header)
}

describe('the host check', () => {
  test.each([
    'localhost',
    'LOCALHOST:80',
    'localhost.:8080',
    'calls.localhost',
    '127.0.0.1',
    '127.9.9.9:1',
    '127.1',
    '[::1]',
    '[::1]:8080',
    '[::ffff:127.0.0.1]',
  ])('always allows %s', (header) => {
    for (const host of ['127.0.0.1', '0.0.0.0', '::', '10.1.2.3', 'calls.example'])
      expect(isAllowed(header, host)).toBe(true)
  })

  test.each([
    'evil.example',
    'localhost.evil.example',
    'notlocalhost',
    '127.0.0.1.evil.example',
    '128.0.0.1',
    '192.168.1.2',
    '0.0.0.0',
    '[::2]',
    'a b',
    '',
    'evil.example@localhost',
    'localhost/evil.example',
    'localhost#',
  ])('refuses “%s”', (header) => {
    expect(isAllowed(header)).toBe(false)
  })

  test.each([
    ['10.1.2.3', '10.1.2.3:8080', true],
    ['10.1.2.3', '10.1.2.4', false],
    ['fd00::1', '[FD00:0::1]:8080', true],
    ['Calls.Example', 'calls.example', true],
    ['calls.example', 'www.calls.example', false],
    ['0.0.0.0', '10.1.2.3', true],
    ['::', '10.1.2.3', true],
    ['::', '[fd00::1]', true],
    ['0.0.0.0', 'rebound.example', false],
  ])('with HOST=%s decides for %s: %s', (host, header, expected) => {
    expect(isAllowed(header, host)).toBe(expected)
  })

  test.each([
    ['calls.example', 'calls.example', true],
    ['calls.example', 'CALLS.example.:8443', true],
    ['calls.example', 'www.calls.example', false],
    ['*.calls.example', 'www.calls.example', true],
    ['*.calls.example', 'calls.example', false],
  ])('with ALLOWED_HOSTS=%s decides for %s: %s', (name, header, expected) => {
    expect(isAllowed(header, '127.0.0.1', ['other.example', name])).toBe(expected)
  })
})

describe('a request', () => {
  test.each(PATHS)(
    'for another host gets 421 at %s, without a request to the vendor',
    async (path) => {
      const fetch = scriptedFetch(vendorPage())
      const { app } = createTestApp(fetch)
      for (const init of [{ headers: { Host: 'evil.example' } }, {}]) {
        const response = await app.request(`http://evil.example${path}`, init)
        expect(response.status).toBe(421)
        expect(response.headers.get('Content-Type')).toBe('application/problem+json')
        expect(await response.json()).toMatchObject({ code: 'wrong_host' })
      }
      expect(fetch.calls).toEqual([])
    },
  )

  test('for a name in ALLOWED_HOSTS is answered', async () => {
    const { app } = createTestApp(scriptedFetch(), { ALLOWED_HOSTS: 'calls.example' })
    expect((await app.request('https://calls.example/api/session')).status).toBe(200)
  })

  test('for the host of PUBLIC_URL is answered, with any port', async () => {
    const { app } = createTestApp(scriptedFetch(), { PUBLIC_URL: 'https://calls.example:8443' })
    for (const origin of ['https://calls.example:8443', 'http://calls.example'])
      expect((await app.request(`${origin}/api/session`)).status).toBe(200)
    expect((await app.request('http://www.calls.example/api/session')).status).toBe(421)
  })

  test.each(['/healthz', '/readyz'])('for the probe %s is answered for any host', async (path) => {
    const { app } = createTestApp(scriptedFetch())
    expect((await app.request(`http://evil.example${path}`)).status).toBe(200)
  })

  test.each<[Record<string, string>, number]>([
    [{}, 405],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 405],
    [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, 405],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'none' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site', Origin: 'http://localhost' }, 403],
    [{ Origin: 'http://localhost' }, 405],
    [{ Origin: 'https://localhost' }, 405],
    [{ Origin: 'https://calls.example' }, 405],
    [{ Origin: 'http://calls.example' }, 403],
    [{ Origin: 'http://localhost:8081' }, 403],
    [{ Origin: 'http://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Origin: '' }, 403],
  ])('that would change something, with the headers %j, gets %i (CSRF)', async (given, status) => {
    const { app } = createTestApp(scriptedFetch(), { PUBLIC_URL: 'https://calls.example' })
    const headers = new Headers(given)
    for (const path of ['/api/session', '/healthz']) {
      const response = await app.request(path, { method: 'POST', headers })
      expect(response.status).toBe(status)
    }
  })

  test.each(['/api', '/api/session', TEST_QUERY, '/api/none', '/%61pi/session'])(
    'from another site gets 403 at %s',
    async (path) => {
      const fetch = scriptedFetch(vendorPage())
      const headers = { 'Sec-Fetch-Site': 'cross-site' }
      const response = await createTestApp(fetch).app.request(path, { headers })
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'cross_site' })
      expect(fetch.calls).toEqual([])
    },
  )

  test.each([
    [{ 'Sec-Fetch-Site': 'same-origin' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
    [{ 'Sec-Fetch-Site': 'none' }],
    [{}],
  ])('with the headers %j is answered', async (given) => {
    const headers = new Headers(given)
    const response = await createTestApp(scriptedFetch()).app.request('/api/session', { headers })
    expect(response.status).toBe(200)
  })

  test('from another site may open the page, as a link does', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site' }
    const response = await createTestApp(scriptedFetch()).app.request('/', { headers })
    expect(response.status).toBe(404) // This test serves no page.
  })

  test.each([
    ['GET /api/session HTTP/1.1', 'Host: evil.example', 421],
    ['GET /api/session HTTP/1.1', 'Host: localhost:1', 200],
    ['GET http://evil.example/api/session HTTP/1.1', 'Host: localhost', 421],
    ['GET http://localhost/api/session HTTP/1.1', 'Host: evil.example', 421],
    ['GET /healthz HTTP/1.1', 'Host: evil.example', 200],
    ['GET /api/session HTTP/1.0', 'Host: evil.example', 421],
  ])('on a socket, %s with %s gets %s', async (line, host, status) => {
    const { app } = createTestApp(scriptedFetch())
    const port = await serveForTest(app)
    const answer = await sendLines(port, [line, host, 'Connection: close'])
    expect(answer).toContain(`HTTP/1.1 ${status} `)
  })
})
