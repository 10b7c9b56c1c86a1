import { type Callboard, expect, test } from './callboard.ts'

test.use({ requestsMayFail: true })

/** Starts an export of all calls. @returns the names of files that are downloaded from then on */
async function start({ page, exportDialog, startExport }: Callboard): Promise<string[]> {
  const downloads: string[] = []
  page.on('download', (file) => downloads.push(file.suggestedFilename()))
  await page.getByRole('button', { name: 'Export' }).click()
  await exportDialog.getByRole('radio', { name: 'All matching calls' }).check()
  await startExport.click()
  return downloads
}

test('fewer calls than the total states: the dialog offers them as incomplete', async ({
  callboard,
}) => {
  await callboard.open('?range=yesterday&group=!short&type=2')
  const downloads = await start(callboard)
  const alert = callboard.exportDialog.getByRole('alert')
  // The server reads and compares again before it gives up.
  await expect(alert).toContainText(/Only \d+ of \d+ calls were read/, { timeout: 60_000 })
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible()
  expect(downloads).toEqual([])
  await alert.getByRole('button', { name: 'Download these calls' }).click()
  await expect.poll(() => downloads).toEqual([expect.stringMatching(/^calls_.*_incomplete\.csv$/)])
})

test('a page that fails for good: the dialog shows why, and there is no file', async ({
  callboard,
}) => {
  await callboard.open('?range=last7d&group=!fail-page-3&size=10')
  const downloads = await start(callboard)
  const alert = callboard.exportDialog.getByRole('alert')
  await expect(alert).toContainText('The phone system reported an error', { timeout: 30_000 })
  expect(downloads).toEqual([])
})

test('cancelling leaves no file and requests nothing more', async ({ callboard }) => {
  const { page, exportDialog, pagination, status } = callboard
  const requests: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('read=all')) requests.push(request.url())
  })
  await callboard.open('?range=last30d&group=!slow')
  const downloads = await start(callboard)
  await expect(exportDialog.getByRole('progressbar', { name: 'Export progress' })).toBeVisible()
  await exportDialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(exportDialog.getByRole('status')).toHaveText('Export cancelled')
  const before = requests.length
  await exportDialog.getByRole('button', { name: 'Close', exact: true }).click()
  await pagination.getByRole('button', { name: 'Next page' }).click()
  await expect(status).toHaveText(/^51–/)
  expect(requests).toHaveLength(before)
  expect(downloads).toEqual([])
})

test('reading goes on while the dialog is closed and the page is turned', async ({ callboard }) => {
  const { page, exportDialog, pagination, status } = callboard
  await callboard.open('?range=last7d&group=!slow&type=2&reason=9')
  const download = page.waitForEvent('download')
  await start(callboard)
  await exportDialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(exportDialog).toBeHidden()
  await pagination.getByRole('button', { name: 'Next page' }).click()
  await expect(status).toHaveText(/^51–/)
  expect((await download).suggestedFilename()).toMatch(/^calls_.*\.csv$/)
})

test('no calls: there is nothing to start', async ({ callboard }) => {
  const { page, exportDialog, status, startExport } = callboard
  await page.goto('/?range=yesterday&group=!empty')
  await expect(status).toHaveText('No calls')
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(startExport).toBeDisabled()
  await expect(exportDialog).toContainText('There are no calls to export.')
})

test('an export that the server refuses in the frame shows its problem', async ({ callboard }) => {
  const { page, exportDialog, rows, startExport } = callboard
  await callboard.open('?range=yesterday&size=10')
  await rows.nth(0).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(startExport).toBeEnabled()
  // The selection gets a start that no call can have, which the server refuses.
  await page.evaluate(() => {
    const submit = HTMLFormElement.prototype.submit
    HTMLFormElement.prototype.submit = function (this: HTMLFormElement) {
      const calls = this.elements.namedItem('calls')
      if (calls instanceof HTMLInputElement) calls.value = 'never id'
      submit.call(this)
    }
  })
  await startExport.click()
  await expect(exportDialog.getByRole('alert')).toContainText(
    'A filter in the address is not valid',
  )
})
