import { serveStatic } from '@hono/node-server/serve-static'
import type { MiddlewareHandler } from 'hono'

const YEAR = 'public, max-age=31536000, immutable'

/** Of the built files, those in `assets/` carry a hash of their content in the name. */
function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? YEAR : 'no-cache'
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
    if (response instanceof Response && response.ok)
      response.headers.set('Cache-Control', cacheControl(c.req.path))
    return response
  }
}
