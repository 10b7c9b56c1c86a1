import { expect, pageParts, test } from './callboard.ts'
import { axeViolations } from './page-checks.ts'

const LIST = '?range=yesterday&group=!recordings&size=20'

test('a copied link opens its call at that time, for somebody else', async ({
  callboard,
  browser,
  context,
}) => {
  const { page, player, rows } = callboard
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await callboard.showColumns('startedAt', 'remark', 'recording')
  await callboard.open('?range=last7d&size=10&page=3')
  const button = rows.locator('[data-play-call]').first()
  const id = await button.getAttribute('data-play-call')
  await button.click()
  const seek = player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0.1)
  await page.keyboard.press('k')
  await seek.fill('4.6')
  await callboard.openMore()
  await player.getByRole('button', { name: 'Copy link at this time' }).press('Enter')
  await expect(player.getByText('Link copied')).toBeAttached()
  await page.keyboard.press('Escape') // the menu lies over buttons of the page
  expect(await axeViolations(page)).toEqual([])
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(new URL(link).searchParams.get('t')).toBe('4')

  const other = await browser.newContext()
  const theirPage = await other.newPage()
  await theirPage.goto(link)
  const theirs = pageParts(theirPage)
  await expect(theirs.details).toContainText(id ?? '')
  const theirSeek = theirs.player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await theirSeek.inputValue())).toBe(4)
  const play = theirs.player.getByRole('button', { name: 'Play', exact: true })
  await expect(play).toBeVisible()
  expect(await axeViolations(theirPage)).toEqual([])
  await play.press('Enter')
  await expect.poll(async () => Number(await theirSeek.inputValue())).toBeGreaterThan(4.2)
  await expect(theirs.player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await other.close()
})

test('a reload keeps the time of a timestamp link before the saved position', async ({
  callboard,
}) => {
  const { page, player, rows, details } = callboard
  await callboard.showColumns('startedAt', 'remark', 'recording')
  await callboard.open(LIST)
  const row = rows.filter({ hasText: 'Good: mp3, mono' }).first()
  const id = await row.getAttribute('data-id')
  await callboard.open(`${LIST}&call=${id}&t=73`)
  const seek = player.getByRole('slider', { name: 'Seek' })
  const at = async () => Number(await seek.inputValue())
  await expect.poll(at).toBe(73)
  await expect(seek).toHaveAttribute('aria-valuetext', /^1:13 of/)
  await row.getByRole('button', { name: 'Play recording' }).click()
  await expect.poll(at).toBeGreaterThan(73.5)
  await page.keyboard.press('7')
  await expect.poll(at).toBeGreaterThan(100)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect.poll(at).toBeGreaterThan(100)
  await page.reload()
  await expect.poll(at).toBe(73)
  await details.getByRole('button', { name: 'Close details' }).click()
  await expect(page).not.toHaveURL(/[?&]t=/)
})

test('a timestamp link finds its call on another page', async ({ callboard }) => {
  const { page, rows, details, player, status } = callboard
  await callboard.open('?range=last7d&size=10&page=4')
  const id = await rows.locator('[data-play-call]').first().getAttribute('data-play-call')
  await page.goto(`/?range=last7d&size=10&call=${id}&t=2`)
  await expect(status).toHaveText(/^31–40/)
  await expect(page).toHaveURL(/page=4/)
  await expect(details).toContainText(id ?? '')
  const seek = player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await seek.inputValue())).toBe(2)
})

test('a timestamp link reports that its call is not in the list', async ({ callboard }) => {
  const { page, alert, player, rows } = callboard
  await callboard.open('?range=yesterday&group=!one&call=nobody&t=73')
  await expect(alert).toContainText('The call of this link is not in this list')
  await expect(player).toHaveCount(0)
  expect(await axeViolations(page)).toEqual([])
  await alert.getByRole('button', { name: 'Close' }).press('Enter')
  await expect(alert).toHaveCount(0)
  await expect(page).toHaveURL(/group=!one$/)
  await expect(rows).toHaveCount(1)
})

test('a timestamp link of a call without a recording opens its details', async ({ callboard }) => {
  const { rows, details, player, page } = callboard
  await callboard.open('?range=yesterday&reason=7&size=10')
  const id = await rows.first().getAttribute('data-id')
  await callboard.open(`?range=yesterday&reason=7&size=10&call=${id}&t=73`)
  await expect(details).toContainText(id ?? '')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(player).toHaveCount(0)
})
