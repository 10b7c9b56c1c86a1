import { expect, shanghaiDay, test } from './callboard.ts'

test('a preset period is kept in the address by its name', async ({ callboard }) => {
  const { page, filters } = callboard
  await callboard.open('?range=yesterday')
  for (const [name, key] of [
    ['Last 7 days', 'last7d'],
    ['Last 30 days', 'last30d'],
    ['Yesterday', 'yesterday'],
    ['Today', 'today'],
  ] as const) {
    await filters.getByText(name, { exact: true }).click()
    await expect(filters.getByRole('radio', { name, exact: true })).toBeChecked()
    await expect(page).toHaveURL(new RegExp(`[?&]range=${key}`))
  }
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

  // The end follows a start that is more than 31 days before it.
  await from.fill(`${shanghaiDay(-50)} 00:00`)
  await from.press('Enter')
  await expect(page).toHaveURL(new RegExp(`from=${shanghaiDay(-50)}`))
  await expect(page).toHaveURL(new RegExp(`to=${shanghaiDay(-20)}T23:59:59`))
  await expect(rows.first()).toBeVisible()
})

test('days that the vendor does not keep cannot be picked', async ({ callboard }) => {
  const { page, filters } = callboard
  await callboard.open(
    `?from=${shanghaiDay(-60)}T00:00:00%2B08:00&to=${shanghaiDay(-50)}T23:59:59%2B08:00`,
  )
  const allowed = async (field: string) => {
    await filters.getByLabel(field, { exact: true }).click()
    const days = page.locator('td button:not([disabled])').and(page.getByLabel(/^\d+ \w+ \d{4}$/))
    await expect(days.first()).toBeVisible()
    const labels = await days.evaluateAll((all) => all.map((each) => each.ariaLabel ?? ''))
    return labels.map((label) => new Date(`${label} UTC`).toISOString().slice(0, 10)).sort()
  }
  const starts = await allowed('From')
  expect(starts[0]).toBe(shanghaiDay(-61))
  await page.keyboard.press('Escape')
  const ends = await allowed('To')
  expect(ends.every((day) => day >= shanghaiDay(-60) && day <= shanghaiDay(-30))).toBe(true)
})
