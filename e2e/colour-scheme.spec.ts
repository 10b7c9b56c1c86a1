import type { Page } from '@playwright/test'
import { expect, test } from './callboard.ts'

/** How light the page's ground is, 0 to 255. */
const lightness = (page: Page) =>
  page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)?.[0]))

test.describe('a system that is dark', () => {
  test.use({ colorScheme: 'dark' })

  test('shows a dark page from its first paint, and a light one once chosen', async ({
    callboard,
  }) => {
    const { page } = callboard
    await page.goto('/?range=yesterday', { waitUntil: 'commit' })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await expect(callboard.rows.first()).toBeVisible()
    expect(await lightness(page)).toBeLessThan(60)

    const settings = page.getByRole('button', { name: 'Settings' })
    await settings.click()
    await page.getByRole('combobox', { name: 'Colour scheme' }).selectOption('Light')
    await expect.poll(() => lightness(page)).toBeGreaterThan(200)
    await page.reload()
    await expect(callboard.rows.first()).toBeVisible()
    expect(await lightness(page)).toBeGreaterThan(200)
    await settings.click()
    await page.getByRole('combobox', { name: 'Colour scheme' }).selectOption('Same as the system')
    await expect.poll(() => lightness(page)).toBeLessThan(60)
  })
})

test('the page follows the colour scheme of the system while it is open', async ({ callboard }) => {
  const { page } = callboard
  await callboard.open('?range=yesterday')
  expect(await lightness(page)).toBeGreaterThan(200)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => lightness(page)).toBeLessThan(60)
})
