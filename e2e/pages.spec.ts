import { changeAddress, expect, test } from './callboard.ts'

test('the next page is prefetched', async ({ callboard }) => {
  const { page, status, pagination, rows } = callboard
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).search))
  await callboard.open('?range=yesterday&size=10')
  await expect.poll(() => asked.filter((search) => search.includes('page=2'))).toHaveLength(1)
  const first = await rows.allInnerTexts()
  await pagination.getByRole('button', { name: 'Next page' }).click()
  await expect(status).toHaveText(/^11–20 of/)
  await expect(pagination.getByRole('button', { name: 'Page 2', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  )
  expect(await rows.allInnerTexts()).not.toEqual(first)
  await expect.poll(() => asked.filter((search) => search.includes('page=3'))).toHaveLength(1)
  expect(asked.filter((search) => search.includes('page=2'))).toHaveLength(1)
})

test('the old page stays, dimmed and busy, while the new one loads', async ({ callboard }) => {
  const { page, rows, table } = callboard
  const busy = page.locator('[aria-busy="true"]').filter({ has: table })
  await callboard.open('?range=yesterday&size=20')
  await expect(busy).toHaveCount(0)
  const before = await rows.allInnerTexts()
  await changeAddress(page, '?range=yesterday&size=20&group=!slow')
  await expect(busy).toHaveCount(1)
  expect(await rows.allInnerTexts()).toEqual(before)
  await expect(busy).toHaveCount(0)
  await expect(rows.first()).toBeVisible()
})

test('placeholder rows keep the size of the table while the first calls load', async ({
  callboard,
}) => {
  const { page, table, rows, status } = callboard
  await page.goto('/?range=yesterday&group=!never')
  await expect(page.locator('[aria-busy="true"]').filter({ has: table })).toHaveCount(1)
  await expect(status).toHaveText('Loading calls…')
  await expect(rows).toHaveCount(0)
})

test('changing the page size keeps the first call in sight', async ({ callboard }) => {
  const { page, status, rows, pagination } = callboard
  await callboard.open('?range=yesterday&size=10&page=6')
  await expect(status).toHaveText(/^51–60 of/)
  const size = pagination.getByRole('combobox', { name: 'Calls per page' })
  for (const [label, range, count] of [
    ['20 per page', /^41–60 of/, 20],
    ['50 per page', /^1–50 of/, 50],
    ['100 per page', /^1–100 of/, 100],
    ['10 per page', /^1–10 of/, 10],
  ] as const) {
    await size.selectOption(label)
    await expect(status).toHaveText(range)
    await expect(rows).toHaveCount(count)
  }
  await expect(page).toHaveURL(/size=10/)
  await pagination.getByRole('button', { name: 'Last page' }).click()
  await expect(pagination.getByRole('button', { name: 'Next page' })).toBeDisabled()
  const [, last, total] = /–(\d+) of ([\d,]+) calls/.exec(await status.innerText()) ?? []
  expect(last).toBe(total?.replace(',', ''))
})

test('a page after the last offers the first', async ({ callboard }) => {
  const { page, status } = callboard
  await page.goto('/?range=yesterday&page=999')
  await expect(page.getByRole('heading', { name: 'This page is past the last call' })).toBeVisible()
  await page.getByRole('button', { name: 'To the first page' }).click()
  await expect(status).toHaveText(/^1–50 of/)
})

test('an empty result offers to clear the filters', async ({ callboard }) => {
  const { page, status } = callboard
  await page.goto('/?range=yesterday&group=!empty')
  await expect(page.getByRole('heading', { name: 'No calls match' })).toBeVisible()
  await expect(status).toHaveText('No calls')
  await page
    .getByRole('main')
    .getByText('Nothing in this period fits all the filters.')
    .locator('..')
    .getByRole('button', { name: 'Clear filters' })
    .click()
  await expect(page).toHaveURL(/\/$/)
})
