import type { HttpBindings } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { User } from '../../calls/call.ts'
import type { ProblemCode } from '../../calls/problems.ts'
import { LOCAL_USER } from '../auth/scope.ts'

/** The state that the handlers of one request share. */
export interface AppEnv {
  /** Node's own request and response, if there is a connection. */
  Bindings: Partial<HttpBindings> & {
    /** The user of a request that this server sends to itself. No connection can set it. */
    user?: User
  }
  Variables: {
    requestId: string
    /** Who sent the request. Set for all of `/api` but sign-in and sign-out. */
    user: User
    /** Duration of the vendor request in ms. Absent if there was none. */
    vendorMs?: number
    /** Set once the answer is a failure. */
    problemCode?: ProblemCode
  }
}

export type AppContext = Context<AppEnv>

/** Requests without a socket, as in tests, count as one client. */
const NO_SOCKET = 'none'

/** Returns the client of a request, which takes turns with others: the user, or else the address. */
export function clientOf(c: AppContext): string {
  const user: User | undefined = c.get('user')
  return user === undefined || user === LOCAL_USER ? remoteAddressOf(c) : `user ${user.name}`
}

/**
 * Returns the remote address of a request. Behind a proxy all clients have one address. IPv4 in an
 * IPv6 socket is written as IPv4.
 */
export function remoteAddressOf(c: AppContext): string {
  // `app.request()` sets no bindings, whatever the type says.
  const bindings: unknown = c.env
  if (typeof bindings !== 'object' || bindings === null || !('incoming' in bindings))
    return NO_SOCKET
  return getConnInfo(c).remote.address?.replace(/^::ffff:/, '') ?? NO_SOCKET
}
