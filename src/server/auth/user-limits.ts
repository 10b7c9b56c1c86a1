import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { AppContext, AppEnv } from '../http/context.ts'
import { ProblemError } from '../http/problems.ts'
import { LOCAL_USER } from './scope.ts'

/** Requests of a user. `duration` is in seconds. A page that is used quickly sends a tenth. */
const REQUEST_LIMIT = { points: 1_200, duration: 60 }
/** Seconds after which a user may try again who has too much under way. */
const RETRY_SECONDS = 5

/** Returns the name of the user who signed in; `null` without sign-in, and for our own requests. */
function signedInName(c: AppContext): string | null {
  const user = c.get('user')
  return user === LOCAL_USER || c.env?.user ? null : user.name
}

function tooMany(detail: string, retryAfterSeconds: number): ProblemError {
  return new ProblemError('too_many_requests', detail, { retryAfterSeconds })
}

/** Creates the limit on the requests of each user. @throws ProblemError `too_many_requests` */
export function limitRequests(limit = REQUEST_LIMIT): MiddlewareHandler<AppEnv> {
  const byUser = new RateLimiterMemory(limit)
  return async (c, next) => {
    const name = signedInName(c)
    if (name !== null)
      await byUser.consume(name).catch((refusal: unknown) => {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
        throw tooMany('You sent too many requests.', seconds)
      })
    return next()
  }
}

/**
 * Creates the limit on what each user has under way at once. A request is under way until the last
 * byte of its answer was sent.
 * @throws ProblemError `too_many_requests`
 */
export function limitUnderWay(max: number): MiddlewareHandler<AppEnv> {
  const counts = new Map<string, number>()
  return async (c, next) => {
    const name = signedInName(c)
    if (name === null) return next()
    const count = counts.get(name) ?? 0
    if (count >= max) throw tooMany('You have too much of this under way.', RETRY_SECONDS)
    counts.set(name, count + 1)
    function release(): void {
      const left = (counts.get(name as string) ?? 1) - 1
      if (left > 0) counts.set(name as string, left)
      else counts.delete(name as string)
    }
    await next()
    const { body } = c.res
    if (body === null) release()
    else c.res = new Response(watch(body, release), c.res)
  }
}

/** Passes a body on, and calls `onEnd` once when it ends in whatever way. */
function watch(body: ReadableStream<Uint8Array>, onEnd: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (!done) return controller.enqueue(value)
          onEnd()
          controller.close()
        } catch (error) {
          onEnd()
          throw error
        }
      },
      async cancel(reason) {
        onEnd()
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}
