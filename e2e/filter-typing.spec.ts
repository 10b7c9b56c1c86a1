import { expect, test } from './callboard.ts'

test('typing applies after a pause, and one Back undoes all of it', async ({ callboard }) => {
  const { page, filters, status } = callboard
  await callboard.open('?range=yesterday')
  const before = await status.innerText()
  const steps = await page.evaluate(() => history.length)
  const number = filters.getByRole('textbox', { name: 'Number' })
  await number.pressSequentially('9177')
  await expect(page).toHaveURL(/[?&]number=9177(&|$)/)
  await number.pressSequentially('8800')
  await expect(page).toHaveURL(/[?&]number=91778800(&|$)/)
  expect(await page.evaluate(() => history.length)).toBe(steps + 1)

  await page.goBack()
  await expect(page).not.toHaveURL(/number=/)
  await expect(number).toHaveValue('')
  await expect(status).toHaveText(before)
  await page.goForward()
  await expect(number).toHaveValue('91778800')
})

test('a formatted number is sent as digits, and an invalid one is refused', async ({
  callboard,
}) => {
  const { page, filters } = callboard
  await callboard.open('?range=yesterday')
  const number = filters.getByRole('textbox', { name: 'Number' })
  await number.fill('+91 (778) 8.00-0')
  await number.press('Enter')
  await expect(page).toHaveURL(/[?&]number=917788000(&|$)/)
  await number.fill('nine')
  await number.press('Enter')
  await expect(number).toHaveAccessibleDescription('Digits only, such as +86 132-0000-0001')
  await expect(number).toHaveAttribute('aria-invalid', 'true')
  await expect(page).toHaveURL(/[?&]number=917788000(&|$)/)
  await filters.getByRole('button', { name: 'Clear Number' }).click()
  await expect(page).not.toHaveURL(/number=/)
})

test('names are suggested from loaded calls, and others can be typed', async ({ callboard }) => {
  const { page, filters, chips } = callboard
  await callboard.open('?range=yesterday&size=100')
  const agents = filters.getByRole('combobox', { name: 'Agents' })
  await agents.click()
  const options = page.getByRole('listbox').getByRole('option')
  await expect(options.filter({ hasText: 'Dewi Lestari' })).toBeVisible()
  await agents.fill('dewi')
  await expect(options).toHaveText(['Dewi Lestari'])
  await agents.press('ArrowDown')
  await agents.press('Enter')
  await expect(chips).toContainText('Dewi Lestari')
  await agents.fill('Nobody, Ever')
  await agents.press('Enter')
  await expect(chips.getByRole('button', { name: 'Remove Agents: Nobody, Ever' })).toBeVisible()

  const country = filters.getByRole('combobox', { name: 'Country code' })
  await country.click()
  await expect(options.filter({ hasText: '62 Indonesia' })).toBeVisible()
  await country.fill('abc')
  await country.press('Enter')
  await expect(country).toHaveAccessibleDescription('Up to four digits, such as 86')
  await expect(page).not.toHaveURL(/country=/)
})
