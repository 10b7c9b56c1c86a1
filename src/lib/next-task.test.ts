import { expect, it, vi } from 'vitest'
import { inSlices, nextTask } from './next-task.ts'

vi.mock('./next-task.ts', () => ({ nextTask: vi.fn(async () => undefined) }))

it('gives all items in their order, and the page its turn after every few milliseconds', async () => {
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
  const seen: [item: number, turns: number][] = []
  for await (const item of inSlices([1, 2, 3, 4, 5, 6])) {
    seen.push([item, vi.mocked(nextTask).mock.calls.length])
    now += 4
  }
  clock.mockRestore()
  expect(seen).toEqual([
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 1],
    [5, 2],
    [6, 2],
  ])
})
