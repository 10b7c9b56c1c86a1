import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { renderInPage } from '../testing/render-in-page.tsx'
import { type ActiveFilter, FilterChips } from './FilterChips.tsx'

afterEach(cleanup)

const ACTIVE: ActiveFilter[] = [
  { name: 'reason', value: 'Busy', without: { reason: [] } },
  { name: 'agent', value: 'Ortega, Lucía', without: { agent: ['Bo'] } },
  { name: 'agent', value: 'Bo', without: { agent: ['Ortega, Lucía'] } },
]

function setUp(active: ActiveFilter[]) {
  const props = { onFilter: vi.fn(), onClear: vi.fn() }
  renderInPage(<FilterChips active={active} {...props} />)
  return props
}

it('is not there where nothing narrows the list', () => {
  setUp([])
  expect(screen.queryByRole('list')).toBeNull()
})

it('names each value, and takes away the one that is clicked', async () => {
  const { onFilter, onClear } = setUp(ACTIVE)
  const list = screen.getByRole('list', { name: 'Active filters' })
  expect(
    [...list.querySelectorAll('button')].map((each) => each.getAttribute('aria-label')),
  ).toEqual([
    'Remove Hangup reason: Busy',
    'Remove Agents: Ortega, Lucía',
    'Remove Agents: Bo',
    null,
  ])
  await userEvent.click(screen.getByRole('button', { name: 'Remove Agents: Bo' }))
  expect(onFilter).toHaveBeenCalledExactlyOnceWith({ agent: ['Ortega, Lucía'] })
  expect(onClear).not.toHaveBeenCalled()
})

it('takes away all', async () => {
  const { onClear, onFilter } = setUp(ACTIVE)
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }))
  expect(onClear).toHaveBeenCalledOnce()
  expect(onFilter).not.toHaveBeenCalled()
})
