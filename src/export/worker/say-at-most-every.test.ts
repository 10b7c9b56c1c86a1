import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pause } from '../pause.ts'
import { sayAtMostEvery } from './say-at-most-every.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function saying() {
  const said: number[] = []
  const control = new AbortController()
  const { signal } = control
  const say = sayAtMostEvery<number>(250, (message) => said.push(message), { pause, signal })
  return { say, said, control }
}

it('says the first at once, and the latest when its time has come', async () => {
  const { say, said } = saying()
  say(1)
  say(2)
  say(3)
  expect(said).toEqual([1])
  await vi.advanceTimersByTimeAsync(249)
  expect(said).toEqual([1])
  await vi.advanceTimersByTimeAsync(1)
  expect(said).toEqual([1, 3])
})

it('says nothing twice, and at once again what comes after a silence', async () => {
  const { say, said } = saying()
  say(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(said).toEqual([1])
  say(2)
  expect(said).toEqual([1, 2])
})

it('says nothing more once it is over', async () => {
  const { say, said, control } = saying()
  say(1)
  say(2)
  control.abort()
  await vi.advanceTimersByTimeAsync(1000)
  say(3)
  expect(said).toEqual([1])
})
