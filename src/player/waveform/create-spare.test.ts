import { expect, test, vi } from 'vitest'
import { createSpare } from './create-spare.ts'

test('one is made beforehand, and once', () => {
  let made = 0
  const spare = createSpare(() => ++made)
  spare.prepare()
  spare.prepare()
  expect(made).toBe(1)
  expect(spare.take()).toBe(1)
  expect(made).toBe(1)
})

test('nobody waits for a spare', () => {
  let made = 0
  const spare = createSpare(() => ++made)
  expect([spare.take(), spare.take()]).toEqual([1, 2])
})

test('one that comes back is the next, and there is room for one', () => {
  let made = 0
  const spare = createSpare(() => ++made)
  const one = spare.take()
  const two = spare.take()
  expect([spare.give(one), spare.give(two)]).toEqual([true, false])
  expect([spare.take(), spare.take()]).toEqual([1, 3])
})

test('what cannot be made is told to who takes it', () => {
  const make = vi.fn(() => {
    throw new Error('no workers here')
  })
  const spare = createSpare(make)
  spare.prepare()
  expect(spare.take).toThrow('no workers here')
})

test('one that breaks before it is taken is no spare', () => {
  const breaks: (() => void)[] = []
  const spare = createSpare((onBroken) => breaks.push(onBroken))
  spare.prepare()
  breaks[0]?.()
  expect(spare.take()).toBe(2)
  spare.prepare()
  breaks[1]?.() // it was taken: whoever did hears of it
  expect(spare.take()).toBe(3)
})
