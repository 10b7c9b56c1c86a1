import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { CALL_TYPES, type CallType } from '../calls/call-codes.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { CodesFilter } from './CodeFilters.tsx'

afterEach(cleanup)

function setUp(value: CallType[]) {
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

it.each<[name: string, value: CallType[], click: string, applied: CallType[]]>([
  ['adds the code in the order of the list', [3], 'One', [1, 3]],
  ['removes the code', [1, 3], 'Three', [1]],
  ['removes the last code', [2], 'Two', []],
])('%s', async (_name, value, click, applied) => {
  const onApply = setUp(value)
  await userEvent.click(screen.getByRole('checkbox', { name: click }))
  expect(onApply).toHaveBeenCalledExactlyOnceWith(applied)
})
