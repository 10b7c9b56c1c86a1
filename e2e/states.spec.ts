import type { Page } from '@playwright/test'
import { type Callboard, changeAddress, expect, test } from './callboard.ts'
import { axeViolations } from './page-checks.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const MAX_LAYOUT_SHIFT = 0.02

/** Counts layout shifts from the first paint on. */
function watchShifts(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    Object.assign(window, { layoutShift: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number
          hadRecentInput: boolean
        }
        if (!hadRecentInput) (window as unknown as { layoutShift: number }).layoutShift += value
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** Opens yesterday and waits for the parts that load after the list. */
async function openWhole({ open, filters, page }: Callboard): Promise<void> {
  await open('?range=yesterday')
  await expect(filters).toBeVisible()
  await expect(page.getByRole('figure', { name: 'Missed' })).toContainText(/\d/)
}

const layoutShift = (page: Page) =>
  page.evaluate(() => (window as unknown as { layoutShift: number }).layoutShift)

for (const [name, device] of [
  ['1440', { viewport: { width: 1440, height: 900 } }],
  ['1280', { viewport: { width: 1280, height: 800 } }],
  ['a phone', PHONE],
] as const)
  test.describe(`at ${name}`, () => {
    test.use(device)

    for (const search of ['?range=yesterday', '?range=last30d&group=!slow&sort=-talkSeconds'])
      test(`nothing moves while ${search} loads and is read`, async ({ callboard }) => {
        const { page, rows } = callboard
        await watchShifts(page)
        await page.goto(`/${search}`)
        await expect(rows.first()).toBeVisible()
        const figure = page.getByRole('figure', { name: 'Missed' })
        await expect(figure).toContainText(/\d/)
        expect(await layoutShift(page)).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT)
      })
  })

test('without calls, one click removes the filter that hides them', async ({ callboard }) => {
  const { page, rows, status } = callboard
  await page.goto('/?range=yesterday&agent=Nobody&type=2')
  await expect(page.getByRole('heading', { name: 'No calls match these 2 filters' })).toBeVisible()
  await expect(
    page.getByRole('button', { name: 'Without Call type Inbound still none' }),
  ).toBeVisible()
  const agent = page.getByRole('button', { name: /^Without Agents Nobody \d+ calls$/ })
  const count = (/(\d+) calls/.exec((await agent.textContent()) ?? '') ?? [])[1]
  expect(await axeViolations(page)).toEqual([])
  await agent.click()
  await expect(status).toHaveText(new RegExp(`of ${count} calls$`))
  await expect(rows.first()).toBeVisible()
})

test('an empty period leads to a longer one', async ({ callboard }) => {
  const { page, rows } = callboard
  const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)
  const span = `from=${day}T04:00:00%2B08:00&to=${day}T04:00:01%2B08:00`
  await page.goto(`/?${span}`)
  await expect(page.getByRole('heading', { name: 'No calls in this period' })).toBeVisible()
  await page.getByRole('button', { name: 'Look in the last 7 days' }).click()
  await expect(rows.first()).toBeVisible()
  await expect(page).toHaveURL('/?range=last7d')
})

test.describe('failures', () => {
  test.use({ requestsMayFail: true })

  test('offline, the calls stay as they are, and come back by themselves', async ({
    callboard,
    context,
  }) => {
    const { page, alert, rows, status } = callboard
    await openWhole(callboard)
    await context.setOffline(true)
    await expect(alert).toContainText(/^You are offline\. These calls are as of \d\d:\d\d\./)
    await expect(rows).toHaveCount(50)
    await expect(status).toHaveText(/^1–50 of \d+ calls · as of \d\d:\d\d$/)
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(alert).toContainText('Callboard cannot be reached')
    await context.setOffline(false)
    await expect(alert).toHaveCount(0)
    await expect(status).toHaveText(/^1–50 of \d+ calls$/)
  })

  test('a filter that fails offline loads once the connection is back', async ({
    callboard,
    context,
  }) => {
    const { page, alert, rows } = callboard
    await openWhole(callboard)
    await context.setOffline(true)
    await changeAddress(page, '?range=yesterday&type=2')
    await expect(alert).toContainText('once the connection is back')
    await expect(page.getByRole('button', { name: 'Export' })).toBeDisabled()
    await context.setOffline(false)
    await expect(alert).toHaveCount(0)
    await expect(rows.first()).toContainText(/Inbound/)
  })

  test('the request number of a failure is copied', async ({ callboard, context }) => {
    const { page, alert } = callboard
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto('/?range=yesterday&group=!error')
    await alert.getByRole('button', { name: 'Copy request number' }).click()
    await expect(alert.getByRole('button', { name: 'Copied' })).toBeVisible()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    await expect(alert).toContainText(`Request ${copied}`)
  })
})

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 820, height: 1180 } })

  test('the period is chosen in the bar, and not twice', async ({ callboard }) => {
    const { page, filters, status } = callboard
    await callboard.open('?range=yesterday')
    const period = page.getByRole('group', { name: 'Period' })
    await period.getByRole('button', { name: 'Previous period' }).click()
    await expect(page).toHaveURL(/\?from=.*&to=/)
    await period.getByRole('button', { name: 'Next period' }).click()
    await expect(page).toHaveURL('/?range=yesterday')
    await period.getByRole('button', { name: /^Yesterday/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Period' })
    await dialog.getByRole('button', { name: 'Last 7 days' }).click()
    await expect(status).toHaveText(/^1–50 of/)
    await page.getByRole('button', { name: 'Filters', exact: true }).click()
    await expect(filters).toBeVisible()
    await expect(period).toHaveCount(0)
  })
})

test.describe('on a phone', () => {
  test.use(PHONE)

  test('the export comes up from the foot, and its button is back on closing', async ({
    callboard,
  }) => {
    const { page, exportDialog } = callboard
    await callboard.open('?range=yesterday')
    await page.getByRole('button', { name: 'Export' }).tap()
    await expect(exportDialog.getByText(/^All \d+ calls are read, as of \d\d:\d\d$/)).toBeVisible()
    const { y = 0, height = 0 } = (await exportDialog.boundingBox()) ?? {}
    expect(y).toBeGreaterThan(0)
    expect(y + height).toBe(PHONE.viewport.height)
    expect(await axeViolations(page)).toEqual([])
    await exportDialog.getByRole('button', { name: 'Close', exact: true }).tap()
    await expect(exportDialog).toBeHidden()
  })
})
