import { expect, test } from './callboard.ts'

const FIELDS = [
  'Started',
  'Caller',
  'Called',
  'Agent',
  'Group',
  'Type',
  'Talk time',
  'Hangup reason',
  'Hung up by',
  'Labels',
  'Recording',
  'Ended',
  'Answered',
  'Wait',
  'Customer',
  'Our line',
  'Country',
  'SIP code',
  'Called info',
  'Remark',
  'Call ID',
  'Session ID',
]

test('a row opens a panel with every field and the timeline of the call', async ({ callboard }) => {
  const { page, rows, details } = callboard
  await callboard.open('?range=yesterday&group=!one')
  await rows.first().getByText('+91 86 0010 0001').click()
  await expect(page).toHaveURL(/[?&]call=90000000000000100/)
  await details.getByRole('tab', { name: 'All fields' }).click()
  for (const field of FIELDS)
    await expect(
      details.getByRole('term').filter({ hasText: new RegExp(`^${field}$`) }),
    ).toHaveCount(1)
  await expect(details.getByText('918600100001', { exact: true })).toBeVisible()
  await details.getByRole('tab', { name: 'Overview' }).click()
  const timeline = details.getByRole('figure', { name: 'Timeline' })
  await expect(timeline.getByRole('img', { name: 'Rang 0:02, talked 0:12' })).toBeVisible()
  await expect(timeline.getByRole('listitem')).toHaveCount(3)
  await expect(timeline).toContainText('Rang 0:02')
  await expect(timeline).toContainText('Talked 0:12')
  await expect(timeline).toContainText('Outbound, hung up')
})

test('Escape closes the panel and returns the focus to the row', async ({ callboard }) => {
  const { page, rows, details } = callboard
  await callboard.open('?range=yesterday&size=10')
  const opener = rows.nth(2).locator('button[aria-expanded]')
  await opener.focus()
  await page.keyboard.press('Enter')
  await expect(details).toBeVisible()
  await expect(opener).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test('the close button returns the focus to the row', async ({ callboard }) => {
  const { rows, details } = callboard
  await callboard.open('?range=yesterday&size=10')
  const opener = rows.nth(2).locator('button[aria-expanded]')
  await opener.click()
  await details.getByRole('button', { name: 'Close details' }).press('Enter')
  await expect(details).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test('another row replaces the details, and Back closes them', async ({ callboard }) => {
  const { page, details } = callboard
  await callboard.open('?range=yesterday&size=10')
  const customer = await callboard.column('Customer')
  for (const row of [0, 1]) {
    await customer.nth(row).click()
    await expect(details.getByRole('heading')).toHaveText(await customer.nth(row).innerText())
  }
  await page.goBack()
  await page.goBack()
  await expect(details).toHaveCount(0)
})
