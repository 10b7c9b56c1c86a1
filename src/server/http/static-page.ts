import { serveStatic } from '@hono/node-server/serve-static'
import type { HonoRequest, MiddlewareHandler } from 'hono'

/** Headers of a body that is not sent. */
const OF_BODY = ['Content-Length', 'Content-Type', 'Content-Encoding']

const YEAR = 'public, max-age=31536000, immutable'

/** Of the built files, those in `assets/` carry a hash of their content in the name. */
function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? YEAR : 'no-cache'
}

/** Names the version of a file that is served whole: coded copies differ in length. */
function versionOf(headers: Headers): string {
  const modified = Date.parse(headers.get('Last-Modified') ?? '')
  return `W/"${modified.toString(36)}-${headers.get('Content-Length')}"`
}

/** Whether the browser has that version already (RFC 9110 section 13.2.2). */
function isUnchanged(request: HonoRequest, headers: Headers, version: string): boolean {
  const known = request.header('If-None-Match')
  if (known !== undefined) return known.trim() === '*' || known.split(/,\s*/).includes(version)
  const since = Date.parse(request.header('If-Modified-Since') ?? '')
  return Date.parse(headers.get('Last-Modified') ?? '') <= since
}

/**
 * Serves the built page: `index.html` at `/` and nowhere else, everything beside it by its path,
 * compressed where a compressed copy was built.
 * @param root path of the folder
 */
export function createStaticPage(root: string): MiddlewareHandler {
  const serve = serveStatic({ root, precompressed: true })
  return async function staticPage(c, next) {
    if (c.req.path === '/index.html') return next()
    const response = await serve(c, next)
    if (!(response instanceof Response) || !response.ok) return response
    const { headers } = response
    headers.set('Cache-Control', cacheControl(c.req.path))
    if (response.status !== 200) return response
    const version = versionOf(headers)
    headers.set('ETag', version)
    if (!isUnchanged(c.req, headers, version)) return response
    await response.body?.cancel()
    for (const name of OF_BODY) headers.delete(name)
    return new Response(null, { status: 304, headers })
  }
}
