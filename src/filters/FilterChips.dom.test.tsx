import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { renderInPage } from '../testing/render-in-page.tsx'
import { type ActiveFilter, FilterChips } from './FilterChips.tsx'

afterEach(cleanup)

const ACTIVE: ActiveFilter[] = [
  { name: 'reason', value: 'Busy', without: { reason: [] } },
  { name: 'agent', value: 'Ortega, Lucía, Bo', without: { agent: [] } },
  { name: 'agent', value: 'not Cy', without: { notAgent: [] } },
]

function setUp(active: ActiveFilter[]) {
  const props = { onFilter: vi.fn(), onClear: vi.fn() }
  renderInPage(<FilterChips active={active} {...props} />)
  return props
}

it('is not shown without an active filter', () => {
  setUp([])
  expect(screen.queryByRole('list')).toBeNull()
})

it('names each filter and removes the clicked one', async () => {
  const { onFilter, onClear } = setUp(ACTIVE)
  const list = screen.getByRole('list', { name: 'Active filters' })
  const labels = [...list.querySelectorAll('[aria-label]')].map((each) =>
    each.getAttribute('aria-label'),
  )
  expect(labels).toEqual([
    'Remove Hangup reason Busy',
    'Remove Agents Ortega, Lucía, Bo',
    'Remove Agents not Cy',
  ])
  await userEvent.click(screen.getByRole('button', { name: 'Remove Agents not Cy' }))
  expect(onFilter).toHaveBeenCalledExactlyOnceWith({ notAgent: [] })
  expect(onClear).not.toHaveBeenCalled()
})

it('clears all filters', async () => {
  const { onClear, onFilter } = setUp(ACTIVE)
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }))
  expect(onClear).toHaveBeenCalledOnce()
  expect(onFilter).not.toHaveBeenCalled()
})
