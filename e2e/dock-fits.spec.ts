import type { Locator, Page } from '@playwright/test'
import { expect, test } from './callboard.ts'

const PAGES = [
  {
    locale: 'en-US',
    hasTouch: false,
    words: { dock: 'Player', skip: 'Skip silence', side: 'Channel', notes: 'Notes' },
  },
  {
    locale: 'zh-CN',
    hasTouch: true,
    words: { dock: '播放器', skip: '跳过静音', side: '收听声道', notes: '笔记' },
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
const MIN_WIDTH = { SELECT: 64, other: 24 }

/** Which of the controls are cut by the page's width or their own, or lie under something else. */
async function outOfReach(dock: Locator): Promise<string[]> {
  const controls = await dock.locator('button, a, select, input').filter({ visible: true }).all()
  const found = await Promise.all(
    controls.map((control) =>
      control.evaluate((node, { SELECT, other }) => {
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
  return [...found.flat(), ...(controls.length < 15 ? [`${controls.length} controls only`] : [])]
}

const scrollsSideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)

for (const { locale, words, hasTouch } of PAGES)
  test.describe(`${locale}, ${hasTouch ? 'touch' : 'mouse'}`, () => {
    test.use({ locale, hasTouch, isMobile: hasTouch })

    test('the dock fits every page, and so do the notes', async ({ callboard }) => {
      const { page } = callboard
      await callboard.showColumns('startedAt', 'remark', 'recording')
      await page.goto('/?range=yesterday&group=!recordings')
      const row = page.getByRole('row').filter({ hasText: 'Good: mp3, stereo' }).first()
      await row.locator('[data-play-call]').click()
      const dock = page.getByRole('region', { name: words.dock, exact: true })
      await dock.getByRole('button', { name: words.skip }).click()
      await expect(dock.getByRole('combobox', { name: words.side })).toBeVisible()

      for (const [width, height] of SIZES)
        await test.step(`${width} × ${height}`, async () => {
          await page.setViewportSize({ width, height })
          expect(await outOfReach(dock)).toEqual([])
          expect(await scrollsSideways(page)).toBe(false)
          const toNotes = dock.getByRole('button', { name: words.notes })
          await toNotes.click()
          const field = dock.getByRole('textbox')
          await expect(field).toBeInViewport({ ratio: 1 })
          expect(await outOfReach(dock)).toEqual([])
          expect(await scrollsSideways(page)).toBe(false)
          await field.press('Escape')
          await expect(field).toBeHidden()
        })
    })
  })
