import { afterEach, describe, expect, test, vi } from 'vitest'
import { createSignInLimits } from './sign-in-limits.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** Counts one attempt for each pair of name and address. @returns how many had to wait */
async function attempt(
  limits: ReturnType<typeof createSignInLimits>,
  count: number,
  pair: (index: number) => [name: string, address: string],
): Promise<number> {
  const waits = await Promise.all(
    Array.from({ length: count }, (_, index) => limits.take(...pair(index))),
  )
  return waits.filter((seconds) => seconds !== null).length
}

describe('attempts to sign in', () => {
  test('at one account pause after five, whatever their address', async () => {
    const limits = createSignInLimits()
    expect(await attempt(limits, 6, (index) => ['ann', `10.0.0.${index}`])).toBe(1)
    expect(await limits.take('ann', '10.0.1.1')).toBe(300)
    expect(await limits.take('bob', '10.0.1.1')).toBeNull()
  })

  test('count names alike in any case', async () => {
    const names = ['ann', 'Ann', 'ANN', 'aNN', 'anN', 'AnN']
    const limits = createSignInLimits()
    expect(await attempt(limits, 6, (index) => [names[index] ?? '', '10.0.0.1'])).toBe(1)
  })

  test.each([
    ['an address', () => '10.0.0.1', '10.0.0.2'],
    ['a network of IPv6', (index: number) => `2001:db8::${index + 1}`, '2001:db8:0:1::1'],
    ['a link of IPv6', (index: number) => `fe80::${index + 1}%eth0`, 'fe80:0:0:1::1'],
    ['no address', () => 'none', '10.0.0.2'],
  ])('from %s pause after thirty, whatever their account', async (_, address, other) => {
    const limits = createSignInLimits()
    expect(await attempt(limits, 31, (index) => [`user ${index}`, address(index)])).toBe(1)
    expect(await limits.take('ann', address(50))).toBe(900)
    expect(await limits.take('ann', other)).toBeNull()
  })

  test('that succeed do not count', async () => {
    const limits = createSignInLimits()
    for (let round = 0; round < 50; round++) {
      expect(await limits.take('ann', '10.0.0.1')).toBeNull()
      await limits.forgive('Ann', '10.0.0.1')
    }
  })

  test('with the password of another account do not free an address', async () => {
    const limits = createSignInLimits()
    const guess = (index: number): [string, string] => [`user ${index}`, '10.0.0.1']
    for (let index = 0; index < 30; index++) {
      expect(await limits.take(...guess(index))).toBeNull()
      if (index === 29) break
      expect(await limits.take('mallory', '10.0.0.1')).toBeNull()
      await limits.forgive('mallory', '10.0.0.1')
    }
    expect(await limits.take(...guess(30))).toBe(900)
  })

  test('may go on after the pause, and more of them do not make it longer', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    const limits = createSignInLimits()
    await attempt(limits, 6, () => ['ann', '10.0.0.1'])
    vi.advanceTimersByTime(200_000)
    expect(await limits.take('ann', '10.0.0.1')).toBe(100)
    vi.advanceTimersByTime(100_000)
    expect(await limits.take('ann', '10.0.0.1')).toBeNull()
  })
})
