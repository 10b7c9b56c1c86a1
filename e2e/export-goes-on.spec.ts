import { parse } from 'csv-parse/sync'
import { type Callboard, downloadedText, expect, test } from './callboard.ts'

/** Calls of a month: enough that an export of them can be met under way. */
const MANY = '?range=last30d'
/** Calls that the export reads as one slice at most. */
const LARGEST_SLICE = 5_000

async function begin({ page, exportDialog }: Callboard): Promise<void> {
  await page.getByRole('button', { name: 'Export' }).click()
  await exportDialog.getByRole('checkbox', { name: 'Session ID' }).check()
  await exportDialog.getByRole('button', { name: 'Start export' }).click()
}

const rowsSoFar = ({ exportDialog }: Callboard) =>
  exportDialog
    .getByRole('progressbar', { name: 'Export progress' })
    .getAttribute('aria-valuenow')
    .then(Number)

/** Begins an export and loads the page anew in the middle of it. */
async function breakOff(callboard: Callboard): Promise<void> {
  const { page } = callboard
  await callboard.open(MANY)
  await begin(callboard)
  // More than a slice: one that is not complete is read again.
  await expect.poll(() => rowsSoFar(callboard), { intervals: [50] }).toBeGreaterThan(LARGEST_SLICE)
  page.on('dialog', (dialog) => void dialog.accept()) // the page asks whether to leave
  await page.reload()
}

test('after a reload it is offered to go on, and the file holds each call once', async ({
  callboard,
}) => {
  const { page, exportDialog } = callboard
  const asked: string[] = []
  await breakOff(callboard)
  page.on('request', (request) => {
    if (request.url().includes('size=100')) asked.push(request.url())
  })
  await expect(exportDialog.getByRole('alert')).toContainText('An export was broken off')
  await expect(exportDialog.getByRole('button', { name: 'Continue' })).toBeFocused()
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  const [, ...rows] = parse(await downloadedText(await download), { bom: true })
  const [, stated = ''] =
    /Exported [\d,]+ of ([\d,]+)/.exec(await exportDialog.getByRole('status').innerText()) ?? []
  const total = Number(stated.replace(',', ''))
  expect(rows).toHaveLength(total)
  expect(new Set(rows.map((row) => row.at(-1))).size).toBe(total)
  expect(asked.length).toBeLessThan(total / 100)

  await page.reload()
  await expect(callboard.rows.first()).toBeVisible()
  await expect(exportDialog).toBeHidden()
})

test('what was broken off can be discarded', async ({ callboard }) => {
  const { page, exportDialog } = callboard
  await breakOff(callboard)
  await exportDialog.getByRole('button', { name: 'Discard' }).click()
  await page.reload()
  await expect(callboard.rows.first()).toBeVisible()
  await expect(exportDialog).toBeHidden()
})

test('put off, it is offered again; one tab goes on with it, and another says so', async ({
  callboard,
}) => {
  const { page, exportDialog } = callboard
  await breakOff(callboard)
  await expect(exportDialog.getByRole('alert')).toContainText('An export was broken off')
  await exportDialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(exportDialog).toBeHidden()
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(exportDialog.getByRole('alert')).toContainText('An export was broken off')
  const other = await page.context().newPage()
  await other.goto('/?range=last7d')
  const alert = other.getByRole('dialog', { name: 'Export' }).getByRole('alert')
  await expect(alert).toContainText('An export was broken off')

  await exportDialog.getByRole('button', { name: 'Continue' }).click()
  await expect.poll(() => rowsSoFar(callboard)).toBeGreaterThan(0)
  await exportDialog.getByRole('button', { name: 'Pause' }).click()
  await alert.getByRole('button', { name: 'Continue' }).click()
  await expect(alert).toContainText('Another tab is working on this export')
})

test('paused, it asks for nothing; resumed, it ends', async ({ callboard }) => {
  const { page, exportDialog } = callboard
  await callboard.open(MANY)
  await begin(callboard)
  await expect.poll(() => rowsSoFar(callboard)).toBeGreaterThan(0)
  await exportDialog.getByRole('button', { name: 'Pause' }).click()
  await expect(exportDialog).toContainText('Paused. It goes on from here.')
  await page.waitForLoadState('networkidle')
  const rows = await rowsSoFar(callboard)
  const download = page.waitForEvent('download')
  await exportDialog.getByRole('button', { name: 'Resume' }).click()
  expect(rows).toBeLessThan(15_000)
  await download
  await expect(exportDialog.getByRole('status')).toHaveText(/^Exported ([\d,]+) of \1 calls$/)
})

test('two tabs export at once, each its own', async ({ callboard }) => {
  const { page } = callboard
  await callboard.open(MANY)
  await begin(callboard)
  const other = await page.context().newPage()
  await other.goto('/?range=last7d')
  await other.getByRole('button', { name: 'Export' }).click()
  const dialog = other.getByRole('dialog', { name: 'Export' })
  await expect(dialog.getByRole('alert')).toHaveCount(0) // the first is not left, it runs
  await dialog.getByRole('radio', { name: 'JSON Lines' }).check()
  const downloads = Promise.all([page.waitForEvent('download'), other.waitForEvent('download')])
  await dialog.getByRole('button', { name: 'Start export' }).click()
  const [first, second] = await downloads
  const [, ...rows] = parse(await downloadedText(first), { bom: true })
  expect(rows.length).toBeGreaterThan(10_000)
  const lines = (await downloadedText(second)).trimEnd().split('\n')
  const ids = lines.map((line) => JSON.parse(line))
  expect(ids.length).toBeGreaterThan(1000)
  expect(ids.length).toBeLessThan(rows.length)
})
