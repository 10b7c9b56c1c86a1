import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { securityHeaders } from './host-check.ts'
import { createStaticPage } from './static-page.ts'

let root = ''
let app = new Hono()

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'callboard-'))
  await mkdir(join(root, 'assets'))
  const files = {
    'index.html': '<!doctype html><meta content="%NONCE%">',
    'favicon.svg.br': 'brotli copy',
    'favicon.svg': '<svg/>',
    'assets/app-1a2b.js': 'plain',
    'assets/app-1a2b.js.br': 'brotli',
    'assets/app-1a2b.js.gz': 'gzip',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text)
  app = new Hono().use(createStaticPage(root))
})
afterAll(() => rm(root, { recursive: true }))

describe('createStaticPage', () => {
  test.each([
    ['/', 'text/html', 'no-cache'],
    ['/?from=x', 'text/html', 'no-cache'],
    ['/favicon.svg', 'image/svg+xml', 'no-cache'],
    ['/assets/app-1a2b.js', 'text/javascript', 'public, max-age=31536000, immutable'],
  ])('serves %s with the type %s and the caching %s', async (path, type, cache) => {
    const response = await app.request(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(`${type}; charset=utf-8`)
    expect(response.headers.get('Cache-Control')).toBe(cache)
  })

  test.each([
    ['br, gzip', 'br', 'brotli'],
    ['gzip', 'gzip', 'gzip'],
    ['', null, 'plain'],
  ])('answers Accept-Encoding "%s" with %s', async (accepted, coding, text) => {
    const response = await app.request('/assets/app-1a2b.js', {
      headers: { 'Accept-Encoding': accepted },
    })
    expect(response.headers.get('Content-Encoding')).toBe(coding)
    expect(await response.text()).toBe(text)
  })

  test.each(['/index.html', '/calls', '/assets/', '/assets/no.js', '/../secret', '/%2e%2e/secret'])(
    'answers 404 at %s',
    async (path) => {
      const response = await app.request(path)
      expect(response.status).toBe(404)
      expect(response.headers.get('Cache-Control')).toBeNull()
    },
  )

  test('gives each page the nonce of its content security policy', async () => {
    const secured = new Hono().use(securityHeaders({ isTls: true }), createStaticPage(root))
    const nonces = new Set<string>()
    for (const _ of [1, 2]) {
      const response = await secured.request('/')
      const policy = response.headers.get('Content-Security-Policy') ?? ''
      const [, nonce = ''] = /style-src 'self' 'nonce-([^']+)'/.exec(policy) ?? []
      expect(nonce).not.toBe('')
      expect(await response.text()).toContain(`<meta content="${nonce}">`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(2)
  })

  test.each(['/favicon.svg', '/assets/app-1a2b.js'])(
    'answers 304 for an unchanged %s',
    async (path) => {
      const first = await app.request(path)
      const etag = first.headers.get('ETag') ?? ''
      const modified = first.headers.get('Last-Modified') ?? ''
      for (const [name, value] of [
        ['If-None-Match', etag],
        ['If-None-Match', `"other", ${etag}`],
        ['If-None-Match', '*'],
        ['If-Modified-Since', modified],
        ['If-Modified-Since', new Date(Date.parse(modified) + 60_000).toUTCString()],
      ] as const)
        for (const method of ['GET', 'HEAD']) {
          const again = await app.request(path, { method, headers: { [name]: value } })
          expect([again.status, await again.text()]).toEqual([304, ''])
          expect(again.headers.get('ETag')).toBe(etag)
          expect(again.headers.get('Cache-Control')).toBe(first.headers.get('Cache-Control'))
          expect(again.headers.has('Content-Length')).toBe(false)
        }
    },
  )

  test.each([
    ['another version', { 'If-None-Match': '"other"' }],
    [
      'another version of now',
      { 'If-None-Match': '"other"', 'If-Modified-Since': new Date().toUTCString() },
    ],
    ['an older version', { 'If-Modified-Since': new Date(0).toUTCString() }],
    ['an invalid time', { 'If-Modified-Since': 'yesterday' }],
  ])('sends the complete file to a browser with %s', async (_, headers) => {
    const response = await app.request('/favicon.svg', { headers: new Headers(headers) })
    expect([response.status, await response.text()]).toEqual([200, '<svg/>'])
  })

  test('gives a compressed copy its own entity tag', async () => {
    const plain = await app.request('/favicon.svg')
    const headers = { 'Accept-Encoding': 'br', 'If-None-Match': plain.headers.get('ETag') ?? '' }
    expect((await app.request('/favicon.svg', { headers })).status).toBe(200)
  })
})
