import { expect, test } from 'vitest'
import { WallClock } from './wall-clock.ts'

function shown(iso: string | number, zone: string): number[] {
  const clock = WallClock.of(iso, zone)
  return [
    clock.getFullYear(),
    clock.getMonth() + 1,
    clock.getDate(),
    clock.getHours(),
    clock.getMinutes(),
    clock.getSeconds(),
  ]
}

test.each<[string | number, string, number[]]>([
  ['2026-11-22T10:00:04+08:00', 'Asia/Shanghai', [2026, 11, 22, 10, 0, 4]],
  ['2026-11-22T23:30:00Z', 'Asia/Shanghai', [2026, 11, 23, 7, 30, 0]],
  // The hour that New York, Berlin and Lord Howe skip in spring, where none is skipped.
  ['2026-03-08T02:30:00Z', 'UTC', [2026, 3, 8, 2, 30, 0]],
  ['2026-03-29T02:30:00Z', 'UTC', [2026, 3, 29, 2, 30, 0]],
  ['2026-10-04T02:15:00Z', 'UTC', [2026, 10, 4, 2, 15, 0]],
  [0, 'UTC', [1980, 1, 1, 0, 0, 0]],
  ['2150-01-01T00:00:00Z', 'UTC', [1980, 1, 1, 0, 0, 0]],
  ['', 'Asia/Shanghai', [1980, 1, 1, 0, 0, 0]],
  ['no time', 'Asia/Shanghai', [1980, 1, 1, 0, 0, 0]],
])('%s in %s', (iso, zone, expected) => {
  expect(shown(iso, zone)).toEqual(expected)
})
