import { createServer, type IncomingMessage, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Env } from '../env.ts'
import type { AppEnv } from './context.ts'
import { isLoopback, isWildcard } from './host-check.ts'

/** In bytes. A long list of filters makes a long request line, and Node's limit is 16 KB. */
const MAX_HEADER_SIZE = 65_536
/** Longer than nginx keeps an idle connection (60 s), so that nginx closes it. */
const KEEP_ALIVE_MS = 70_000
/** Longer than `KEEP_ALIVE_MS`, because Node may count it from the end of the request before. */
const HEADERS_TIMEOUT_MS = 75_000

const CLOSE_WITHIN_MS = 5_000
/** While the server closes, idle connections are closed at this interval. */
const IDLE_CHECK_MS = 100

/** Node's parser also accepts HTTP/0.9, HTTP/2.0 in plain text, and several `Host` headers. */
function isWellFormed({ httpVersion, headersDistinct }: IncomingMessage): boolean {
  const hosts = headersDistinct.host?.length ?? 0
  return httpVersion === '1.1' ? hosts === 1 : httpVersion === '1.0' && hosts <= 1
}

/**
 * Creates the HTTP server of `app`, which does not listen yet. Requests that are not HTTP/1.0 or
 * 1.1, and those with two `Host` headers (RFC 9112 section 3.2), get 400 like Node's own refusals.
 * @param hostname used if an HTTP/1.0 request has no `Host` header
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

/** Lets requests under way finish, for at most `CLOSE_WITHIN_MS`, and calls `onClosed`. */
export function closeGently(server: Server, onClosed: () => void): void {
  server.close(onClosed)
  // A connection that is kept alive becomes idle with the end of its answer.
  setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS).unref()
  setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS).unref()
}

/** Returns the text that the terminal shows once the server listens on `port`. */
export function startMessage(
  {
    host,
    allowedHosts,
    demo,
    auth,
    publicUrl,
  }: Pick<Env, 'host' | 'allowedHosts' | 'demo' | 'auth' | 'publicUrl'>,
  port: number,
): string {
  const lines = [`Callboard is at http://${host.includes(':') ? `[${host}]` : host}:${port}`]
  if (demo)
    lines.push(
      'Demo account: the calls are made up.',
      'Set LAAFFIC_API_KEY and LAAFFIC_API_SECRET to see your own.',
    )
  if (publicUrl !== null) lines.push(`People open it at ${publicUrl}`)
  if (!isLoopback(host) && auth === 'none')
    lines.push(
      '',
      'WARNING: HOST is not a loopback address, and there is no sign-in.',
      'Whoever reaches this port sees every call and hears every recording.',
    )
  if (!isLoopback(host) && allowedHosts.length === 0 && publicUrl === null)
    lines.push(
      `It answers to ${isWildcard(host) ? 'IP addresses' : host} only; set ALLOWED_HOSTS to add names.`,
    )
  return `${lines.join('\n')}\n`
}
