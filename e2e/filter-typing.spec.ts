import { allRead, expect, test } from './callboard.ts'

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

test('agents are found among all calls that were read, and others can be typed', async ({
  callboard,
}) => {
  const { page, filters, chips } = callboard
  await callboard.open('?range=yesterday&size=10')
  await allRead(page)
  const country = filters.getByRole('group', { name: 'Country code' })
  await expect(country.getByRole('checkbox', { name: '+62 Indonesia' })).toBeVisible()
  const agents = filters.getByRole('group', { name: 'Agents' })
  const find = agents.getByRole('searchbox', { name: 'Find an agent' })
  await find.fill('lest')
  await expect(agents.getByRole('checkbox')).toHaveCount(1)
  await find.press('Enter')
  await expect(chips).toContainText('Dewi Lestari')
  await find.fill('Nobody, Ever')
  await find.press('Enter')
  await expect(
    chips.getByRole('button', { name: 'Remove Agents Dewi Lestari, Nobody, Ever' }),
  ).toBeVisible()
  await expect(agents.getByRole('checkbox', { name: 'Nobody, Ever' })).toBeChecked()
  await agents.getByRole('checkbox', { name: 'Dewi Lestari' }).uncheck()
  await expect(page).toHaveURL(/[?&]agent=Nobody,[+ ]Ever(&|$)/)
})
