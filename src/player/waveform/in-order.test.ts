import { expect, it } from 'vitest'
import { inOrder } from './in-order.ts'

/** Work that is done when it is told to. */
function byHand() {
  const begun = new Map<
    number,
    { resolve: (result: string) => void; reject: (reason: Error) => void }
  >()
  return {
    begun,
    work(item: number): Promise<string> {
      return new Promise((resolve, reject) => begun.set(item, { resolve, reject }))
    },
  }
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

it('has so many under way, and gives them in their order', async () => {
  const { begun, work } = byHand()
  const results = all(inOrder([1, 2, 3, 4, 5], 2, work))
  expect([...begun.keys()]).toEqual([1, 2])
  begun.get(2)?.resolve('b')
  begun.get(1)?.resolve('a')
  await expect.poll(() => [...begun.keys()]).toEqual([1, 2, 3, 4])
  for (const item of [3, 4]) begun.get(item)?.resolve(`${item}`)
  await expect.poll(() => begun.has(5)).toBe(true)
  begun.get(5)?.resolve('e')
  expect(await results).toEqual(['a', 'b', '3', '4', 'e'])
})

it('fails where an item does, after those before it', async () => {
  const { begun, work } = byHand()
  const given: string[] = []
  const reading = (async () => {
    for await (const result of inOrder([1, 2, 3], 3, work)) given.push(result)
  })()
  begun.get(3)?.reject(new Error('third'))
  begun.get(2)?.reject(new Error('second'))
  begun.get(1)?.resolve('a')
  await expect(reading).rejects.toThrow('second')
  expect(given).toEqual(['a'])
})

it('goes on while a result waits to be taken, and begins no more once nobody takes them', async () => {
  const { begun, work } = byHand()
  const results = inOrder([1, 2, 3, 4, 5, 6, 7, 8, 9], 1, work)
  const first = results.next()
  begun.get(1)?.resolve('a')
  expect(await first).toEqual({ done: false, value: 'a' })
  await expect.poll(() => begun.has(2)).toBe(true)
  begun.get(2)?.resolve('b')
  await expect.poll(() => begun.has(3)).toBe(true)
  await results.return()
  begun.get(3)?.resolve('c')
  expect(await results.next()).toEqual({ done: true, value: undefined })
  expect([...begun.keys()]).toEqual([1, 2, 3])
})
