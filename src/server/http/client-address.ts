import { getConnInfo } from '@hono/node-server/conninfo'
import type { AppContext } from '../app-context.ts'

/** Requests without a socket, as in tests, are one client. */
const NO_SOCKET = 'none'

/**
 * Who sent a request: its remote address, until there are sessions. Behind a proxy all clients have
 * one address. IPv4 in an IPv6 socket is written as IPv4.
 */
export function clientOf(c: AppContext): string {
  // `app.request()` sets no bindings, whatever the type says.
  const bindings: unknown = c.env
  if (typeof bindings !== 'object' || bindings === null || !('incoming' in bindings))
    return NO_SOCKET
  return getConnInfo(c).remote.address?.replace(/^::ffff:/, '') ?? NO_SOCKET
}
