import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStaticPage } from './static-page.ts'

let root = ''
let app = new Hono()

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'callboard-'))
  await mkdir(join(root, 'assets'))
  const files = {
    'index.html': '<!doctype html>',
    'index.html.br': 'brotli',
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
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/?from=x', 'text/html; charset=utf-8', 'no-cache'],
    ['/favicon.svg', 'image/svg+xml; charset=utf-8', 'no-cache'],
    [
      '/assets/app-1a2b.js',
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ],
  ])('%s is %s, %s', async (path, type, cache) => {
    const response = await app.request(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(type)
    expect(response.headers.get('Cache-Control')).toBe(cache)
  })

  test.each([
    ['br, gzip', 'br', 'brotli'],
    ['gzip', 'gzip', 'gzip'],
    ['', null, 'plain'],
  ])('Accept-Encoding "%s" gets %s', async (accepted, coding, text) => {
    const response = await app.request('/assets/app-1a2b.js', {
      headers: { 'Accept-Encoding': accepted },
    })
    expect(response.headers.get('Content-Encoding')).toBe(coding)
    expect(await response.text()).toBe(text)
  })

  test.each(['/index.html', '/calls', '/assets/', '/assets/no.js', '/../secret', '/%2e%2e/secret'])(
    'there is nothing at %s',
    async (path) => {
      const response = await app.request(path)
      expect(response.status).toBe(404)
      expect(response.headers.get('Cache-Control')).toBeNull()
    },
  )
})
