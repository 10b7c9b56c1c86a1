import { expect, test, vi } from 'vitest'
import { createSpare } from './create-spare.ts'

/** Each has its number. @param times how often one is used */
function setUp(times = 9) {
  let made = 0
  const spare = createSpare(() => ({ number: ++made }), times)
  return { spare, take: () => spare.take().number, made: () => made }
}

test('one is made beforehand, and once', () => {
  const { spare, take, made } = setUp()
  spare.prepare()
  spare.prepare()
  expect(made()).toBe(1)
  expect(take()).toBe(1)
  expect(made()).toBe(1)
})

test('nobody waits for a spare', () => {
  const { take } = setUp()
  expect([take(), take()]).toEqual([1, 2])
})

test('one that comes back is the next, and there is room for one', () => {
  const { spare, take } = setUp()
  const one = spare.take()
  const two = spare.take()
  expect([spare.give(one), spare.give(two)]).toEqual([true, false])
  expect([take(), take()]).toEqual([1, 3])
})

test('one that is worn does not come back', () => {
  const { spare, take } = setUp(3)
  const uses = Array.from({ length: 4 }, () => {
    const one = spare.take()
    return [one.number, spare.give(one)]
  })
  expect(uses).toEqual([
    [1, true],
    [1, true],
    [1, false],
    [2, true],
  ])
  expect(take()).toBe(2)
})

test('what cannot be made is told to who takes it', () => {
  const make = vi.fn(() => {
    throw new Error('no workers here')
  })
  const spare = createSpare(make, 9)
  spare.prepare()
  expect(spare.take).toThrow('no workers here')
})

test('one that breaks before it is taken is no spare', () => {
  const breaks: (() => void)[] = []
  const spare = createSpare((onBroken) => ({ number: breaks.push(onBroken) }), 9)
  spare.prepare()
  breaks[0]?.()
  expect(spare.take().number).toBe(2)
  spare.prepare()
  breaks[1]?.() // it was taken: whoever did hears of it
  expect(spare.take().number).toBe(3)
})
