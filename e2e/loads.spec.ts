import { expect, test } from './callboard.ts'

test('the page shows the calls of the demo account and names it', async ({ callboard }) => {
  await callboard.open('?range=yesterday')
  await expect(
    callboard.page.getByRole('heading', { name: 'Call records', level: 1 }),
  ).toBeVisible()
  await expect(callboard.page.getByText('Demo account')).toBeVisible()
  await expect(callboard.status).toHaveText(/^1–50 of [\d,]+ calls$/)
  await expect(callboard.rows).toHaveCount(50)
})
