import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { CALL_TYPES } from '../calls/call-codes.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { CodesFilter, ReasonFilter } from './CodeFilters.tsx'

afterEach(cleanup)

function setUp(value: number[]) {
  const onApply = vi.fn()
  const word = (code: number) => ['', 'One', 'Two', 'Three'][code] ?? ''
  renderInPage(
    <CodesFilter
      label="Call type"
      codes={CALL_TYPES}
      word={word}
      value={value}
      onApply={onApply}
    />,
  )
  return onApply
}

it('has a checkbox with a label for each code', () => {
  setUp([2])
  expect(screen.getByRole('group', { name: 'Call type' })).toBeDefined()
  const boxes = screen.getAllByRole<HTMLInputElement>('checkbox')
  expect(boxes.map((box) => [box.labels?.[0]?.textContent, box.checked])).toEqual([
    ['One', false],
    ['Two', true],
    ['Three', false],
  ])
})

it.each<[name: string, value: number[], click: string, applied: number[]]>([
  ['adds the code in the order of the list', [3], 'One', [1, 3]],
  ['removes the code', [1, 3], 'Three', [1]],
  ['removes the last code', [2], 'Two', []],
  ['keeps a code that is not offered', [12], 'One', [1, 12]],
])('%s', async (_name, value, click, applied) => {
  const onApply = setUp(value)
  await userEvent.click(screen.getByRole('checkbox', { name: click }))
  expect(onApply).toHaveBeenCalledExactlyOnceWith(applied)
})

it('keeps a hangup reason that is not offered', async () => {
  const onApply = vi.fn()
  renderInPage(<ReasonFilter value={[12]} onApply={onApply} />)
  await userEvent.click(screen.getByRole('combobox', { name: 'Hangup reason' }))
  await userEvent.click(screen.getByRole('option', { name: 'Busy' }))
  expect(onApply).toHaveBeenCalledExactlyOnceWith([7, 12])
})
