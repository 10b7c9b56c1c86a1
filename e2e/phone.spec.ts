import { type Callboard, expect, test } from './callboard.ts'
import { axeViolations } from './page-checks.ts'

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

const scrollsSideways = ({ page }: Callboard) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

const drawer = ({ page }: Callboard) => page.getByRole('dialog', { name: 'Filters' })

test('filters are in a drawer, and closing it shows their calls', async ({ callboard }) => {
  const { page, filters, chips, status } = callboard
  await callboard.open('?range=yesterday&size=10')
  await expect(filters).toHaveCount(0)
  expect(await scrollsSideways(callboard)).toBe(false)
  await page.getByRole('button', { name: 'Filters', exact: true }).tap()
  await expect(drawer(callboard)).toBeVisible()
  expect(await scrollsSideways(callboard)).toBe(false)
  expect(await axeViolations(page)).toEqual([])
  await filters.getByText('Inbound', { exact: true }).tap()
  await filters.getByRole('checkbox', { name: 'Dewi Lestari' }).tap()
  await page.getByRole('button', { name: /^Show \d+ calls?$/ }).tap()
  await expect(drawer(callboard)).toBeHidden()
  await expect(page.getByRole('button', { name: 'Filters (2)' })).toBeVisible()
  await expect(chips).toContainText('Dewi Lestari')
  await expect(status).toHaveText(/^1–\d+ of \d+ calls?$/)
})

test('a call is opened, played and closed again', async ({ callboard }) => {
  const { page, rows, details, player } = callboard
  await callboard.open('?range=yesterday&group=!recordings&size=10')
  await rows.first().locator('button[aria-expanded]').tap()
  await expect(details).toBeVisible()
  await expect(details).toBeInViewport({ ratio: 0.5 })
  expect(await scrollsSideways(callboard)).toBe(false)
  expect(await axeViolations(page)).toEqual([])
  await details.getByRole('button', { name: 'Play recording' }).tap()
  const seek = player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0)
  await expect(player).toBeInViewport({ ratio: 1 })
  await player.getByRole('button', { name: 'Pause', exact: true }).tap()
  await details.getByRole('button', { name: 'Close details' }).tap()
  await expect(details).toHaveCount(0)
  await rows.last().scrollIntoViewIfNeeded()
  await expect(player).toBeInViewport({ ratio: 1 })
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeInViewport()
  expect(await axeViolations(page)).toEqual([])
  const sheet = player.locator('button[aria-expanded]').first()
  await sheet.tap()
  await expect(player.getByRole('link', { name: 'Download' })).toBeInViewport()
  await player.getByRole('button', { name: 'More controls' }).tap()
  await expect(player.getByRole('button', { name: 'Star' })).toBeInViewport()
  expect(await scrollsSideways(callboard)).toBe(false)
  expect(await axeViolations(page)).toEqual([])
})

test('pages turn and the view is exported', async ({ callboard }) => {
  const { page, pagination, status, exportDialog, startExport } = callboard
  await callboard.open('?range=yesterday&size=10')
  await pagination.getByRole('button', { name: 'Next page' }).tap()
  await expect(status).toHaveText(/^11–20/)
  await page.getByRole('button', { name: 'Export' }).tap()
  await expect(exportDialog).toBeVisible()
  expect(await scrollsSideways(callboard)).toBe(false)
  expect(await axeViolations(page)).toEqual([])
  const download = page.waitForEvent('download')
  await startExport.tap()
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
})

for (const search of [
  '?range=yesterday&group=!markup',
  '?range=yesterday&group=!empty',
  '?range=yesterday&group=!one&agent=A+name+that+is+much+longer+than+the+screen+is+wide+today',
]) {
  test(`nothing scrolls sideways at ${search}`, async ({ callboard }) => {
    const { page, status } = callboard
    await page.goto(`/${search}`)
    await expect(status).toHaveText(/calls?$/)
    expect(await scrollsSideways(callboard)).toBe(false)
    expect(await axeViolations(page)).toEqual([])
  })
}
