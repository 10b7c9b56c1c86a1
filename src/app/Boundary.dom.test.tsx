import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { renderInPage } from '../testing/render-in-page.tsx'
import { Boundary } from './Boundary.tsx'

function Broken(): never {
  throw new Error('chunk is gone')
}

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
afterEach(cleanup)

it('shows its children without an error', () => {
  renderInPage(<Boundary>Calls</Boundary>)
  expect(screen.getByText('Calls')).toBeDefined()
  expect(screen.queryByRole('alert')).toBeNull()
})

it('keeps the rest of the page after an error, and offers a reload', async () => {
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => {})
  renderInPage(
    <>
      <Boundary>
        <Broken />
      </Boundary>
      <Boundary>Filters</Boundary>
    </>,
  )
  expect(screen.getByRole('alert').textContent).toContain('The page stopped working')
  expect(screen.getByText('Filters')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Reload' }))
  expect(reload).toHaveBeenCalledOnce()
})
