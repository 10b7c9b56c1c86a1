import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderInPage } from '../testing/render-in-page.tsx'
import { Pager } from './Pager.tsx'

afterEach(cleanup)

function setUp(page: number, pages: number, size = 50) {
  const [onPage, onSize] = [vi.fn(), vi.fn()]
  renderInPage(<Pager {...{ page, pages, size, onPage, onSize }} />)
  return { onPage, onSize }
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })
const sizes = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Calls per page' })

describe('pages', () => {
  it('are in a named place, with the one shown marked', () => {
    setUp(2, 3)
    expect(screen.getByRole('navigation', { name: 'Pagination' })).toBeDefined()
    const marked = ['Page 1', 'Page 2', 'Page 3'].map((name) =>
      button(name).getAttribute('aria-current'),
    )
    expect(marked).toEqual([null, 'page', null])
  })

  it.each([
    ['Page 3', 3],
    ['Next page', 3],
    ['Previous page', 1],
  ])('turn by “%s”', async (name, page) => {
    const { onPage } = setUp(2, 5)
    await userEvent.click(button(name))
    expect(onPage).toHaveBeenCalledExactlyOnceWith(page)
  })

  it('have ways to both ends where there are many', async () => {
    const { onPage } = setUp(500, 1_000)
    await userEvent.click(button('First page'))
    await userEvent.click(button('Last page'))
    expect(onPage.mock.calls).toEqual([[1], [1_000]])
    expect(button('Page 1,000').textContent).toBe('1,000')
  })

  it('have none where there are few', () => {
    setUp(1, 7)
    expect(screen.queryByRole('button', { name: 'First page' })).toBeNull()
  })

  it.each([
    ['the first', 1, 3, 'Previous page'],
    ['the last', 3, 3, 'Next page'],
    ['the only', 1, 1, 'Next page'],
    ['one without calls', 1, 0, 'Next page'],
  ])('end at %s', (_name, page, pages, name) => {
    setUp(page, pages)
    expect(button(name).disabled).toBe(true)
  })
})

describe('the size', () => {
  it('is one of four, in words', () => {
    setUp(1, 3, 20)
    expect([...sizes().options].map((option) => option.text)).toEqual([
      '10 per page',
      '20 per page',
      '50 per page',
      '100 per page',
    ])
    expect(sizes().value).toBe('20')
  })

  it('of the address is among them, in its place', () => {
    setUp(1, 3, 37)
    expect([...sizes().options].map((option) => option.value)).toEqual([
      '10',
      '20',
      '37',
      '50',
      '100',
    ])
    expect(sizes().value).toBe('37')
  })

  it('is chosen as a number', async () => {
    const { onSize } = setUp(1, 3)
    await userEvent.selectOptions(sizes(), '100 per page')
    expect(onSize).toHaveBeenCalledExactlyOnceWith(100)
  })
})
