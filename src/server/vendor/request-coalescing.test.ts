import { describe, expect, test, vi } from 'vitest'
import { createRequestCoalescing } from './request-coalescing.ts'

/** A request under way, with its signal. */
function pending() {
  let resolve: (text: string) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<string>((yes, no) => {
    resolve = yes
    reject = no
  })
  const start = vi.fn((_: AbortSignal, __: ReadonlySet<string>) => promise)
  return { start, resolve, reject }
}

const stay = new AbortController().signal
const by = (signal: AbortSignal, client = 'one') => ({ client, signal })

describe('createRequestCoalescing', () => {
  test('starts one request per key, and another after its answer', async () => {
    const coalesce = createRequestCoalescing<string>()
    const first = pending()
    const answers = [coalesce('a', by(stay), first.start), coalesce('a', by(stay), first.start)]
    first.resolve('one')
    expect(await Promise.all(answers)).toEqual(['one', 'one'])
    expect(first.start).toHaveBeenCalledTimes(1)
    expect(await coalesce('a', by(stay), () => Promise.resolve('two'))).toBe('two')
  })

  test('lets other clients join a request', async () => {
    const coalesce = createRequestCoalescing<string>()
    const { start, resolve } = pending()
    const answers = ['one', 'other'].map((client) => coalesce('a', by(stay, client), start))
    expect(start).toHaveBeenCalledExactlyOnceWith(expect.anything(), new Set(['one', 'other']))
    resolve('shared')
    expect(await Promise.all(answers)).toEqual(['shared', 'shared'])
  })

  test('passes a failure to all clients and does not cache it', async () => {
    const coalesce = createRequestCoalescing<string>()
    const { start, reject } = pending()
    const answers = [coalesce('a', by(stay), start), coalesce('a', by(stay), start)]
    reject(new Error('no'))
    const settled = await Promise.allSettled(answers)
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await coalesce('a', by(stay), () => Promise.resolve('yes'))).toBe('yes')
  })

  test('starts a new request after all clients have left', async () => {
    const coalesce = createRequestCoalescing<string>()
    const leaving = new AbortController()
    const left = coalesce('a', by(leaving.signal), pending().start)
    leaving.abort()
    await expect(left).rejects.toMatchObject({ name: 'AbortError' })
    expect(await coalesce('a', by(stay), () => Promise.resolve('new'))).toBe('new')
  })

  test('starts no request for an aborted signal', async () => {
    const coalesce = createRequestCoalescing<string>()
    const { start } = pending()
    await expect(coalesce('a', by(AbortSignal.abort()), start)).rejects.toBeInstanceOf(Error)
    expect(start).not.toHaveBeenCalled()
  })
})
