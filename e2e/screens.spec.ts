import type { BrowserContextOptions } from '@playwright/test'
import { allRead, type Callboard, expect, test } from './callboard.ts'

// Pictures of every state for `docs/screens`: `npm run screens`. They are no tests of the page.

const FOLDER = 'docs/screens'
const WIDE = { width: 1440, height: 900 }
const LAPTOP = { width: 1280, height: 800 }
const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
} satisfies BrowserContextOptions

interface Screen {
  name: string
  search?: string
  use?: BrowserContextOptions
  /** Prepares the page before it opens. */
  before?: (callboard: Callboard) => Promise<unknown>
  /** Brings the page into its state. */
  act?: (callboard: Callboard) => Promise<unknown>
}

async function openRow({ rows, details }: Callboard): Promise<void> {
  await rows.nth(3).locator('button[aria-expanded]').click()
  await expect(details).toBeVisible()
}

async function play({ rows, player }: Callboard): Promise<void> {
  await rows.getByRole('button', { name: 'Play recording' }).first().click()
  await expect(player.getByRole('img', { name: 'Waveform', exact: true })).toBeVisible()
  await player.getByRole('button', { name: 'Pause', exact: true }).click()
}

async function openExport({ page, exportDialog }: Callboard): Promise<void> {
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(exportDialog.getByRole('button', { name: 'Download' })).toBeVisible()
}

/** Answers nothing, as a phone system that is slow to do so. */
const neverAnswer = ({ page }: Callboard) => page.route(/\/api\/records/, () => undefined)

const SCREENS: Screen[] = [
  { name: '1440' },
  { name: '1280', use: { viewport: LAPTOP } },
  { name: '1920', use: { viewport: { width: 1920, height: 1080 } } },
  { name: '1440-dark', use: { colorScheme: 'dark' } },
  { name: '1440-chinese', use: { locale: 'zh-CN' } },
  {
    name: '1440-agents',
    act: ({ page }) => page.getByRole('tab', { name: 'Agents' }).click(),
  },
  {
    name: '1440-reasons',
    act: ({ page }) => page.getByRole('tab', { name: 'Reasons' }).click(),
  },
  { name: '1440-filtered', search: '?range=yesterday&outcome=missed&notAgent=Dewi+Lestari' },
  { name: '1440-sorted', search: '?range=last7d&recorded=true&talk=60..&sort=-talkSeconds' },
  {
    name: '1440-period',
    act: ({ filters }) => filters.getByRole('button', { name: /^Yesterday/ }).click(),
  },
  {
    name: '1440-hover',
    act: async ({ rows, page }) => {
      await rows.nth(2).locator('[data-column="agent"]').hover()
      await expect(page.getByRole('button', { name: /^Exclude / })).toBeVisible()
    },
  },
  {
    name: '1440-selected',
    act: async ({ rows, page }) => {
      for (const row of [1, 3, 4]) await rows.nth(row).getByRole('checkbox').click()
      await expect(page.getByRole('button', { name: 'Save as file' })).toBeVisible()
    },
  },
  { name: '1280-details', use: { viewport: LAPTOP }, act: openRow },
  {
    name: '1440-player-details',
    act: async (callboard) => {
      await openRow(callboard)
      await play(callboard)
    },
  },
  {
    name: '1440-player-details-dark',
    use: { colorScheme: 'dark' },
    act: async (callboard) => {
      await openRow(callboard)
      await play(callboard)
    },
  },
  {
    name: 'export',
    act: openExport,
  },
  { name: 'loading', before: neverAnswer },
  { name: 'loading-dark', use: { colorScheme: 'dark' }, before: neverAnswer },
  { name: 'empty', search: '?range=yesterday&outcome=failed&agent=nobody' },
  { name: 'failed', search: '?range=yesterday&group=!busy' },
  {
    name: 'offline',
    act: async ({ page, status }) => {
      await page.context().setOffline(true)
      await page.getByRole('button', { name: 'Next page' }).click()
      await expect(status).not.toHaveText(/^1–50 of/)
    },
  },
  { name: '820', use: { viewport: { width: 820, height: 1100 } } },
  { name: '390', use: PHONE },
  { name: '390-dark', use: { ...PHONE, colorScheme: 'dark' } },
  {
    name: '390-filters',
    use: PHONE,
    act: async ({ page, filters }) => {
      await page.getByRole('button', { name: 'Filters', exact: true }).click()
      await expect(filters.getByRole('checkbox').first()).toBeVisible()
    },
  },
  {
    name: '390-export',
    use: PHONE,
    act: openExport,
  },
  { name: '320', use: { viewport: { width: 320, height: 640 } } },
]

/** A view that has a period before it. */
const YESTERDAY = '?range=yesterday'

for (const { name, search = YESTERDAY, use = {}, before, act } of SCREENS) {
  test.describe(() => {
    test.use({ viewport: WIDE, requestsMayFail: true, ...use })

    test(`screen ${name}`, { tag: '@screens' }, async ({ callboard }) => {
      const { page } = callboard
      await before?.(callboard)
      await page.goto(`/${search}`)
      await expect(page.getByRole('combobox').or(page.getByRole('searchbox')).first()).toBeVisible()
      if (!before) await allRead(page)
      // The figures come last. A list that failed has none.
      if (!before && name !== 'failed')
        await expect(page.locator('main section[aria-busy="false"]')).toBeVisible()
      if (!before && search === YESTERDAY)
        await expect(page.locator('[data-figure="calls"]')).toHaveText(/[▲▼]/)
      await page.evaluate(() => document.fonts.ready)
      await act?.(callboard)
      await page.waitForFunction(() =>
        document.getAnimations().every(({ playState }) => playState !== 'running'),
      )
      await page.screenshot({ path: `${FOLDER}/${name}.png` })
    })
  })
}
