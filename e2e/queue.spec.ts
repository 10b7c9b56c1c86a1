import type { Page } from '@playwright/test'
import { COLUMNS } from '../src/calls/columns.ts'
import { allRead, expect } from './callboard.ts'
import { test } from './own-vendor.ts'
import { axeViolations } from './page-checks.ts'

/** The ids of the recorded calls that the table shows, from top to bottom. */
function recordedIds(page: Page): Promise<string[]> {
  return page
    .locator('tr [data-play-call]')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-play-call') ?? ''))
}

/** The button of a call, in its row, where that call is open in the player. */
const openIn = (page: Page, id: string | undefined) =>
  page.locator(`tr [data-play-call="${id}"][aria-current="true"]`)

/** Opens the recording of a call by its row, and waits for the player to be there. */
async function open(page: Page, id: string | undefined): Promise<void> {
  await page.locator(`tr [data-play-call="${id}"]`).click()
  await expect(openIn(page, id)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Next recorded call' })).toBeVisible()
}

test('N and P play recorded calls across pages without adding history entries', async ({
  callboard,
}) => {
  const { page, pagination, status } = callboard
  await callboard.open('?range=last7d&size=20')
  await pagination.getByRole('button', { name: 'Next page' }).click()
  await expect(status).toHaveText(/^21–40/)
  const ids = await recordedIds(page)
  await open(page, ids.at(-2))
  await page.locator('body').press('n')
  await expect(openIn(page, ids.at(-1))).toBeVisible()
  await page.keyboard.press('n')
  await expect(status).toHaveText(/^41–60/)
  const [first, second] = await recordedIds(page)
  await expect(openIn(page, first)).toBeVisible()
  await page.keyboard.press('n')
  await expect(openIn(page, second)).toBeVisible()
  await page.keyboard.press('p')
  await expect(openIn(page, first)).toBeVisible()
  await page.keyboard.press('p')
  await expect(openIn(page, ids.at(-1))).toBeVisible()
  await expect(page).toHaveURL(/[?&]page=2/)
  await page.keyboard.press('n')
  await expect(page).toHaveURL(/[?&]page=3/)
  await page.goBack()
  await expect(status).toHaveText(/^1–20/)
})

test('the queue follows the order of a sorted list, and the details follow it', async ({
  callboard,
}) => {
  const { page, details, player } = callboard
  await callboard.open('?range=last7d&size=20&sort=-talkSeconds')
  await allRead(page)
  const ids = await recordedIds(page)
  await page.locator(`tr[data-id="${ids[0]}"] td`).nth(3).click()
  await expect(details).toContainText(ids[0] ?? '')
  await open(page, ids[0])
  for (const id of ids.slice(1, 4)) {
    await player.getByRole('button', { name: 'Next recorded call' }).click()
    await expect(openIn(page, id)).toBeVisible()
    await expect(details).toContainText(id)
  }
  await page.goBack()
  await expect(details).toHaveCount(0)
})

test('the queue does not turn a page that the user has chosen', async ({ callboard }) => {
  const { page, pagination, player, status } = callboard
  await callboard.open('?range=last7d&size=20')
  const ids = await recordedIds(page)
  await open(page, ids[0])
  await pagination.getByRole('button', { name: 'Page 4', exact: true }).click()
  await expect(status).toHaveText(/^61–80/)
  await player.getByRole('button', { name: 'Next recorded call' }).click()
  await expect(status).toHaveText(/^61–80/)
  await pagination.getByRole('button', { name: 'First page' }).click()
  await expect(openIn(page, ids[1])).toBeVisible()
})

test('the end of the queue is announced and keeps the focus', async ({ callboard }) => {
  const { page, player, rows } = callboard
  await callboard.open('?range=yesterday&type=3')
  const [id] = await recordedIds(page)
  await callboard.open(`?range=yesterday&id=${id}`)
  await expect(rows).toHaveCount(1)
  await open(page, id)
  const next = player.getByRole('button', { name: 'Next recorded call' })
  await next.press('Enter')
  await expect(player.getByText('No more recorded calls')).toBeVisible()
  await expect(next).toHaveAttribute('aria-disabled', 'true')
  await expect(next).toBeFocused()
  expect(await axeViolations(page)).toEqual([])
})

test('the queue plays only what was not heard, and shows how much is left', async ({
  callboard,
}) => {
  const { page, player } = callboard
  await callboard.open('?range=yesterday&size=20')
  const ids = await recordedIds(page)
  await page.evaluate((id) => {
    const heard = { ranges: [[0, 5]], at: 5, total: 5, on: Date.now() }
    localStorage.setItem(`callboard.heard.${id}`, JSON.stringify(heard))
  }, ids[1])
  await open(page, ids[0])
  await expect(player.getByText(/^Next:/)).toBeVisible()
  const left = player.getByText(/\d left$/)
  const count = async () => Number(/\d+/.exec(await left.innerText())?.[0])
  const all = await count()
  await callboard.openMore()
  await player.getByRole('combobox', { name: 'Play', exact: true }).selectOption('Not heard')
  await expect.poll(count).toBe(all - 1)
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await expect(openIn(page, ids[2])).toBeVisible()
  await page.keyboard.press('p')
  await expect(openIn(page, ids[0])).toBeVisible()
})

test('the row of the playing call scrolls into sight without taking the focus', async ({
  callboard,
}) => {
  const { page } = callboard
  await page.setViewportSize({ width: 1280, height: 500 })
  await callboard.open('?range=last7d&size=50')
  const ids = await recordedIds(page)
  await open(page, ids[0])
  await page.locator('body').press('n')
  const focused = await page.evaluate(() => document.activeElement?.outerHTML)
  for (const id of ids.slice(2, 12)) {
    await page.keyboard.press('n')
    await expect(openIn(page, id)).toBeInViewport({ ratio: 0.9 })
  }
  expect(await page.evaluate(() => document.activeElement?.outerHTML)).toBe(focused)
})

test('the last call of the page before scrolls into sight', async ({ callboard }) => {
  const { page, status } = callboard
  await callboard.open('?range=last7d&size=50&page=2')
  await expect(status).toHaveText(/^51–100/)
  const [first] = await recordedIds(page)
  await open(page, first)
  await page.locator('body').press('p')
  await expect(status).toHaveText(/^1–50/)
  const ids = await recordedIds(page)
  await expect(openIn(page, ids.at(-1))).toBeInViewport({ ratio: 0.9 })
})

test('the queue does not scroll the table sideways', async ({ callboard }) => {
  const { page } = callboard
  await callboard.showColumns(...COLUMNS)
  await page.setViewportSize({ width: 900, height: 600 })
  await callboard.open('?range=last7d&size=50')
  const ids = await recordedIds(page)
  const table = page.getByRole('table', { name: 'Call records' })
  const scrolled = () => table.evaluate((node) => node.parentElement?.scrollLeft)
  const scroll = (to: number) =>
    table.evaluate((node, left) => node.parentElement?.scrollTo({ left }), to)
  await open(page, ids[0])
  const played = page.locator('tr [data-play-call][aria-current]')
  for (const left of [0, 40]) {
    await scroll(left)
    for (let step = 0; step < 4; step += 1) {
      const before = await played.getAttribute('data-play-call')
      await page.keyboard.press('n')
      await expect(played).not.toHaveAttribute('data-play-call', before ?? '')
      expect(await scrolled()).toBe(left)
    }
    await played.focus()
    await page.keyboard.press('ArrowDown')
    expect(await scrolled()).toBe(left)
  }
})

test.describe('the end of a call', () => {
  test.use({ requestsMayFail: true })

  test('plays the next call automatically, and skips one that fails', async ({ callboard }) => {
    const { page, player, rows } = callboard
    await callboard.showColumns('startedAt', 'remark', 'recording')
    // A machine that takes long to look at the page would find it gone on.
    await page.addInitScript(() => {
      const wait = window.setTimeout
      const patiently = (done: TimerHandler, ms = 0) => wait(done, ms === 5_000 ? 90_000 : ms)
      window.setTimeout = patiently as typeof setTimeout
    })
    await callboard.open('?range=yesterday&group=!recordings&size=100')
    const gone = rows.filter({ hasText: '410: kept' }).locator('[data-play-call]')
    const ids = await recordedIds(page)
    await open(page, ids[ids.indexOf((await gone.getAttribute('data-play-call')) ?? '') - 1])
    await callboard.openMore()
    await player.getByRole('switch', { name: 'Play the next call automatically' }).click()
    await page.keyboard.press('n')
    await expect(player.getByRole('alert')).toContainText('The recording has expired')
    await expect(player.getByText('The next call plays in a few seconds.')).toBeVisible()
    // A row that is scrolled half under the head is a small target to axe.
    await callboard.table.evaluate((table) => table.parentElement?.scrollTo({ top: 0 }))
    expect(await axeViolations(page)).toEqual([])
    await player.getByRole('button', { name: 'Stay here' }).click()
    await expect(player.getByRole('button', { name: 'Stay here' })).toHaveCount(0)
    await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeFocused()
    await page.reload()
    await rows.filter({ hasText: 'Good: pcm, stereo' }).first().locator('[data-play-call]').click()
    await callboard.openMore()
    const advances = player.getByRole('switch', { name: 'Play the next call automatically' })
    await expect(advances).toBeChecked()
    const seek = player.getByRole('slider', { name: 'Seek' })
    await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0.1)
    const total = await seek.getAttribute('max')
    await page.keyboard.press('9')
    await expect.poll(() => seek.getAttribute('max')).not.toBe(total)
    await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  })
})

test('the first 64 KiB of the next recording are preloaded and used', async ({
  callboard,
  vendor,
}) => {
  const { page } = callboard
  await callboard.showColumns('startedAt', 'remark', 'recording')
  await callboard.open('?range=yesterday&group=!recordings')
  const remarks = await (await callboard.column('Remark')).allInnerTexts()
  const isPlain = (remark = '') => /^Good: (?:pcm|ulaw|alaw),/.test(remark)
  const at = remarks.findIndex((remark, row) => isPlain(remark) && isPlain(remarks[row + 1]))
  const ids = (await recordedIds(page)).slice(at, at + 2)
  vendor.requests.length = 0
  await open(page, ids[0])
  const first = () => vendor.requests[0]?.path
  const ofNext = () => vendor.requests.filter(({ path }) => path !== first())
  await expect.poll(ofNext).not.toEqual([])
  const [{ path = '' } = {}] = ofNext()
  await page.locator('body').press('n')
  await expect(openIn(page, ids[1])).toBeVisible()
  const seek = callboard.player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0.5)
  const ranges = vendor.requests.filter((asked) => asked.path === path).map(({ range }) => range)
  expect(ranges[0]).toBe('bytes=0-65535')
  expect(ranges[1], 'the beginning is there already').toMatch(/^bytes=65536-/)
})
