import { expect, it } from 'vitest'
import { createPace } from './create-pace.ts'

it('is that of the time it ran, without what was kept from before', () => {
  let clock = 0
  const pace = createPace(() => clock)
  expect(pace.at(500, 2500)).toBeNull()
  clock = 900
  expect(pace.at(700, 2500)).toBeNull()
  clock = 2000
  expect(pace.at(1500, null)).toBeNull()
  expect(pace.at(1500, 2500)).toEqual({ perSecond: 500, secondsLeft: 2 })
  pace.pause()
  clock = 60_000
  pace.pause()
  expect(pace.at(1500, 2500)).toEqual({ perSecond: 500, secondsLeft: 2 })
  pace.resume()
  clock = 62_000
  expect(pace.at(2500, 2500)).toEqual({ perSecond: 500, secondsLeft: 0 })
})
