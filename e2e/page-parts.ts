import type { Page } from '@playwright/test'

/** The parts of the page by their accessible names, which are part of the product. */
export function pageParts(page: Page) {
  const table = page.getByRole('table', { name: 'Call records' })
  const filters = page.getByRole('region', { name: 'Filters' })
  return {
    filters,
    table,
    /** Rows of calls, without the head. */
    rows: table.locator('tbody').getByRole('row'),
    status: page.getByRole('main').getByRole('status').first(),
    alert: page.getByRole('main').getByRole('alert'),
    chips: page.getByRole('list', { name: 'Active filters' }),
    pagination: page.getByRole('navigation', { name: 'Pagination' }),
    details: page.getByRole('complementary', { name: 'Call details' }),
    player: page.getByRole('region', { name: 'Player' }),
    exportDialog: page.getByRole('dialog', { name: 'Export' }),
    /** The cells of one column, by its shown name. */
    column: async (name: string) => {
      const heads = await table.getByRole('columnheader').allInnerTexts()
      const index = heads.findIndex((head) => head.trim() === name)
      return table.locator('tbody').locator(`td:nth-child(${index + 1})`)
    },
  }
}
