import { describe, expect, it, test, vi } from 'vitest'
import { PROBLEMS } from '../calls/problems.ts'
import { fetchJson, RequestFailure, readFailure, signedOut } from './client.ts'

function problem(body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status: 502,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })
}

const NOTHING_MORE = { detail: null, requestId: null, vendorStatus: null, retryAfter: null }

describe('readFailure', () => {
  it('reads all codes', async () => {
    for (const code of Object.keys(PROBLEMS))
      expect(await readFailure(problem({ code }))).toMatchObject({ code, ...NOTHING_MORE })
  })

  it('reads all members of a problem', async () => {
    const said = { detail: 'sign error', requestId: 'req-1', vendorStatus: '-1' }
    const failure = await readFailure(problem({ code: 'vendor_auth', ...said }))
    expect(failure).toMatchObject({ code: 'vendor_auth', ...said, retryAfter: null })
    expect(failure).toBeInstanceOf(RequestFailure)
    expect(failure.message).toBe('sign error')
  })

  test.each<[name: string, answer: Response]>([
    ['HTML', new Response('<html>Bad gateway</html>', { status: 502 })],
    ['half a JSON document', new Response('{"code":"vendor_', { status: 502 })],
    ['an empty answer', new Response(null, { status: 504 })],
    ['an unknown code', problem({ code: 'teapot', detail: 'x' })],
    ['a key of Object.prototype', problem({ code: 'toString' })],
    ['a numeric code', problem({ code: 502 })],
    ['no code', problem({ status: 502 })],
    ['a list', problem(['vendor_auth'])],
    ['a string', problem('vendor_auth')],
    ['null', problem(null)],
  ])('reads %s as bad_answer', async (_name, answer) => {
    expect(await readFailure(answer)).toMatchObject({ code: 'bad_answer', ...NOTHING_MORE })
  })

  it('ignores members of the wrong type', async () => {
    const code = 'vendor_error'
    const body = { code, detail: 7, requestId: null, vendorStatus: -18 }
    expect(await readFailure(problem(body))).toMatchObject({ code, ...NOTHING_MORE })
  })

  test.each([
    ['5', 5],
    ['0', 0],
    ['', null],
    ['-1', null],
    ['soon', null],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
  ])('reads Retry-After %j as %j', async (header, expected) => {
    const failure = await readFailure(problem({ code: 'vendor_busy' }, { 'Retry-After': header }))
    expect(failure.retryAfter).toBe(expected)
  })
})

describe('fetchJson', () => {
  /** Fetches with an answer or an error, after `before`. */
  function fetchWith(answer: Response | Error, before = (_abort: AbortController) => {}) {
    const abort = new AbortController()
    const fetch = vi.fn(async () => {
      before(abort)
      if (answer instanceof Error) throw answer
      return answer
    })
    vi.stubGlobal('fetch', fetch)
    return { fetch, signal: abort.signal, result: fetchJson('/api/session', abort.signal) }
  }

  it('requests JSON and returns it', async () => {
    const { fetch, signal, result } = fetchWith(Response.json({ demo: true }))
    expect(await result).toEqual({ demo: true })
    expect(fetch).toHaveBeenCalledWith('/api/session', {
      signal,
      headers: { Accept: 'application/json' },
    })
  })

  test.each<[name: string, answer: Response | Error, code: string]>([
    ['no connection', new TypeError('Failed to fetch'), 'offline'],
    ['a problem', problem({ code: 'vendor_busy' }), 'vendor_busy'],
    ['HTML with status 200', new Response('<html></html>'), 'bad_answer'],
    ['an empty answer with status 200', new Response(''), 'bad_answer'],
  ])('throws a RequestFailure for %s', async (_name, answer, code) => {
    await expect(fetchWith(answer).result).rejects.toMatchObject({ name: 'RequestFailure', code })
  })

  it('requests nothing while nobody is signed in', async () => {
    await readFailure(problem({ code: 'signed_out', auth: 'password' }))
    const { fetch, result } = fetchWith(Response.json({}))
    await expect(result).rejects.toMatchObject({ code: 'signed_out' })
    expect(fetch).not.toHaveBeenCalled()
    signedOut.setState(null)
    expect(await fetchWith(Response.json(1)).result).toBe(1)
  })

  test.each<[name: string, answer: Response | Error]>([
    ['before an answer', new DOMException('gone', 'AbortError')],
    ['while a problem is read', new Response('{"code":', { status: 502 })],
    ['while an answer is read', new Response('{"demo":')],
  ])('throws an abort %s as it is', async (_name, answer) => {
    const { result } = fetchWith(answer, (abort) => abort.abort())
    const error: unknown = await result.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(RequestFailure)
  })
})

describe('an early answer', () => {
  it('is used once, for its own path', async () => {
    vi.stubGlobal('earlyAnswers', new Map([['/api/session', Promise.resolve(Response.json(1))]]))
    vi.stubGlobal('fetch', async () => Response.json(2))
    const { signal } = new AbortController()
    expect(await fetchJson('/api/records', signal)).toBe(2)
    expect(await fetchJson('/api/session', signal)).toBe(1)
    expect(await fetchJson('/api/session', signal)).toBe(2)
  })

  it('that failed is a failure like others', async () => {
    vi.stubGlobal('earlyAnswers', new Map([['/api/session', Promise.reject(new TypeError())]]))
    const { signal } = new AbortController()
    await expect(fetchJson('/api/session', signal)).rejects.toMatchObject({ code: 'offline' })
  })
})
