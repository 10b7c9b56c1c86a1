import { expect, pageParts, shanghaiDay, test } from './callboard.ts'

const VIEW =
  '?range=yesterday&type=3&type=2&reason=1&reason=9&hungUpBy=0&hungUpBy=1&size=10&sort=-talkSeconds'

test('a shared link shows the same calls in the same order', async ({ callboard, browser }) => {
  const { page, rows } = callboard
  await callboard.open(VIEW)
  await callboard.pagination.getByRole('button', { name: 'Page 2', exact: true }).click()
  await expect(page).toHaveURL(/[?&]page=2/)
  await expect(callboard.status).toHaveText(/^11–20 of/)
  const mine = await rows.allInnerTexts()

  const other = await browser.newContext()
  const theirPage = await other.newPage()
  await theirPage.goto(page.url())
  await expect(pageParts(theirPage).status).toHaveText(await callboard.status.innerText())
  expect(await pageParts(theirPage).rows.allInnerTexts()).toEqual(mine)
  await other.close()
})

test('a link to open details opens them', async ({ callboard, browser }) => {
  const { page, rows, details } = callboard
  await callboard.open('?range=yesterday&size=10')
  await rows.nth(3).locator('button[aria-expanded]').click()
  await expect(details).toBeVisible()
  const facts = (open: typeof details) => open.getByRole('definition').allInnerTexts()
  const told = await facts(details)

  const other = await browser.newContext()
  const theirPage = await other.newPage()
  await theirPage.goto(page.url())
  await expect(pageParts(theirPage).details).toBeVisible()
  expect(await facts(pageParts(theirPage).details)).toEqual(told)
  await other.close()
})

test('a link to today shows the account’s day in any time zone', async ({ callboard }) => {
  const { page } = callboard
  const answered = page.waitForResponse(/\/api\/records/)
  await page.goto('/?range=today')
  const answer = await answered
  expect(new URL(answer.url()).search).toBe('?range=today')
  expect(await answer.json()).toMatchObject({
    from: `${shanghaiDay(0)}T00:00:00+08:00`,
    to: `${shanghaiDay(0)}T23:59:59+08:00`,
  })
  await expect(page).toHaveURL(/\?range=today$/)
})
