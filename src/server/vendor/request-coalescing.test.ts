import { describe, expect, test, vi } from 'vitest'
import { createRequestCoalescing } from './request-coalescing.ts'

/** A request under way: what it answers, and the signal it was started with. */
function pending() {
  let resolve: (text: string) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<string>((yes, no) => {
    resolve = yes
    reject = no
  })
  const start = vi.fn((_: AbortSignal, __: ReadonlySet<string>) => promise)
  const signal = () => start.mock.calls[0]?.[0]
  return { start, signal, resolve, reject }
}

const stay = new AbortController().signal
const by = (signal: AbortSignal, client = 'one') => ({ client, signal })

describe('createRequestCoalescing', () => {
  test('starts one request for one key, and another after it is answered', async () => {
    const coalesce = createRequestCoalescing<string>()
    const first = pending()
    const answers = [coalesce('a', by(stay), first.start), coalesce('a', by(stay), first.start)]
    first.resolve('one')
    expect(await Promise.all(answers)).toEqual(['one', 'one'])
    expect(first.start).toHaveBeenCalledTimes(1)
    expect(await coalesce('a', by(stay), () => Promise.resolve('two'))).toBe('two')
  })

  test('lets clients join a request that was started by another', async () => {
    const coalesce = createRequestCoalescing<string>()
    const { start, resolve } = pending()
    const answers = ['one', 'other'].map((client) => coalesce('a', by(stay, client), start))
    expect(start).toHaveBeenCalledExactlyOnceWith(expect.anything(), new Set(['one', 'other']))
    resolve('shared')
    expect(await Promise.all(answers)).toEqual(['shared', 'shared'])
  })

  test('keeps different keys apart', async () => {
    const coalesce = createRequestCoalescing<string>()
    const one = coalesce('a', by(stay), () => Promise.resolve('a'))
    const other = coalesce('b', by(stay), () => Promise.resolve('b'))
    expect(await Promise.all([one, other])).toEqual(['a', 'b'])
  })

  test('passes a failure to everyone, and forgets it', async () => {
    const coalesce = createRequestCoalescing<string>()
    const { start, reject } = pending()
    const answers = [coalesce('a', by(stay), start), coalesce('a', by(stay), start)]
    reject(new Error('no'))
    const settled = await Promise.allSettled(answers)
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await coalesce('a', by(stay), () => Promise.resolve('yes'))).toBe('yes')
  })

  test('aborts the request only when the last one left', async () => {
    const coalesce = createRequestCoalescing<string>()
    const { start, signal } = pending()
    const [one, other] = [new AbortController(), new AbortController()]
    const answers = [coalesce('a', by(one.signal), start), coalesce('a', by(other.signal), start)]
    one.abort('gone')
    await expect(answers[0]).rejects.toMatchObject({ name: 'AbortError' })
    expect(signal()?.aborted).toBe(false)
    other.abort('gone')
    await expect(answers[1]).rejects.toMatchObject({ name: 'AbortError' })
    expect(signal()?.aborted).toBe(true)
  })

  test('does not give a newcomer the request that everyone left', async () => {
    const coalesce = createRequestCoalescing<string>()
    const leaving = new AbortController()
    const left = coalesce('a', by(leaving.signal), pending().start)
    leaving.abort()
    await expect(left).rejects.toBeInstanceOf(Error)
    expect(await coalesce('a', by(stay), () => Promise.resolve('new'))).toBe('new')
  })

  test('starts nothing for someone who is gone already', async () => {
    const coalesce = createRequestCoalescing<string>()
    const { start } = pending()
    await expect(coalesce('a', by(AbortSignal.abort()), start)).rejects.toBeInstanceOf(Error)
    expect(start).not.toHaveBeenCalled()
  })
})
