import type { RecordsPage } from '../src/calls/call.ts'
import { expect, test } from './callboard.ts'

const seconds = (text: string) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

test('sorting covers the page shown, says so, and can be undone', async ({ callboard }) => {
  const { page, table, rows } = callboard
  await callboard.open('?range=yesterday&size=20')
  const before = await rows.allInnerTexts()
  const head = table.getByRole('columnheader', { name: 'Talk time' })
  const talk = await callboard.column('Talk time')
  const sorted = async () => (await talk.allInnerTexts()).map(seconds)

  await head.getByRole('button').click()
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  await expect(page.getByText('Only this page is sorted: Talk time, descending')).toBeVisible()
  expect(await sorted()).toEqual((await sorted()).sort((a, b) => b - a))
  expect((await rows.allInnerTexts()).sort()).toEqual([...before].sort())

  await head.getByRole('button').click()
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  expect(await sorted()).toEqual((await sorted()).sort((a, b) => a - b))

  await page.getByRole('button', { name: 'Original order' }).click()
  await expect(head).toHaveAttribute('aria-sort', 'none')
  expect(await rows.allInnerTexts()).toEqual(before)
})

test('columns shown and hidden are remembered', async ({ callboard }) => {
  const { page, table } = callboard
  await callboard.open('?range=yesterday&size=10')
  const heads = () => table.getByRole('columnheader').allInnerTexts()
  expect(await heads()).toEqual([
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
  ])
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
  await expect(table.getByRole('columnheader', { name: 'Caller' })).toBeInViewport()
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true)
})
