import type { Locator, Page } from '@playwright/test'
import { expect, test } from './callboard.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** Whether an element has the system's colour of what is selected. */
const isHighlighted = (locator: Locator) =>
  locator.evaluate((element) => {
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.cssText = 'forced-color-adjust: none; background: Highlight'
    const highlight = getComputedStyle(probe).backgroundColor
    probe.remove()
    return getComputedStyle(element).backgroundColor === highlight
  })

/** Tabs through the page and returns the focused controls that are covered or out of view. */
async function hiddenStops(page: Page): Promise<string[]> {
  const hidden: string[] = []
  await page.evaluate(() => document.querySelector<HTMLElement>('a[href="#calls"]')?.focus())
  for (let isFirst = true; ; isFirst = false) {
    const stop = await page.evaluate((first) => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body) return 'end'
      if (!first && element.matches('a[href="#calls"]')) return 'end'
      const { left, top, width, height } = element.getBoundingClientRect()
      const isSeen = [0.1, 0.5, 0.9].some((part) => {
        const at = document.elementFromPoint(left + width * part, top + height / 2)
        const label = element.closest('label, section[role="region"], section')
        return at !== null && (element.contains(at) || at.contains(element) || label?.contains(at))
      })
      return isSeen ? null : (element.getAttribute('aria-label') ?? element.textContent)
    }, isFirst)
    if (stop === 'end') return hidden
    if (stop !== null) hidden.push(stop)
    await page.keyboard.press('Tab')
  }
}

test.describe('at 400 % zoom', () => {
  test.use({ viewport: { width: 320, height: 200 } })

  test('nothing scrolls sideways, and menus are reached to their end', async ({ callboard }) => {
    const { page } = callboard
    const isWide = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
    await callboard.open('?range=yesterday')
    for (const [menu, last] of [
      ['Settings', 'Notes file'],
      ['Views', 'Save'],
      ['Columns', 'Default columns'],
      ['Share', 'Copy link'],
    ] as const) {
      await page.getByRole('button', { name: menu, exact: true }).click()
      const end = page.getByRole('dialog').getByRole('button', { name: last, exact: true })
      await end.scrollIntoViewIfNeeded()
      await expect(end).toBeInViewport({ ratio: 0.9 })
      expect(await isWide(), menu).toBe(false)
      await page.keyboard.press('Escape')
    }
  })
})

for (const [name, device] of [
  ['at 1280', { viewport: { width: 1280, height: 800 } }],
  ['on a phone', PHONE],
] as const)
  test.describe(name, () => {
    test.use(device)

    test('the player covers no control that has the focus', async ({ callboard }) => {
      const { page, rows, player } = callboard
      await callboard.open('?range=yesterday&size=10')
      await rows.first().getByRole('checkbox').check({ force: true })
      await page.getByRole('button', { name: 'Play recording' }).first().click()
      await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible()
      const clear = await page.getByRole('button', { name: 'Clear selection' }).boundingBox()
      const dock = await player.boundingBox()
      expect((clear?.y ?? 0) + (clear?.height ?? 0)).toBeLessThan(dock?.y ?? 0)
      expect(await hiddenStops(page)).toEqual([])
    })
  })

test.describe('on a phone', () => {
  test.use(PHONE)

  test('the details hold the focus while they cover the list', async ({ callboard }) => {
    const { page, rows, details } = callboard
    await callboard.open('?range=yesterday')
    const row = rows.nth(1).locator('button[aria-expanded]')
    await row.focus()
    await page.keyboard.press('Enter')
    await expect(details.getByRole('heading')).toBeFocused()
    await expect(page.getByRole('main')).toHaveAttribute('inert')
    await details.getByRole('button', { name: 'Close details' }).press('Enter')
    await expect(row).toBeFocused()
  })
})

test.describe('in forced colours', () => {
  test.use({ viewport: { width: 1440, height: 900 } })

  test('what is selected, played or answered still differs', async ({ callboard }) => {
    const { page, rows, player } = callboard
    await page.emulateMedia({ forcedColors: 'active' })
    await callboard.open('?range=yesterday&recorded=true')
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    await expect(page.getByRole('tab', { name: 'Time' })).toBeVisible()
    for (const [selected, other] of [
      [page.getByRole('tab', { name: 'Time' }), page.getByRole('tab', { name: 'Agents' })],
      [button('Page 1'), button('Page 2')],
      [button('Day'), button('7 days')],
    ] as const) {
      expect(await isHighlighted(selected)).toBe(true)
      expect(await isHighlighted(other)).toBe(false)
    }
    const bars = await rows
      .locator('td[data-column="talkSeconds"]')
      .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell, '::after').backgroundSize))
    expect(new Set(bars).size).toBeGreaterThan(3)
    await page.getByRole('button', { name: 'Play recording' }).first().click()
    const line = player.locator('[data-outcome="answered"]')
    await expect(line).toBeVisible()
    const icon = await line.evaluate((element) => [
      getComputedStyle(element, '::before').backgroundColor,
      getComputedStyle(element).backgroundColor,
    ])
    expect(icon[0]).not.toBe(icon[1])
  })
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })

  test('no column head is cut', async ({ page }) => {
    await page.goto('/?range=yesterday')
    const heads = page
      .getByRole('table', { name: '通话记录' })
      .locator('th button span:first-child')
    await expect(heads.first()).toBeVisible()
    const cut = await heads.evaluateAll((all) =>
      all
        .filter((head) => head.clientWidth > 1 && head.scrollWidth > head.clientWidth)
        .map((head) => head.textContent),
    )
    expect(cut).toEqual([])
  })
})
