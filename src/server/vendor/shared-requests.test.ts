import { describe, expect, test, vi } from 'vitest'
import { createSharedRequests } from './shared-requests.ts'

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

describe('createSharedRequests', () => {
  test('starts one request for one key, and another after it is answered', async () => {
    const share = createSharedRequests<string>()
    const first = pending()
    const answers = [share('a', by(stay), first.start), share('a', by(stay), first.start)]
    first.resolve('one')
    expect(await Promise.all(answers)).toEqual(['one', 'one'])
    expect(first.start).toHaveBeenCalledTimes(1)
    expect(await share('a', by(stay), () => Promise.resolve('two'))).toBe('two')
  })

  test('lets clients join a request that was started by another', async () => {
    const share = createSharedRequests<string>()
    const { start, resolve } = pending()
    const answers = ['one', 'other'].map((client) => share('a', by(stay, client), start))
    expect(start).toHaveBeenCalledExactlyOnceWith(expect.anything(), new Set(['one', 'other']))
    resolve('shared')
    expect(await Promise.all(answers)).toEqual(['shared', 'shared'])
  })

  test('keeps different keys apart', async () => {
    const share = createSharedRequests<string>()
    const one = share('a', by(stay), () => Promise.resolve('a'))
    const other = share('b', by(stay), () => Promise.resolve('b'))
    expect(await Promise.all([one, other])).toEqual(['a', 'b'])
  })

  test('passes a failure to everyone, and forgets it', async () => {
    const share = createSharedRequests<string>()
    const { start, reject } = pending()
    const answers = [share('a', by(stay), start), share('a', by(stay), start)]
    reject(new Error('no'))
    const settled = await Promise.allSettled(answers)
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await share('a', by(stay), () => Promise.resolve('yes'))).toBe('yes')
  })

  test('aborts the request only when the last one left', async () => {
    const share = createSharedRequests<string>()
    const { start, signal } = pending()
    const [one, other] = [new AbortController(), new AbortController()]
    const answers = [share('a', by(one.signal), start), share('a', by(other.signal), start)]
    one.abort('gone')
    await expect(answers[0]).rejects.toMatchObject({ name: 'AbortError' })
    expect(signal()?.aborted).toBe(false)
    other.abort('gone')
    await expect(answers[1]).rejects.toMatchObject({ name: 'AbortError' })
    expect(signal()?.aborted).toBe(true)
  })

  test('does not give a newcomer the request that everyone left', async () => {
    const share = createSharedRequests<string>()
    const leaving = new AbortController()
    const left = share('a', by(leaving.signal), pending().start)
    leaving.abort()
    await expect(left).rejects.toBeInstanceOf(Error)
    expect(await share('a', by(stay), () => Promise.resolve('new'))).toBe('new')
  })

  test('starts nothing for someone who is gone already', async () => {
    const share = createSharedRequests<string>()
    const { start } = pending()
    await expect(share('a', by(AbortSignal.abort()), start)).rejects.toBeInstanceOf(Error)
    expect(start).not.toHaveBeenCalled()
  })
})
