import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { AppEnv } from './app-context.ts'

/**
 * Names each request and writes its one log line when the answer's headers are ready: a recording's
 * body may take as long as somebody listens. The route's pattern stands for the path, which can
 * hold a handle, and for the query, which can hold a number somebody called.
 * @param now ms since the epoch
 */
export function createRequestLog(log: Logger, now: () => number): MiddlewareHandler<AppEnv> {
  return async function requestLog(c, next) {
    const startedAt = now()
    const requestId = crypto.randomUUID()
    c.set('requestId', requestId)
    await next()
    c.header('X-Request-Id', requestId)
    const { vendorMs, problemCode } = c.var
    log.info({
      requestId,
      method: c.req.method,
      route: routePath(c),
      status: c.res.status,
      ms: now() - startedAt,
      ...(vendorMs !== undefined && { vendorMs }),
      ...(problemCode !== undefined && { code: problemCode }),
    })
  }
}
