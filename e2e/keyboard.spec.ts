import type { Page } from '@playwright/test'
import { expect, test } from './callboard.ts'

/** Presses Tab, or `key`, until the focus is on something of that role and name. */
async function tabTo(
  page: Page,
  role: 'button' | 'radio' | 'checkbox' | 'slider',
  name: RegExp,
  key = 'Tab',
) {
  const wanted = page.getByRole(role, { name })
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press(key)
    if ((await wanted.and(page.locator(':focus')).count()) > 0) return
  }
  throw new Error(`200 presses of Tab did not reach ${role} ${name}`)
}

/** Whether something drawn around or on the focused element says that it has the focus. */
function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const active = document.activeElement
    if (!active) return false
    const drawn = (element: Element | null) => {
      if (!element) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    }
    // A checkbox or radio may show the focus on its label.
    return drawn(active) || drawn(active.nextElementSibling)
  })
}

test('a supervisor filters, plays, opens and exports by keyboard alone', async ({ callboard }) => {
  const { page, rows, details, player, status, chips, exportDialog } = callboard
  await callboard.open('?range=yesterday&size=10')

  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the table' })).toBeFocused()
  await expect(page.getByRole('link', { name: 'Skip to the table' })).toBeInViewport()

  // A facet is one tab stop, with arrow keys inside.
  await tabTo(page, 'checkbox', /^Outbound$/)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('checkbox', { name: 'Campaign to agent' })).toBeFocused()
  expect(await focusIsVisible(page)).toBe(true)
  await page.keyboard.press('Space')
  await expect(chips).toContainText('Campaign to agent')

  await tabTo(page, 'button', /^Call details/)
  expect(await focusIsVisible(page)).toBe(true)
  const opener = rows.first().locator('button[aria-expanded]')
  await expect(opener).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1).locator('button[aria-expanded]')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(details).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
  await expect(rows.nth(1).locator('button[aria-expanded]')).toBeFocused()

  await tabTo(page, 'button', /^Play recording$/)
  expect(await focusIsVisible(page)).toBe(true)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Pause recording' })).toBeFocused()
  const seek = player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0)
  await tabTo(page, 'slider', /^Seek$/)
  expect(await focusIsVisible(page)).toBe(true)
  await page.keyboard.press('Home')
  await tabTo(page, 'button', /^Pause$/, 'Shift+Tab')
  await page.keyboard.press('Space')
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeFocused()

  await page.getByRole('link', { name: 'Skip to the table' }).focus()
  await page.keyboard.press('Enter')
  await tabTo(page, 'button', /^Next page$/)
  expect(await focusIsVisible(page)).toBe(true)
  await page.keyboard.press('Enter')
  await expect(status).toHaveText(/^11–20/)

  await page.getByRole('link', { name: 'Skip to the table' }).focus()
  await page.keyboard.press('Enter')
  await tabTo(page, 'button', /^Export$/)
  await page.keyboard.press('Enter')
  await expect(exportDialog).toBeVisible()
  await tabTo(page, 'button', /^(Start export|Download)$/)
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
  await page.keyboard.press('Escape')
  await expect(exportDialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Export' })).toBeFocused()
})

test('closing the columns menu returns the focus to its button', async ({ callboard }) => {
  const { page } = callboard
  await callboard.open('?range=yesterday&size=10')
  const button = page.getByRole('button', { name: 'Columns' })
  const menu = page.getByRole('dialog', { name: 'Columns' })
  for (const _time of ['first', 'second']) {
    await button.focus()
    await page.keyboard.press('Enter')
    await expect(menu.getByRole('checkbox').first()).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(menu).toHaveCount(0)
    await expect(button).toBeFocused()
  }
})

test('the skip link goes past the filters', async ({ callboard }) => {
  const { page } = callboard
  await callboard.open('?range=yesterday&size=10')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)
  expect(page.url()).toContain('range=yesterday&size=10')
})

test('the export dialog keeps the focus inside until it closes', async ({ callboard }) => {
  const { page, exportDialog } = callboard
  await callboard.open('?range=yesterday&size=10')
  await page.getByRole('button', { name: 'Export' }).press('Enter')
  await expect(exportDialog).toBeVisible()
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab')
    await expect(exportDialog.locator(':focus')).toHaveCount(1)
  }
})
