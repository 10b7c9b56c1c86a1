import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { User } from '../../calls/call.ts'
import type { AppEnv } from '../http/context.ts'
import { ProblemError, problemResponse } from '../http/problems.ts'
import { LOCAL_USER } from './scope.ts'
import { limitRequests, limitUnderWay } from './user-limits.ts'

const [SUE, LEE] = ['Sue', 'Lee'].map(
  (name): User => ({ name, role: 'supervisor', groups: ['A'] }),
) as [User, User]

/** An app whose user is in a header, and whose answers have two parts. */
function createApp(limit: ReturnType<typeof limitRequests>) {
  const users = new Map([LOCAL_USER, SUE, LEE].map((user) => [user.name, user]))
  const app = new Hono<AppEnv>()
  app.use((c, next) => {
    c.set('user', users.get(c.req.header('User') ?? '') ?? LOCAL_USER)
    return next()
  })
  app.use(limit)
  app.get('/', () => {
    const parts = [new Uint8Array([1]), new Uint8Array([2])]
    const body = new ReadableStream({
      pull(controller) {
        const part = parts.shift()
        if (part) controller.enqueue(part)
        else controller.close()
      },
    })
    return new Response(body, { headers: { Name: 'value' } })
  })
  app.get('/empty', () => new Response(null, { status: 204 }))
  app.get('/fails', () => {
    throw new ProblemError('not_found', '')
  })
  app.onError((error, c) => problemResponse(c, error as ProblemError))
  return (user: User, path = '/') => app.request(path, { headers: { User: user.name } })
}

describe('limitRequests', () => {
  it('refuses the requests of one user above the limit, and says when to try again', async () => {
    const get = createApp(limitRequests({ points: 2, duration: 60 }))
    const statuses = await Promise.all([1, 2, 3].map(async () => (await get(SUE)).status))
    expect(statuses).toEqual([200, 200, 429])
    expect((await get(LEE)).status).toBe(200)
    const refused = await get(SUE)
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ code: 'too_many_requests' })
  })

  it('does not limit a server without sign-in', async () => {
    const get = createApp(limitRequests({ points: 1, duration: 60 }))
    for (const _ of [1, 2, 3]) expect((await get(LOCAL_USER)).status).toBe(200)
  })
})

describe('limitUnderWay', () => {
  it('counts an answer until its last byte was sent, or the client left', async () => {
    const get = createApp(limitUnderWay(2))
    const first = await get(SUE)
    const second = await get(SUE)
    expect(first.headers.get('Name')).toBe('value')
    expect((await get(SUE)).status).toBe(429)
    expect((await get(LEE)).status).toBe(200)
    expect(new Uint8Array(await first.arrayBuffer())).toEqual(new Uint8Array([1, 2]))
    const third = await get(SUE)
    expect(third.status).toBe(200)
    expect((await get(SUE)).status).toBe(429)
    await second.body?.cancel()
    expect((await get(SUE)).status).toBe(200)
  })

  it('forgets answers without a body, and failures', async () => {
    const get = createApp(limitUnderWay(1))
    for (const _ of [1, 2]) expect((await get(SUE, '/empty')).status).toBe(204)
    for (const _ of [1, 2]) {
      const failed = await get(SUE, '/fails')
      expect(failed.status).toBe(404)
      await failed.text()
    }
  })
})
