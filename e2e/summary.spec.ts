import type { Locator } from '@playwright/test'
import { type Callboard, expect, test } from './callboard.ts'

const number = (text: string | null) => Number((text ?? '').replace(/\D/g, ''))

/** Opens yesterday and waits for its summary and the comparison with the day before. */
async function openYesterday({ open, page }: Callboard): Promise<Locator> {
  await open('?range=yesterday&size=10')
  const strip = page.getByRole('region', { name: 'Summary' })
  await expect(strip.getByRole('figure', { name: 'Answered' })).toContainText(/pt|same/)
  return strip
}

const totalOf = async (status: Locator) => number((await status.innerText()).replace(/^.* of /, ''))

test('why did the answer rate fall yesterday: the worst hour and its calls', async ({
  callboard,
}) => {
  const { page, status, chips, rows } = callboard
  const strip = await openYesterday(callboard)
  const figure = (name: string) => strip.getByRole('figure', { name })
  const total = await totalOf(status)
  /** The number in large print. */
  const shown = async (name: string) =>
    Number(/[\d,.]+/.exec(await figure(name).innerText())?.[0].replace(',', ''))
  expect(await shown('Calls')).toBe(total)

  const chart = strip.getByRole('slider', { name: 'Time chart' })
  const sentence = strip.getByRole('button', { name: /^Lowest at / })
  const [, hour = '', rate = ''] = /at (\d\d):00: (\d+) %/.exec(await sentence.innerText()) ?? []
  await sentence.click()
  await expect(page).toHaveURL(new RegExp(`from=[^&]*T${hour}:00:00.*to=[^&]*T${hour}:59:59`))
  await expect(status).not.toHaveText(new RegExp(` of ${total} calls$`))
  await expect(strip).toHaveAttribute('aria-busy', 'false')
  const ofHour = await totalOf(status)
  expect(ofHour).toBeGreaterThanOrEqual(20)
  expect(ofHour).toBe(await shown('Calls'))
  expect(Math.abs((await shown('Answered')) - Number(rate))).toBeLessThanOrEqual(0.6)

  await figure('Missed').getByRole('button').click()
  await expect(chips).toContainText('Missed')
  const missed = await shown('Missed')
  await expect(status).toHaveText(new RegExp(` of ${missed} calls?$`))
  for (const row of await rows.all()) await expect(row).toContainText(/not answered|Busy|ringing/)

  await page.goBack()
  await page.goBack()
  await expect(status).toHaveText(new RegExp(` of ${total} calls$`))
  await expect(chart).toHaveAttribute('aria-valuetext', new RegExp(` ${hour}:00–${hour}:30: `))
})

test('a drag over the chart narrows the list to the calls of its bars', async ({ callboard }) => {
  const { page, status } = callboard
  const strip = await openYesterday(callboard)
  const box = await strip.getByRole('slider', { name: 'Time chart' }).boundingBox()
  if (!box) throw new Error('the chart has no size')
  const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const
  await page.mouse.move(...at(9.1 / 24))
  await page.mouse.down()
  await page.mouse.move(...at(11.9 / 24), { steps: 4 })
  await expect(strip).toContainText('09:00–12:00')
  const tip = await strip.getByText('09:00–12:00').locator('..').innerText()
  await page.mouse.up()
  await expect(page).toHaveURL(/from=[^&]*T09:00:00.*to=[^&]*T11:59:59/)
  const counted = [...tip.matchAll(/(?:Answered|Missed|Failed)\s+(\d+)/g)].map(([, count]) =>
    Number(count),
  )
  await expect(status).toHaveText(
    new RegExp(` of ${counted.reduce((sum, count) => sum + count)} calls$`),
  )
})

test('the agents of a day: the whole table, sorted, its numbers as calls and as a file', async ({
  callboard,
}) => {
  const { page, status, chips } = callboard
  const strip = await openYesterday(callboard)
  await strip.getByRole('tab', { name: 'Agents' }).focus()
  await page.keyboard.press('Enter')
  await strip.getByRole('button', { name: 'All agents' }).click()
  const dialog = page.getByRole('dialog', { name: /^All agents/ })
  const table = dialog.getByRole('table', { name: 'All agents' })
  const calls = table.locator('tbody tr td:nth-child(2)')
  await expect(calls.first()).toBeVisible()
  const total = (await calls.allInnerTexts()).map(number).reduce((sum, each) => sum + each)
  expect(total).toBe(await totalOf(status))

  await table.getByRole('button', { name: 'Short calls', exact: true }).click()
  await expect(table.getByRole('columnheader', { name: 'Short calls' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^agents_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/)

  const cell = table.getByRole('button', { name: /, Short calls: \d+$/ }).first()
  const count = number(await cell.innerText())
  await cell.click()
  await expect(dialog).toHaveCount(0)
  await expect(chips).toContainText('Answered')
  await expect(status).toHaveText(new RegExp(` of ${count} calls?$`))
})
