import { expect, test } from 'vitest'
import { COLUMNS } from '../../calls/columns.ts'
import { column } from '../../testing/sheet-with.ts'
import { columnWidth, sheetTime } from './xlsx-cells.ts'

const SECOND = 1 / 86_400
/** 2026-11-22 and 2026-11-01, as Excel counts days. */
const [DAY, FIRST] = [46_348, 46_327]

test.each<[iso: string, zone: string, days: number, offset: number]>([
  ['2026-11-22T00:00:00+08:00', 'Asia/Shanghai', DAY, 480],
  ['2026-11-22T10:00:01+08:00', 'Asia/Shanghai', DAY + 10 / 24 + SECOND, 480],
  ['2026-11-22T02:00:00Z', 'Asia/Shanghai', DAY + 10 / 24, 480],
  ['2026-11-22T02:00:00.900Z', 'UTC', DAY + 2 / 24, 0],
  ['2026-11-22T07:30:00+05:30', 'Asia/Kolkata', DAY + 7.5 / 24, 330],
  // The hour that the end of summer time repeats, and the one that its start skips.
  ['2026-11-01T01:30:00-04:00', 'America/New_York', FIRST + 1.5 / 24, -240],
  ['2026-11-01T01:30:00-05:00', 'America/New_York', FIRST + 1.5 / 24, -300],
  ['2026-03-08T01:59:59-05:00', 'America/New_York', 46_089 + 2 / 24 - SECOND, -300],
  ['2026-03-08T03:00:00-04:00', 'America/New_York', 46_089 + 3 / 24, -240],
  ['1900-03-01T00:00:00Z', 'UTC', 61, 0],
  ['9999-12-31T23:59:59Z', 'UTC', 2_958_466 - SECOND, 0],
])('%s in %s', (iso, zone, days, offset) => {
  const time = sheetTime(iso, zone)
  expect(time?.days).toBeCloseTo(days, 9)
  expect(time?.offset).toBe(offset)
})

test.each([
  '',
  'soon',
  '0',
  '2026-11-22',
  '2026-11-22T10:00:00',
  '2026-13-01T00:00:00Z',
  '1900-02-28T23:59:59Z',
  '+010000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-01:00',
])('%j is no time in a workbook', (iso) => {
  expect(sheetTime(iso, 'UTC')).toBeNull()
})

test.each(COLUMNS)('%s has room for what it usually says', (id) => {
  const width = columnWidth(column(id), 'x')
  expect(width >= 10 && width <= 40).toBe(true)
})

test.each([
  ['x', 10],
  ['Talk time in seconds', 22],
  ['通话时长（秒）', 16],
  ['x'.repeat(100), 60],
])('a header %j widens a narrow column to %i', (header, width) => {
  expect(columnWidth(column('talkSeconds'), header)).toBe(width)
})
