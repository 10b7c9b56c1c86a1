import type { Locator, Page } from '@playwright/test'
import { expect, test } from './callboard.ts'

const PAGES = [
  {
    locale: 'en-US',
    hasTouch: false,
    words: {
      dock: 'Player',
      skip: 'Skip silence',
      side: 'Channel',
      notes: 'Notes',
      more: 'More controls',
    },
  },
  {
    locale: 'zh-CN',
    hasTouch: true,
    words: { dock: '播放器', skip: '跳过静音', side: '收听声道', notes: '笔记', more: '更多控件' },
  },
]

/** Heights are as they are with a page that is zoomed to 400 %, and with a phone on its side. */
const SIZES = [
  [320, 256],
  [320, 640],
  [390, 844],
  [600, 800],
  [800, 800],
  [844, 390],
  [1024, 768],
  [1280, 400],
  [1280, 800],
] as const

/** The width that a select needs for its words and a finger. */
const MIN_WIDTH = { SELECT: 56, other: 24 }

/** Which of the controls are cut by the page's width or their own, or lie under something else. */
async function outOfReach(dock: Locator, atLeast: number): Promise<string[]> {
  const controls = await dock.locator('button, a, select, input').filter({ visible: true }).all()
  const found = await Promise.all(
    controls.map((control) =>
      control.evaluate((node, { SELECT, other }) => {
        // The thin line above the mini-player is for keyboards only.
        if (getComputedStyle(node).pointerEvents === 'none') return []
        node.scrollIntoView({ block: 'nearest' })
        const { left, right, top, width, height } = node.getBoundingClientRect()
        const name = node.ariaLabel ?? node.textContent ?? ''
        const hit = document.elementFromPoint(left + width / 2, top + height / 2)
        const isCut = left < 0 || right > document.documentElement.clientWidth
        const isSmall = width < (node.tagName === 'SELECT' ? SELECT : other) || height < other
        return isCut || isSmall || !node.contains(hit) ? [`${name}: ${left}–${right}`] : []
      }, MIN_WIDTH),
    ),
  )
  const { length } = controls
  return [...found.flat(), ...(length < atLeast ? [`${length} controls only`] : [])]
}

const scrollsSideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)

const heightOf = async (dock: Locator) => (await dock.boundingBox())?.height

for (const { locale, words, hasTouch } of PAGES)
  test.describe(`${locale}, ${hasTouch ? 'touch' : 'mouse'}`, () => {
    test.use({ locale, hasTouch, isMobile: hasTouch })

    test('the dock fits every page, and so do the notes and the menu', async ({ callboard }) => {
      const { page } = callboard
      await callboard.showColumns('startedAt', 'remark', 'recording')
      await page.goto('/?range=yesterday&group=!recordings')
      const row = page.getByRole('row').filter({ hasText: 'Good: mp3, stereo' }).first()
      await row.locator('[data-play-call]').click()
      const dock = page.getByRole('region', { name: words.dock, exact: true })
      const sheet = dock.locator('> button[aria-expanded]')
      const toMore = dock.getByRole('button', { name: words.more })
      const toNotes = dock.getByRole('button', { name: words.notes })

      for (const [width, height] of SIZES)
        await test.step(`${width} × ${height}`, async () => {
          await page.setViewportSize({ width, height })
          const isPhone = width < 768
          expect(await heightOf(dock)).toBe(isPhone ? 65 : 72)
          expect(await outOfReach(dock, isPhone ? 3 : 11)).toEqual([])
          expect(await scrollsSideways(page)).toBe(false)
          if (isPhone) await sheet.click()
          await toMore.click()
          await expect(dock.getByRole('combobox', { name: words.side })).toBeVisible()
          expect(await outOfReach(dock, 20)).toEqual([])
          expect(await scrollsSideways(page)).toBe(false)
          await dock.getByRole('combobox', { name: words.side }).press('Escape')
          await expect(toMore).toBeFocused()

          await toNotes.click()
          const field = dock.getByRole('textbox')
          await expect(field).toBeInViewport({ ratio: 1 })
          expect(await outOfReach(dock, 13)).toEqual([])
          expect(await scrollsSideways(page)).toBe(false)
          await field.press('Escape')
          await expect(field).toBeHidden()
          if (isPhone) await sheet.click()
        })
    })

    test('nothing in the dock moves when states change', async ({ callboard }) => {
      const { page } = callboard
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto('/?range=yesterday&group=!recordings')
      await page.locator('[data-play-call]').first().click()
      const dock = page.getByRole('region', { name: words.dock, exact: true })
      const skip = dock.getByRole('button', { name: words.skip })
      const places = () =>
        dock
          .locator('button:not([aria-pressed]), a, select, input')
          .evaluateAll((nodes) => nodes.map((node) => JSON.stringify(node.getBoundingClientRect())))
      await expect(skip).toBeVisible()
      const before = await places()
      await skip.click()
      await page.keyboard.press('k')
      await page.keyboard.press('9')
      expect(await places()).toEqual(before)
    })
  })
