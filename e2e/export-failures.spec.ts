import { type Callboard, expect, test } from './callboard.ts'

test.use({ requestsMayFail: true })

/** Starts an export of all calls; what was downloaded since then is in the array. */
async function start({ page, exportDialog }: Callboard): Promise<string[]> {
  const downloads: string[] = []
  page.on('download', (file) => downloads.push(file.suggestedFilename()))
  await page.getByRole('button', { name: 'Export' }).click()
  await exportDialog.getByRole('radio', { name: 'All matching calls' }).check()
  await exportDialog.getByRole('button', { name: 'Start export' }).click()
  return downloads
}

test('fewer calls than the total said: the dialog tells it, and the name of the file', async ({
  callboard,
}) => {
  await callboard.open('?range=yesterday&group=!short&type=2')
  const downloads = await start(callboard)
  const alert = callboard.exportDialog.getByRole('alert')
  await expect(alert).toContainText(/Only \d+ of \d+ calls came/)
  await expect(alert).toContainText('The counts do not match for these times (Asia/Shanghai)')
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible()
  expect(downloads).toEqual([expect.stringMatching(/^calls_.*_incomplete\.csv$/)])
})

test('a page that fails for good: it is told how far it came, and there is no file', async ({
  callboard,
}) => {
  await callboard.open('?range=last7d&group=!fail-page-3&size=10')
  const downloads = await start(callboard)
  const { exportDialog } = callboard
  await expect(exportDialog).toContainText('The vendor reported an error. Trying again…')
  const alert = exportDialog.getByRole('alert')
  await expect(alert).toContainText('The export stopped after 200 calls', { timeout: 30_000 })
  await expect(alert).toContainText('The vendor reported an error')
  await expect(alert).toContainText('No file was kept')
  expect(downloads).toEqual([])
})

test('cancelling leaves no file and asks for no more pages', async ({ callboard }) => {
  const { page, exportDialog, pagination, status } = callboard
  const pages: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('size=100')) pages.push(request.url())
  })
  await callboard.open('?range=last30d')
  const downloads = await start(callboard)
  await expect(exportDialog.getByRole('progressbar', { name: 'Export progress' })).toHaveAttribute(
    'aria-valuenow',
    /^[1-9]/,
  )
  await exportDialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(exportDialog.getByRole('status')).toHaveText(/^Export cancelled/)
  const asked = pages.length
  await exportDialog.getByRole('button', { name: 'Close', exact: true }).click()
  await pagination.getByRole('button', { name: 'Next page' }).click()
  await expect(status).toHaveText(/^51–/)
  expect(pages).toHaveLength(asked)
  expect(downloads).toEqual([])
})

test('it goes on while the dialog is closed and the page is turned', async ({ callboard }) => {
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
  const { page, exportDialog, status } = callboard
  await page.goto('/?range=yesterday&group=!empty')
  await expect(status).toHaveText('No calls')
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(exportDialog.getByRole('button', { name: 'Start export' })).toBeDisabled()
  await expect(exportDialog).toContainText('There are no calls to export.')
})

test('a full disk: it is told, and there is no file', async ({ callboard }) => {
  const { page, exportDialog } = callboard
  await callboard.open('?range=last30d')
  const browser = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2_000_000 })
  const downloads = await start(callboard)
  const alert = exportDialog.getByRole('alert')
  await expect(alert).toContainText('There is no room left')
  await expect(alert).toContainText('No file was kept')
  expect(downloads).toEqual([])
  await page.reload()
  await expect(callboard.rows.first()).toBeVisible()
  await expect(exportDialog).toBeHidden() // nothing is left to go on with
})
