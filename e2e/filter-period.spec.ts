import type { Locator } from '@playwright/test'
import { expect, shanghaiDay, test } from './callboard.ts'

/** The button that shows the period and opens its presets and calendar. */
const label = (filters: Locator) =>
  filters.getByRole('group', { name: 'Period' }).locator('[aria-haspopup=dialog]').first()

test('a preset period is kept in the address by its name', async ({ callboard }) => {
  const { page, filters } = callboard
  await callboard.open('?range=yesterday')
  for (const [name, key] of [
    ['Last 7 days', 'last7d'],
    ['Last 30 days', 'last30d'],
    ['Yesterday', 'yesterday'],
    ['Today', 'today'],
  ] as const) {
    await label(filters).click()
    await filters.getByRole('dialog').getByRole('button', { name, exact: true }).click()
    await expect(filters.getByRole('dialog')).toHaveCount(0)
    await expect(label(filters)).toHaveText(new RegExp(`^${name}`))
    await expect(page).toHaveURL(new RegExp(`[?&]range=${key}`))
  }
})

test('the period steps back and forth, day by day', async ({ callboard }) => {
  const { page, filters, rows } = callboard
  await page.goto('/?range=today') // which has no calls in its first minutes
  const previous = filters.getByRole('button', { name: 'Previous period' })
  const next = filters.getByRole('button', { name: 'Next period' })
  await expect(next).toBeDisabled()
  await previous.click()
  await expect(page).toHaveURL(/[?&]range=yesterday/)
  await previous.click()
  await expect(page).toHaveURL(new RegExp(`from=${shanghaiDay(-2)}T00:00:00(%2B|\\+)08:00`))
  await expect(page).not.toHaveURL(/range=/)
  await expect(rows.first()).toBeVisible()
  await next.click()
  await expect(page).toHaveURL(/[?&]range=yesterday/)
  await filters.getByRole('button', { name: '7 days', exact: true }).click()
  await expect(page).toHaveURL(/[?&]range=last7d/)
  await expect(filters.getByRole('button', { name: '7 days', pressed: true })).toBeVisible()
})

test('a custom period can be typed, and is limited to what the vendor keeps', async ({
  callboard,
}) => {
  const { page, filters, rows } = callboard
  await callboard.open('?range=yesterday')
  await filters.getByText('Custom', { exact: true }).click()
  const [from, to] = [filters.getByLabel('From'), filters.getByLabel('To', { exact: true })]
  await expect(from).toHaveValue(`${shanghaiDay(-1)} 00:00`)
  await expect(to).toHaveValue(`${shanghaiDay(-1)} 23:59`)

  await from.fill(`${shanghaiDay(-20)} 09:30`)
  await from.press('Enter')
  await expect(page).toHaveURL(new RegExp(`from=${shanghaiDay(-20)}T09:30:00(%2B|\\+)08:00`))
  await expect(page).not.toHaveURL(/range=/)
  await expect(rows.first()).toBeVisible()

  // Calls that were read have no limit of 31 days, but only two months of history.
  await filters.getByRole('button', { name: 'Custom' }).click()
  await from.fill(`${shanghaiDay(-80)} 00:00`)
  await filters.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(new RegExp(`from=${shanghaiDay(-61)}T00:00:00`))
  await expect(page).toHaveURL(new RegExp(`to=${shanghaiDay(-1)}T23:59:59`))
  await expect(rows.first()).toBeVisible()
})

test('days are picked in the calendar, as far as the phone system keeps them', async ({
  callboard,
}) => {
  const { page, filters } = callboard
  await callboard.open(
    `?from=${shanghaiDay(-60)}T00:00:00%2B08:00&to=${shanghaiDay(-50)}T23:59:59%2B08:00`,
  )
  await label(filters).click()
  const days = filters.locator('td button').and(page.getByLabel(/^\d+ \w+ \d{4}$/))
  await filters.getByRole('button', { name: 'Earlier' }).click()
  const open = filters.locator('td button:not([disabled])').and(days)
  await expect(open.first()).toBeVisible()
  const labels = await open.evaluateAll((all) => all.map((each) => each.ariaLabel ?? ''))
  const allowed = labels.map((each) => new Date(`${each} UTC`).toISOString().slice(0, 10)).sort()
  expect(allowed[0]).toBe(shanghaiDay(-61))
  await open.nth(0).click()
  await open.nth(1).click()
  await filters.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(new RegExp(`from=${shanghaiDay(-61)}T00:00:00`))
  await expect(page).toHaveURL(new RegExp(`to=${shanghaiDay(-60)}T23:59:59`))
})
