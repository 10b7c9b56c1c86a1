import { readFile } from 'node:fs/promises'
import {
  type BrowserContext,
  test as base,
  type Download,
  expect,
  type Page,
} from '@playwright/test'
import type { ColumnId } from '../src/calls/columns.ts'

export { expect } from '@playwright/test'

const DAY_MS = 86_400_000
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
/** Chromium logs this when a request fails. */
const FAILED_REQUEST = /^Failed to load resource: /

/** The opened page and its parts. */
export type Callboard = ReturnType<typeof pageParts> & {
  page: Page
  /** Goes to a query string of the page and waits for its calls. */
  open: (search: string) => Promise<void>
  /** Shows these columns from the next load on. */
  showColumns: (...columns: ColumnId[]) => Promise<void>
}

interface Fixtures {
  /** Allows failed requests, which otherwise fail the test. */
  requestsMayFail: boolean
  pageErrors: string[]
  callboard: Callboard
}

/** A test with the page. It fails if the page logs an error or contacts a foreign host. */
export const test = base.extend<Fixtures>({
  requestsMayFail: [false, { option: true }],
  pageErrors: [
    async ({ context, baseURL, requestsMayFail }, use) => {
      const errors = collectPageErrors(context, baseURL ?? '', { requestsMayFail })
      await use(errors)
      expect(errors, 'errors of the page').toEqual([])
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
          (value) => localStorage.setItem('callboard.columns', value),
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

/** Locates the parts of the page by their accessible names, which are part of the product. */
export function pageParts(page: Page) {
  const table = page.getByRole('table', { name: 'Call records' })
  const filters = page.getByRole('region', { name: 'Filters' })
  const exportDialog = page.getByRole('dialog', { name: 'Export' })
  return {
    filters,
    table,
    /** Rows of calls, without the head. */
    rows: table.locator('tbody').getByRole('row'),
    /** The state of the list, below it. */
    status: page.getByRole('main').getByRole('status').last(),
    alert: page.getByRole('main').getByRole('alert'),
    chips: page.getByRole('list', { name: 'Active filters' }),
    pagination: page.getByRole('navigation', { name: 'Pagination' }),
    details: page.getByRole('complementary', { name: 'Call details' }),
    player: page.getByRole('region', { name: 'Player' }),
    /** Opens the player's menu, which has the controls that are not always needed. */
    openMore: async () => {
      const more = page.getByRole('button', { name: 'More controls' })
      if ((await more.getAttribute('aria-expanded')) === 'false') await more.click()
    },
    /** Opens a dialog of the settings by the name of its entry. */
    openSetting: async (name: string) => {
      await page.getByRole('button', { name: 'Settings' }).click()
      await page.getByRole('button', { name }).click()
    },
    exportDialog,
    /** Its name depends on whether the calls were read before. */
    startExport: exportDialog.getByRole('button', { name: /^(Start export|Download)$/ }),
    /** The cells of one column, by its displayed name. */
    column: async (name: string) => {
      // Also those that are hidden in a narrow window.
      const heads = await table.locator('thead th').allTextContents()
      const index = heads.findIndex((head) => head.trim() === name)
      return table.locator('tbody').locator(`td:nth-child(${index + 1})`)
    },
  }
}

/**
 * Collects exceptions, warnings, errors in the console and requests to foreign hosts.
 * @param origin of the page
 */
export function collectPageErrors(
  context: BrowserContext,
  origin: string,
  { requestsMayFail }: { requestsMayFail: boolean },
): string[] {
  const errors: string[] = []
  context.on('weberror', (error) => errors.push(`page error: ${error.error().message}`))
  context.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return
    if (requestsMayFail && FAILED_REQUEST.test(message.text())) return
    errors.push(`console ${message.type()}: ${message.text()} (${message.location().url})`)
  })
  context.on('request', (request) => {
    const { protocol, origin: target } = new URL(request.url())
    if (protocol.startsWith('http') && target !== origin) errors.push(`request: ${request.url()}`)
  })
  return errors
}

/** Changes the address without a reload, as a filter does. */
export async function changeAddress(page: Page, search: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState(history.state, '', address)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }, search)
}

/** Waits until the endpoint has read the calls that the page shows. */
export async function allRead(page: Page): Promise<void> {
  await expect(page.getByText(/^Reading .*calls?/)).toHaveCount(0)
}

/** Returns the day (`YYYY-MM-DD`) in the demo account's zone, `days` from today. */
export function shanghaiDay(days: number): string {
  return new Date(Date.now() + SHANGHAI_OFFSET_MS + days * DAY_MS).toISOString().slice(0, 10)
}

/** Reads a downloaded file as text and keeps its byte order mark. */
export async function downloadedText(file: Download): Promise<string> {
  return readFile(await file.path(), 'utf8')
}
