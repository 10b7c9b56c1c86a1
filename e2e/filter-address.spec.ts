import { expect, shanghaiDay, test } from './callboard.ts'

const at = (day: number, time = '00:00:00') => `${shanghaiDay(day)}T${time}%2B08:00`

test.use({ requestsMayFail: true })

const WRONG = [
  ['?reason=busy', 'A filter in the address is not valid: reason'],
  ['?type=1&type=x', 'A filter in the address is not valid: type'],
  ['?from=tomorrow', 'A filter in the address is not valid: from'],
  ['?page=0', 'A filter in the address is not valid: page'],
  ['?size=1000', 'A filter in the address is not valid: size'],
  ['?number=abc', 'A filter in the address is not valid: number'],
  [`?from=${at(-80)}&to=${at(-70)}`, 'The period starts more than two months ago'],
  [`?from=${at(-1)}&to=${at(-2)}`, 'The period ends before it starts'],
] as const

test('an invalid address shows which filter is wrong', async ({ callboard }) => {
  for (const [search, sentence] of WRONG) {
    await test.step(search, async () => {
      await callboard.page.goto(`/${search}`)
      await expect(callboard.alert).toContainText(sentence)
      await expect(callboard.rows).toHaveCount(0)
    })
  }
})

test('clearing an invalid filter loads the calls', async ({ callboard }) => {
  const { page, alert } = callboard
  await page.goto('/?range=yesterday&reason=busy')
  await alert.getByRole('button', { name: 'Clear filters' }).click()
  await expect(alert).toHaveCount(0)
  await expect(page).not.toHaveURL(/reason/)
  await expect(callboard.status).toHaveText(/calls?$|^No calls$/)
})

test('unknown keys in the address are ignored', async ({ callboard }) => {
  await callboard.open('?range=yesterday&utm_source=mail&reasons=12')
  await expect(callboard.alert).toHaveCount(0)
  await expect(callboard.chips).toHaveCount(0)
})

test('Back and Forward undo and redo a choice of filters', async ({ callboard }) => {
  const { page, filters, chips } = callboard
  await callboard.open('?range=yesterday')
  await filters.getByText('Inbound', { exact: true }).click()
  await expect(chips.getByRole('listitem')).toHaveCount(2)
  await filters.getByText('Customer', { exact: true }).click()
  await expect(chips.getByRole('listitem')).toHaveCount(3)
  await page.goBack()
  await expect(chips.getByRole('listitem')).toHaveCount(2)
  await expect(filters.getByRole('checkbox', { name: 'Customer', exact: true })).not.toBeChecked()
  await page.goBack()
  await expect(chips).toHaveCount(0)
  await page.goForward()
  await expect(chips).toContainText('Inbound')
  await expect(filters.getByRole('checkbox', { name: 'Inbound', exact: true })).toBeChecked()
})
