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

it('is nothing to see where nothing broke', () => {
  renderInPage(<Boundary>Calls</Boundary>)
  expect(screen.getByText('Calls')).toBeDefined()
  expect(screen.queryByRole('alert')).toBeNull()
})

it('keeps the rest of the page, says what happened, and loads the page again', async () => {
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
