import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeCall } from '../testing/make-call.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { Pager } from './Pager.tsx'

const DAY = {
  from: '2026-03-10T00:00:00+08:00',
  to: '2026-03-10T23:59:59+08:00',
  coverage: null,
}

afterEach(cleanup)

function setUp(page: number, pages: number, size = 50) {
  const [onPage, onSize] = [vi.fn(), vi.fn()]
  const shown = { records: [makeCall()], total: pages * size, page, size, pages, ...DAY }
  const order = { sort: null, onSort: vi.fn() }
  renderInPage(<Pager page={shown} failed={false} asOf={null} {...order} {...{ onPage, onSize }} />)
  return { onPage, onSize }
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })
const sizes = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Calls per page' })

describe('pages', () => {
  it('are in a named landmark, with the current page marked', () => {
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
  ])('change by the button “%s”', async (name, page) => {
    const { onPage } = setUp(2, 5)
    await userEvent.click(button(name))
    expect(onPage).toHaveBeenCalledExactlyOnceWith(page)
  })

  it('have buttons for both ends if there are many', async () => {
    const { onPage } = setUp(500, 1_000)
    await userEvent.click(button('First page'))
    await userEvent.click(button('Last page'))
    expect(onPage.mock.calls).toEqual([[1], [1_000]])
    expect(button('Page 1,000').textContent).toBe('1,000')
  })

  it('have no buttons for the ends if there are few', () => {
    setUp(1, 7)
    expect(screen.queryByRole('button', { name: 'First page' })).toBeNull()
  })

  it.each([
    ['the first', 1, 3, 'Previous page'],
    ['the last', 3, 3, 'Next page'],
    ['the only', 1, 1, 'Next page'],
    ['the page of an empty list', 1, 0, 'Next page'],
  ])('end at %s', (_name, page, pages, name) => {
    setUp(page, pages)
    expect(button(name).disabled).toBe(true)
  })
})

describe('the page size', () => {
  it('is one of four options', () => {
    setUp(1, 3, 20)
    const texts = [...sizes().options].map((option) => option.text)
    expect(texts).toEqual(['10 per page', '20 per page', '50 per page', '100 per page'])
    expect(sizes().value).toBe('20')
  })

  it('includes the size of the address, in order', () => {
    setUp(1, 3, 37)
    const values = [...sizes().options].map((option) => option.value)
    expect(values.join()).toBe('10,20,37,50,100')
    expect(sizes().value).toBe('37')
  })

  it('is applied as a number', async () => {
    const { onSize } = setUp(1, 3)
    await userEvent.selectOptions(sizes(), '100 per page')
    expect(onSize).toHaveBeenCalledExactlyOnceWith(100, 1)
  })
})
