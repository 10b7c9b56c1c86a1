import { COLUMNS } from '../src/calls/columns.ts'
import { expect, test } from './callboard.ts'

for (const group of ['!markup', '!odd']) {
  test(`${group} is shown as text in the table and in the details`, async ({ callboard }) => {
    const { page, rows, details } = callboard
    await callboard.showColumns(...COLUMNS)
    await callboard.open(`?range=yesterday&group=${group}`)
    await expect(page).toHaveTitle('Call records · Callboard')
    const count = await rows.count()
    expect(count).toBeGreaterThan(9)
    for (let index = 0; index < count; index += 1) {
      await rows.nth(index).locator('button[aria-expanded]').click()
      await expect(details).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(details).toHaveCount(0)
    }
    const made = page.locator('table :is(img, script, b, a), aside :is(img, script, b)')
    await expect(made).toHaveCount(0)
    await expect(page).toHaveTitle('Call records · Callboard')
  })
}

test('markup is shown as it was written', async ({ callboard }) => {
  const { rows, details } = callboard
  await callboard.open('?range=yesterday&group=!markup')
  await expect(rows.first()).toContainText('<img src=x onerror="document.title=\'broken\'">')
  await rows.first().locator('button[aria-expanded]').click()
  await details.getByRole('tab', { name: 'All fields' }).click()
  await expect(details).toContainText('<script>document.title="broken"</script>')
  await expect(details).toContainText('<a href="javascript:document.title=1">here</a>')
})

test('a name of a thousand characters does not push the table apart', async ({ callboard }) => {
  const { page, table, rows } = callboard
  await callboard.open('?range=yesterday&group=!markup')
  const widest = Math.max(
    ...(await rows.locator('td').evaluateAll((all) => all.map((cell) => cell.clientWidth))),
  )
  expect(widest).toBeLessThan(400)
  await expect(table).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
})

test('unknown codes are shown raw, and invalid times are left blank', async ({ callboard }) => {
  const { page, rows, details } = callboard
  await callboard.open('?range=yesterday&group=!odd')
  await expect(rows.filter({ hasText: 'Unknown (12)' })).not.toHaveCount(0)
  await expect(page.getByRole('table')).not.toContainText(/Invalid|NaN|undefined|\[object/)
  await rows.nth(2).locator('button[aria-expanded]').click()
  await expect(details).not.toContainText(/Invalid|NaN|undefined|\[object/)
})

test('filters accept any text', async ({ callboard }) => {
  const { page, filters, chips } = callboard
  await callboard.open('?range=yesterday')
  const agents = filters.getByRole('searchbox', { name: 'Find an agent' })
  const nasty = '<b>"Ortega, Lucía"</b> & 王/小?红=1+1 🎧'
  await agents.fill(nasty)
  await agents.press('Enter')
  await expect(chips.getByRole('button', { name: `Remove Agents ${nasty}` })).toBeVisible()
  await expect(page).toHaveURL(/agent=/) // the address follows within 50 ms
  await page.reload()
  await expect(chips.getByRole('button', { name: `Remove Agents ${nasty}` })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No calls match' })).toBeVisible()
})
