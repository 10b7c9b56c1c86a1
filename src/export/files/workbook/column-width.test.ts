import { expect, test } from 'vitest'
import { COLUMNS } from '../../../calls/columns.ts'
import { column } from '../../../testing/sheet-with.ts'
import { columnWidth } from './column-width.ts'

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
