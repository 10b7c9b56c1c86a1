import { expect, test } from 'vitest'
import { type Preset, resolvePreset } from '../calls/periods.ts'
import { widerPreset } from './EmptyView.tsx'

const ZONE = 'Asia/Shanghai'
const NOW = Date.parse('2026-03-10T12:00:00+08:00')

test.each<[Preset, Preset | undefined]>([
  ['lastHour', 'last7d'],
  ['today', 'last7d'],
  ['yesterday', 'last7d'],
  ['lastWeek', 'last30d'],
  ['last7d', 'last30d'],
  ['last30d', undefined],
])('%s is in the wider period %s', (preset, wider) => {
  expect(widerPreset(resolvePreset(preset, ZONE, NOW), ZONE, NOW)).toBe(wider)
})

test('an old period is in none', () => {
  const span = { from: '2026-01-20T00:00:00+08:00', to: '2026-01-20T23:59:59+08:00' }
  expect(widerPreset(span, ZONE, NOW)).toBeUndefined()
})
