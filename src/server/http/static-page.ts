import { readFile } from 'node:fs/promises'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, HonoRequest, MiddlewareHandler } from 'hono'

/** Headers that a 304 must not have. */
const BODY_HEADERS = ['Content-Length', 'Content-Type', 'Content-Encoding']

const HTML_TYPE = 'text/html; charset=utf-8'
const YEAR = 'public, max-age=31536000, immutable'

/** Stands in `index.html` for the nonce of the content security policy. */
const NONCE_PLACE = '%NONCE%'

/** Built files in `assets/` have a hash of their content in the name, so they never change. */
function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? YEAR : 'no-cache'
}

/** Returns an entity tag. Compressed copies have the same date and differ in length. */
function versionOf(headers: Headers): string {
  const modified = Date.parse(headers.get('Last-Modified') ?? '')
  return `W/"${modified.toString(36)}-${headers.get('Content-Length')}"`
}

/** Whether the browser has this version already (RFC 9110 section 13.2.2). */
function isUnchanged(request: HonoRequest, headers: Headers, version: string): boolean {
  const known = request.header('If-None-Match')
  if (known !== undefined) return known.trim() === '*' || known.split(/,\s*/).includes(version)
  const since = Date.parse(request.header('If-Modified-Since') ?? '')
  return Date.parse(headers.get('Last-Modified') ?? '') <= since
}

/**
 * Serves the built page: `index.html` at `/` only, all other files by their path. If a compressed copy
 * was built, that copy is sent.
 * @param root path of the folder
 */
export function createStaticPage(root: string): MiddlewareHandler {
  const serve = serveStatic({ root, precompressed: true })
  /** Sends the page with the nonce of its styles. It has no validators, so that both stay together. */
  async function servePage(c: Context): Promise<Response> {
    const html = await readFile(`${root}/index.html`, 'utf8')
    const nonce: unknown = c.get('secureHeadersNonce')
    const text = html.replace(NONCE_PLACE, typeof nonce === 'string' ? nonce : '')
    const headers = { 'Cache-Control': cacheControl('/'), 'Content-Type': HTML_TYPE }
    return c.body(text, 200, headers)
  }

  return async function staticPage(c, next) {
    if (c.req.path === '/index.html') return next()
    if (c.req.path === '/') return servePage(c)
    const response = await serve(c, next)
    if (!(response instanceof Response) || !response.ok) return response
    const { headers } = response
    headers.set('Cache-Control', cacheControl(c.req.path))
    if (response.status !== 200) return response
    const version = versionOf(headers)
    headers.set('ETag', version)
    if (!isUnchanged(c.req, headers, version)) return response
    await response.body?.cancel()
    for (const name of BODY_HEADERS) headers.delete(name)
    return new Response(null, { status: 304, headers })
  }
}
