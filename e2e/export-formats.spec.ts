import { readFile } from 'node:fs/promises'
import type { Download } from '@playwright/test'
import exceljs from 'exceljs'
import { openZip, readManifest } from '../src/testing/open-zip.ts'
import { type Callboard, downloadedText, expect, test } from './callboard.ts'
import { axeViolations } from './page-checks.ts'

/** Exports as `format`; what is chosen there comes from `choose`. */
async function exportAs(
  { page, exportDialog, startExport }: Callboard,
  format: string,
  choose: () => Promise<void> = async () => {},
): Promise<Download> {
  await page.getByRole('button', { name: 'Export' }).click()
  await exportDialog.getByRole('radio', { name: format }).check()
  await choose()
  expect(await axeViolations(page)).toEqual([])
  const download = page.waitForEvent('download')
  await startExport.click()
  return download
}

test('a workbook has dates, numbers, text and links as such', async ({ callboard }) => {
  const { exportDialog, page, status } = callboard
  await callboard.open('?range=yesterday&size=10')
  const total = Number(/of ([\d,]+) calls/.exec(await status.innerText())?.[1]?.replace(',', ''))
  const file = await exportAs(callboard, 'Excel', async () => {
    await exportDialog.getByRole('button', { name: 'All columns' }).click()
  })
  expect(file.suggestedFilename()).toMatch(/_Asia-Shanghai\.xlsx$/)
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(new Uint8Array(await readFile(await file.path())).buffer)
  const [sheet] = workbook.worksheets
  if (!sheet) throw new Error('there is no sheet')
  expect(sheet.rowCount).toBe(total + 1)
  const head = (sheet.getRow(1).values as string[]).slice(1)
  const cell = (name: string) => sheet.getRow(2).getCell(head.indexOf(name) + 1)
  expect(head.slice(0, 3)).toEqual(['Started (Asia/Shanghai)', 'Customer', 'Our line'])
  expect(cell('Started (Asia/Shanghai)').value).toBeInstanceOf(Date)
  expect(cell('Talk time').value).toEqual(expect.any(Number))
  expect(cell('Caller').value).toEqual(expect.any(String))

  // The link opens that call on this page.
  const id = cell('Session ID')
  await page.goto(id.hyperlink)
  await expect(callboard.details).toContainText(id.text)
})

test('JSON Lines have codes, a call on each line', async ({ callboard }) => {
  await callboard.showColumns('type', 'hangupReason')
  await callboard.open('?range=yesterday&type=2&reason=9')
  const text = await downloadedText(await exportAs(callboard, 'JSON Lines'))
  const calls = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(calls.length).toBeGreaterThan(10)
  expect(calls.every(({ type, hangupReason }) => type === 2 && hangupReason === 9)).toBe(true)
})

test('codes in a CSV that is separated by semicolons', async ({ callboard }) => {
  const { exportDialog } = callboard
  await callboard.showColumns('type', 'hangupReason')
  await callboard.open('?range=yesterday&type=2&reason=9')
  const file = await exportAs(callboard, 'CSV', async () => {
    await exportDialog.getByRole('combobox', { name: 'Separator' }).selectOption('Semicolon')
    await exportDialog.getByRole('combobox', { name: 'Reasons and types' }).selectOption('As codes')
  })
  const [head, first] = (await downloadedText(file)).split('\r\n')
  expect([head, first]).toEqual(['\uFEFF"Hangup reason";"Type"', '"9";"2"'])
})

test('recordings of the page, with a list of every call', async ({ callboard }) => {
  const { exportDialog, rows } = callboard
  await callboard.open('?range=yesterday&size=20')
  const withRecording = await rows.getByRole('button', { name: 'Play recording' }).count()
  const file = await exportAs(callboard, 'Recordings', () =>
    exportDialog.getByRole('radio', { name: 'This page' }).check(),
  )
  expect(file.suggestedFilename()).toMatch(/^recordings_.*_selected\.zip$/)
  const files = await openZip(await readFile(await file.path()))
  const manifest = readManifest(files)
  expect(manifest).toHaveLength(20)
  const whole = manifest.filter(({ state }) => state === 'whole')
  expect(whole.length).toBeGreaterThan(3)
  for (const { file: name, sha256 } of whole)
    expect(files.find((each) => each.name === name)?.sha256).toBe(sha256)
  expect(manifest.filter(({ reason }) => reason === 'none')).toHaveLength(20 - withRecording)
})

test('calls selected on two pages, and no others', async ({ callboard }) => {
  const { exportDialog, rows, pagination, status } = callboard
  await callboard.open('?range=yesterday&size=10')
  await rows.nth(2).getByRole('checkbox').check()
  await pagination.getByRole('button', { name: 'Next page' }).click()
  await expect(status).toHaveText(/^11–/)
  await rows.nth(0).getByRole('checkbox').check()
  const file = await exportAs(callboard, 'CSV')
  expect(file.suggestedFilename()).toMatch(/_selected\.csv$/)
  await expect(exportDialog.getByRole('status')).toHaveText('Download started: 2 calls')
  expect((await downloadedText(file)).trim().split('\r\n')).toHaveLength(3)
})
