import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { ProblemCode } from '../calls/problems.ts'

/** What the handlers of one request share. */
export interface AppEnv {
  /** Node's own request and answer, where there is a connection. */
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    /** Time spent asking the vendor, in ms; absent where it was not asked. */
    vendorMs?: number
    /** Set once the answer is a failure. */
    problemCode?: ProblemCode
  }
}

export type AppContext = Context<AppEnv>
