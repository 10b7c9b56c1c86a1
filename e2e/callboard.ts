import { readFile } from 'node:fs/promises'
import {
  type BrowserContext,
  test as base,
  type Download,
  expect,
  type Locator,
  type Page,
} from '@playwright/test'
import type { ColumnId } from '../src/calls/columns.ts'
import { en } from '../src/i18n/en.ts'
import { PART_WORDS } from '../src/i18n/part-words.ts'
import { zhCN } from '../src/i18n/zh-CN.ts'
import { axeViolations, untranslated } from './page-checks.ts'

export { expect } from '@playwright/test'

const DAY_MS = 86_400_000
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
/** Chromium logs this when a request fails. */
const FAILED_REQUEST = /^Failed to load resource: /
const MAX_KEYS = 300
/** Each key is a step of the test, and axe reads the whole page. */
const KEYBOARD_TIMEOUT_MS = 180_000

/** The opened page and its parts. */
export type Callboard = ReturnType<typeof pageParts> & {
  page: Page
  /** Returns an English text of the page in the page's language. */
  say: (english: string) => string
  /** Moves the focus to a control, if the job is done by keyboard. */
  reach: (control: Locator) => Promise<void>
  /** Clicks a control, or does so by keyboard. */
  press: (control: Locator) => Promise<void>
  /** Replaces the text of a field. */
  type: (field: Locator, text: string) => Promise<void>
  /** Goes to a query string of the page and waits for its calls. */
  open: (search: string) => Promise<void>
  /** Shows these columns from the next load on. */
  showColumns: (...columns: ColumnId[]) => Promise<void>
}

interface Fixtures {
  /** Allows failed requests, which otherwise fail the test. */
  requestsMayFail: boolean
  /** Uses no pointer. At the end, axe finds nothing, and no English word is left in Chinese. */
  byKeyboard: boolean
  pageErrors: string[]
  callboard: Callboard
}

/** A test with the page. It fails if the page logs an error or contacts a foreign host. */
export const test = base.extend<Fixtures>({
  requestsMayFail: [false, { option: true }],
  byKeyboard: [false, { option: true }],
  pageErrors: [
    async ({ context, baseURL, requestsMayFail }, use) => {
      const errors = collectPageErrors(context, baseURL ?? '', { requestsMayFail })
      await use(errors)
      expect(errors, 'errors of the page').toEqual([])
    },
    { auto: true },
  ],
  callboard: async ({ page, locale, byKeyboard }, use, info) => {
    const say = sayIn(locale)
    const parts = pageParts(page, say)
    const reach = (control: Locator) => (byKeyboard ? tabTo(control) : Promise.resolve())
    await use({
      ...parts,
      page,
      say,
      reach,
      press: async (control) => {
        if (!byKeyboard) return control.click()
        await tabTo(control)
        if ((await control.getAttribute('type')) !== 'radio')
          await control.page().keyboard.press('Enter')
      },
      type: async (field, text) => {
        if (!byKeyboard) return field.fill(text)
        await tabTo(field)
        await page.keyboard.press('ControlOrMeta+A')
        await page.keyboard.press('Delete')
        await page.keyboard.type(text)
      },
      showColumns: async (...columns) => {
        await page.addInitScript(
          (value) => localStorage.setItem('callboard.columns', value),
          JSON.stringify(columns),
        )
      },
      open: async (search) => {
        await page.goto(`/${search}`)
        await expect(parts.rows.first()).toBeVisible()
        // The rows below the window follow the first ones, with their number.
        await expect(parts.status).toHaveText(/\d/)
      },
    })
    if (byKeyboard && info.status === info.expectedStatus) await checkWords(page)
  },
})

/** Checks that axe finds nothing, and that no English word is left. */
export async function checkWords(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([])
  expect(await untranslated(page)).toEqual([])
}

/** Defines jobs that a user does in English by pointer, and in Chinese by keyboard. */
export function inBothWays(jobs: () => void): void {
  test.describe('in English by pointer', jobs)
  test.describe('in Chinese by keyboard', { tag: '@slow' }, () => {
    test.describe.configure({ timeout: KEYBOARD_TIMEOUT_MS })
    test.use({ locale: 'zh-CN', byKeyboard: true, contextOptions: { reducedMotion: 'reduce' } })
    jobs()
  })
}

/** Returns a function that translates the texts of the page from English. */
export function sayIn(locale: string | undefined): (english: string) => string {
  if (locale !== 'zh-CN') return (english) => english
  const translated = (english: string, from: object, to: object): string[] =>
    Object.entries(from).flatMap(([key, text]) => {
      const other = to[key as keyof typeof to]
      if (typeof text === 'string') return text === english ? [other] : []
      return translated(english, text, other)
    })
  return (english) => {
    const found = new Set([
      ...translated(english, en, zhCN),
      ...translated(english, PART_WORDS.en, PART_WORDS['zh-CN']),
    ])
    const [text] = found
    if (text === undefined || found.size > 1)
      throw new Error(`“${english}” has ${found.size} translations: ${[...found].join(', ')}`)
    return text
  }
}

/** Presses Tab until a control has the focus, and arrow keys between radios and between rows. */
async function tabTo(control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  for (let keys = 0; keys < MAX_KEYS; keys += 1) {
    const key = await control.evaluate((target) => {
      const active = document.activeElement ?? document.body
      if (active === target) return null
      const isAbove = Boolean(active.compareDocumentPosition(target) & 2)
      const groupOf = (element: Element) =>
        element instanceof HTMLInputElement && element.type === 'radio' && element.name
      const isSameGroup = groupOf(target) && groupOf(target) === groupOf(active)
      const [from, to] = [active, target].map((element) => element.closest('tr[data-id]'))
      if (isSameGroup || (from && to && from !== to)) return isAbove ? 'ArrowUp' : 'ArrowDown'
      return isAbove ? 'Shift+Tab' : 'Tab'
    })
    if (key === null) return
    await control.page().keyboard.press(key)
  }
  throw new Error(`${MAX_KEYS} keys did not reach ${control}`)
}

/** Locates the parts of the page by their accessible names, which are part of the product. */
export function pageParts(page: Page, say = sayIn('en')) {
  const table = page.getByRole('table', { name: say('Call records') })
  const filters = page.getByRole('region', { name: say('Filters') })
  const exportDialog = page.getByRole('dialog', { name: say('Export') })
  return {
    filters,
    table,
    /** Rows of calls, without the head. */
    rows: table.locator('tbody').getByRole('row'),
    /** The state of the list, below it. */
    status: page.getByRole('main').getByRole('status').last(),
    alert: page.getByRole('main').getByRole('alert'),
    chips: page.getByRole('list', { name: say('Active filters') }),
    pagination: page.getByRole('navigation', { name: say('Pagination') }),
    details: page.getByRole('complementary', { name: say('Call details') }),
    player: page.getByRole('region', { name: say('Player') }),
    /** Opens the player's menu, which has the controls that are not always needed. */
    openMore: async () => {
      const more = page.getByRole('button', { name: say('More controls') })
      if ((await more.getAttribute('aria-expanded')) === 'false') await more.click()
    },
    /** Opens a dialog of the settings by the name of its entry. */
    openSetting: async (name: string) => {
      await page.getByRole('button', { name: say('Settings') }).click()
      await page.getByRole('button', { name }).click()
    },
    exportDialog,
    /** Its name depends on whether the calls were read before. */
    startExport: exportDialog.getByRole('button', {
      name: new RegExp(`^(${say('Start export')}|${say('Download')})$`),
    }),
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
