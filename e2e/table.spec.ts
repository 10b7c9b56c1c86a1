import type { Locator } from '@playwright/test'
import type { RecordsPage } from '../src/calls/call.ts'
import { allRead, expect, test } from './callboard.ts'

const agentOf = (row: Locator) =>
  row.locator('[data-column="agent"]').evaluate((cell) => cell.firstChild?.textContent ?? '')
const seconds = (text: string) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

test('sorting covers every page, says so, and can be undone', async ({ callboard }) => {
  const { page, table, rows, pagination, status } = callboard
  await callboard.open('?range=yesterday&size=20')
  const before = await rows.allInnerTexts()
  const head = table.getByRole('columnheader', { name: 'Talk time' })
  const talk = await callboard.column('Talk time')
  const talks = async () => (await talk.allInnerTexts()).map(seconds)
  async function loaded(): Promise<void> {
    await expect(table.locator('..')).toHaveAttribute('aria-busy', 'false')
    await expect(rows).toHaveCount(20)
  }
  const longestFirst = (all: number[]) => all.toSorted((a, b) => b - a)

  await head.getByRole('button').click()
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  await expect(page.getByText('Sorted by Talk time, descending')).toBeVisible()
  await loaded()
  await allRead(page)
  const first = await talks()
  await pagination.getByRole('button', { name: 'Next page' }).click()
  await expect(status).toHaveText(/^21–40 of/)
  await loaded()
  const both = [...first, ...(await talks())]
  expect(both).toHaveLength(40)
  expect(both).toEqual(longestFirst(both))

  await head.getByRole('button').click()
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await expect(status).toHaveText(/^1–20 of/)
  await loaded()
  expect(await talks()).toEqual(longestFirst(await talks()).reverse())

  await page.getByRole('button', { name: 'Original order' }).click()
  await expect(head).toHaveAttribute('aria-sort', 'none')
  await loaded()
  expect(await rows.allInnerTexts()).toEqual(before)
})

test('columns shown and hidden are remembered', async ({ callboard }) => {
  const { page, table } = callboard
  await callboard.open('?range=yesterday&size=10')
  const names = ['Recording', 'Select', 'Started', 'Customer', 'Agent', 'Hangup reason', 'Wait']
  for (const name of [...names, 'Talk time', 'Labels'])
    await expect(table.getByRole('columnheader', { name, exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Columns' }).click()
  const menu = page.getByRole('dialog', { name: 'Columns' })
  await menu.getByRole('checkbox', { name: 'Agent', exact: true }).uncheck()
  await menu.getByRole('checkbox', { name: 'Session ID' }).check()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await page.reload()
  await expect(table.getByRole('columnheader', { name: 'Session ID' })).toBeVisible()
  await expect(table.getByRole('columnheader', { name: 'Agent', exact: true })).toHaveCount(0)

  await page.getByRole('button', { name: 'Columns' }).click()
  await menu.getByRole('button', { name: 'Default columns' }).click()
  await expect(table.getByRole('columnheader', { name: 'Agent', exact: true })).toBeVisible()
  await expect(table.getByRole('columnheader', { name: 'Session ID' })).toHaveCount(0)

  const wait = table.getByRole('columnheader', { name: 'Wait' })
  const width = async () => (await wait.boundingBox())?.width ?? 0
  const before = await width()
  await menu.getByRole('button', { name: 'Make Wait wider' }).click()
  await expect.poll(width).toBe(before + 16)
  await menu.getByRole('button', { name: 'Make Wait narrower' }).click()
  await expect.poll(width).toBe(before)
})

test('the header stays in sight, and the tooltip shows the SIP code and who hung up', async ({
  callboard,
}) => {
  const { page, table, rows } = callboard
  const answer = page.waitForResponse(/\/api\/records/)
  await callboard.open('?range=yesterday&reason=7&hungUpBy=3&size=100')
  const { records } = (await (await answer).json()) as RecordsPage
  const withCode = records.findLastIndex(({ sipCode }) => sipCode === '486')
  await rows.nth(withCode).getByText('Busy').hover()
  await expect(page.getByRole('tooltip')).toHaveText('SIP 486 · Hung up by: System')
  await expect(table.getByRole('columnheader', { name: 'Customer' })).toBeInViewport()
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true)
})

test.describe('= and ≠ in a cell', () => {
  test('list only its value, or all others', async ({ callboard }) => {
    const { page, rows, chips } = callboard
    await callboard.open('?range=yesterday&size=20')
    const agents = await callboard.column('Agent')
    const name = await agentOf(rows.first())
    await agents.first().hover()
    await page.getByRole('button', { name: `Exclude ${name}` }).click()
    await expect(chips).toContainText(`not ${name}`)
    await expect(rows.first()).not.toContainText(name)

    await (await callboard.column('Hangup reason')).first().hover()
    const only = rows.getByRole('button', { name: /^Only / })
    const reason = (await only.getAttribute('aria-label'))?.slice('Only '.length) ?? ''
    await only.click()
    await expect(chips).toContainText(reason)
    await expect(chips).toContainText(`not ${name}`)
    await expect(page.getByRole('complementary')).toHaveCount(0)
  })

  test('take the arrow keys from a row on, and Escape back to it', async ({ callboard }) => {
    const { page, rows, chips } = callboard
    await callboard.open('?range=yesterday&size=20&recorded=true')
    const row = rows.nth(1)
    const opener = row.locator('button[aria-expanded]')
    const focused = page.locator(':focus')
    await opener.focus()
    await page.keyboard.press('ArrowRight')
    await expect(focused).toHaveAccessibleName(/^Only /)
    await page.keyboard.press('Escape')
    await expect(opener).toBeFocused()
    const agent = await agentOf(row)
    await page.keyboard.press('ArrowRight')
    while ((await focused.getAttribute('aria-label')) !== `Exclude ${agent}`)
      await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect(chips).toContainText(`not ${agent}`)
    await expect(page.getByRole('main')).toBeFocused()
  })
})
