import { test as base, expect, type Page } from '@playwright/test'
import type { ColumnId } from '../src/calls/columns.ts'
import { pageParts } from './page-parts.ts'
import { watchForTrouble } from './watch-for-trouble.ts'

export { expect } from '@playwright/test'

/** The opened page and its parts. */
export type Callboard = ReturnType<typeof pageParts> & {
  page: Page
  /** Goes to a query string of the page and waits for its calls. */
  open: (search: string) => Promise<void>
  /** Shows these columns, as if they had been chosen before the page is opened. */
  showColumns: (...columns: ColumnId[]) => Promise<void>
}

interface Fixtures {
  /** Whether the endpoint is meant to fail; else a failed request fails the test. */
  requestsMayFail: boolean
  troubles: string[]
  callboard: Callboard
}

/** A test with the page, which fails when the page does what no page may. */
export const test = base.extend<Fixtures>({
  requestsMayFail: [false, { option: true }],
  troubles: [
    async ({ context, baseURL, requestsMayFail }, use) => {
      const troubles = watchForTrouble(context, baseURL ?? '', { requestsMayFail })
      await use(troubles)
      expect(troubles, 'what no page may do').toEqual([])
    },
    { auto: true },
  ],
  callboard: async ({ page }, use) => {
    const parts = pageParts(page)
    await use({
      ...parts,
      page,
      showColumns: async (...columns) => {
        await page.addInitScript(
          (chosen) => localStorage.setItem('callboard.columns', chosen),
          JSON.stringify(columns),
        )
      },
      open: async (search) => {
        await page.goto(`/${search}`)
        await expect(parts.rows.first()).toBeVisible()
      },
    })
  },
})
