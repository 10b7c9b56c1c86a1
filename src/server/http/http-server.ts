import { createServer, type IncomingMessage, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { AppEnv } from '../app-context.ts'

/** In bytes. A long list of filters is one long line; Node's own 16 KB end it with an empty 431. */
const MAX_HEADER_SIZE = 65_536
/** Longer than nginx keeps an idle connection to us (60 s), so that nginx is the one to close it. */
const KEEP_ALIVE_MS = 70_000
/** Longer than the above, because Node may count it from the end of the request before. */
const HEADERS_TIMEOUT_MS = 75_000

const CLOSE_WITHIN_MS = 5_000
/** Between two looks for connections that have become idle while the server closes. */
const IDLE_CHECK_MS = 100

/** Node's parser also takes HTTP/0.9, HTTP/2.0 in plain text, and several `Host` headers. */
function isWellFormed({ httpVersion, headersDistinct }: IncomingMessage): boolean {
  const hosts = headersDistinct.host?.length ?? 0
  return httpVersion === '1.1' ? hosts === 1 : httpVersion === '1.0' && hosts <= 1
}

/**
 * Creates the HTTP server of `app`, which does not listen yet. Requests that are not HTTP/1.0 or
 * 1.1, and those with two `Host` headers (RFC 9112 section 3.2), get 400 as Node's own refusals do.
 * @param hostname stands for the `Host` header that HTTP/1.0 may lack
 */
export function createHttpServer(
  app: Hono<AppEnv>,
  { hostname, ...listener }: { hostname: string; overrideGlobalObjects?: boolean },
): Server {
  const answer = getRequestListener(app.fetch, { hostname, ...listener })
  const options = {
    maxHeaderSize: MAX_HEADER_SIZE,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
  }
  return createServer(options, (incoming, outgoing) => {
    if (isWellFormed(incoming)) return answer(incoming, outgoing)
    outgoing.writeHead(400, { Connection: 'close' }).end()
  })
}

/** Lets requests under way finish, for at most 5 s, and calls `onClosed`. */
export function closeGently(server: Server, onClosed: () => void): void {
  server.close(onClosed)
  // A connection that is kept alive becomes idle with the end of its answer.
  setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS).unref()
  setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS).unref()
}
