import { expect, test } from 'vitest'
import { estimateOf } from './estimate.ts'

test.each<[total: number, seen: number[], requests: number, seconds: number]>([
  [0, [], 3, 1],
  [100, [1000], 3, 1],
  [101, [400, 4000, 2000], 5, 2.5],
  [12_345, [], 129, 16.125],
  [100_000, [40], 1022, 10.22],
])('%d calls, with requests of %j ms: %d requests, %d s', (total, seen, requests, seconds) => {
  const estimate = estimateOf(total, seen)
  expect(estimate.requests).toBe(requests)
  expect(estimate.seconds).toBeCloseTo(seconds)
})
