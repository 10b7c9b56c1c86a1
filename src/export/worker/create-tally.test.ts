import { expect, it } from 'vitest'
import { createTally } from './create-tally.ts'

const whole = { from: 0, to: 99 }
const late = { from: 50, to: 99 }
const early = { from: 0, to: 49 }

it('counts each call once, whatever was cut and read again', () => {
  const tally = createTally()
  tally.page(whole, 1, 100)
  expect(tally.rows()).toBe(100)
  tally.page(late, 1, 100)
  tally.page(late, 2, 50)
  tally.page(late, 1, 100) // it did not add up
  tally.page(early, 1, 30)
  tally.page(late, 2, 51)
  tally.keep(late, 151)
  expect([tally.rows(), tally.kept()]).toEqual([181, 151])
  tally.keep(early, 30)
  expect([tally.rows(), tally.kept()]).toEqual([181, 181])
})
