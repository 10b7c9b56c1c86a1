import { afterEach, describe, expect, it, test, vi } from 'vitest'
import { PROBLEMS, type ProblemCode } from '../calls/problems.ts'
import { fetchJson, RequestFailure, readFailure } from './client.ts'

afterEach(() => vi.unstubAllGlobals())

function problem(body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status: 502,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })
}

const NOTHING_MORE = { detail: null, requestId: null, vendorStatus: null, retryAfter: null }

describe('readFailure', () => {
  test.each(Object.keys(PROBLEMS) as ProblemCode[])('reads the code %s', async (code) => {
    expect(await readFailure(problem({ code }))).toMatchObject({ code, ...NOTHING_MORE })
  })

  it('reads all that a problem says', async () => {
    const said = { detail: 'sign error', requestId: 'req-1', vendorStatus: '-1' }
    const failure = await readFailure(problem({ code: 'vendor_auth', ...said }))
    expect(failure).toMatchObject({ code: 'vendor_auth', ...said, retryAfter: null })
    expect(failure).toBeInstanceOf(RequestFailure)
    expect(failure.message).toBe('sign error')
  })

  test.each<[name: string, answer: Response]>([
    ['HTML', new Response('<html>Bad gateway</html>', { status: 502 })],
    ['half a JSON', new Response('{"code":"vendor_', { status: 502 })],
    ['nothing', new Response(null, { status: 504 })],
    ['a code that is not ours', problem({ code: 'teapot', detail: 'x' })],
    ['a code of every object', problem({ code: 'toString' })],
    ['a code that is no text', problem({ code: 502 })],
    ['no code', problem({ status: 502 })],
    ['a list', problem(['vendor_auth'])],
    ['a text', problem('vendor_auth')],
    ['null', problem(null)],
  ])('takes %s for another’s answer', async (_name, answer) => {
    expect(await readFailure(answer)).toMatchObject({ code: 'bad_answer', ...NOTHING_MORE })
  })

  it('leaves out members of the wrong type', async () => {
    const body = { code: 'vendor_error', detail: 7, requestId: null, vendorStatus: -18 }
    expect(await readFailure(problem(body))).toMatchObject({
      code: 'vendor_error',
      ...NOTHING_MORE,
    })
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
  /** Fetches with an answer, or with an error in its place, after what `before` does. */
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

  it('asks for JSON and gives it back', async () => {
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
    ['success that is HTML', new Response('<html></html>'), 'bad_answer'],
    ['success that is empty', new Response(''), 'bad_answer'],
  ])('throws %s as a failure', async (_name, answer, code) => {
    await expect(fetchWith(answer).result).rejects.toMatchObject({ name: 'RequestFailure', code })
  })

  test.each<[name: string, answer: Response | Error]>([
    ['before an answer', new DOMException('gone', 'AbortError')],
    ['while a problem is read', new Response('{"code":', { status: 502 })],
    ['while an answer is read', new Response('{"demo":')],
  ])('throws an abort %s as no failure', async (_name, answer) => {
    const { result } = fetchWith(answer, (abort) => abort.abort())
    const error: unknown = await result.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(RequestFailure)
  })
})
