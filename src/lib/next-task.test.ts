import { expect, it, vi } from 'vitest'
import { inSlices } from './next-task.ts'

it('yields all items in order, with a task for the page after every few milliseconds', async () => {
  let turns = 0
  vi.stubGlobal(
    'MessageChannel',
    class {
      port1 = { onmessage: () => {}, close: () => {} }
      port2 = {
        postMessage: () => {
          turns += 1
          queueMicrotask(() => this.port1.onmessage())
        },
      }
    },
  )
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const seen: [item: number, turns: number][] = []
  for await (const item of inSlices([1, 2, 3, 4, 5, 6])) {
    seen.push([item, turns])
    now += 4
  }
  vi.restoreAllMocks()
  expect(seen).toEqual([
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 1],
    [5, 2],
    [6, 2],
  ])
})
