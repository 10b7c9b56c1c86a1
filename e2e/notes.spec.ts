import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { type Callboard, downloadedText, expect, test } from './callboard.ts'
import { axeViolations, untranslated } from './page-checks.ts'

const NASTY = '<img src=x onerror="document.title=\'broken\'">'
const SEARCH = '?range=yesterday&group=!recordings&size=20'

test.beforeEach(({ callboard }) => callboard.showColumns('startedAt', 'remark', 'recording'))

const rowOf = ({ rows }: Callboard, remark: string) => rows.filter({ hasText: remark }).first()

/** Opens a call of three minutes and stops it at `seconds`. */
async function listen(callboard: Callboard, seconds: number) {
  const { page, player } = callboard
  await rowOf(callboard, 'Good: mp3, mono').getByRole('button', { name: 'Play recording' }).click()
  const seek = player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0)
  await page.locator('body').press('k')
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await seek.fill(`${seconds}`)
  await expect.poll(async () => Number(await seek.inputValue())).toBeCloseTo(seconds, 0)
}

test('notes are written by keyboard, found again, exported and shared as a file', async ({
  callboard,
  browser,
  baseURL,
}) => {
  const { page, player, exportDialog, startExport } = callboard
  await callboard.open(SEARCH)
  const height = await rowOf(callboard, 'Good: mp3, mono').evaluate((row) => row.clientHeight)
  await listen(callboard, 73)
  await player.getByRole('button', { name: 'More controls' }).press('Enter')
  await expect(player.getByRole('button', { name: 'Star', pressed: false })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(player.getByRole('button', { name: 'Star', pressed: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await player.getByRole('button', { name: 'Notes' }).press('Enter')
  const panel = player.getByRole('region', { name: 'Notes' })
  await expect(panel.getByLabel('New note at 1:13')).toBeFocused()
  await page.keyboard.type('5k ?')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type(`=1+1 ${NASTY}`)
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('客户要求退款 🎧')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('listitem')).toHaveText([/^1:135k \?\n=1\+1 <img/, /^1:13客户/])
  await page.keyboard.press('Escape')
  await expect(player.getByRole('button', { name: 'Notes (2)' })).toBeFocused()
  await expect(player.getByRole('button', { name: /^Note at 1:13: 5k/ })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.reload()
  const row = rowOf(callboard, 'Good: mp3, mono')
  await expect(row.getByText('Starred')).toBeAttached()
  await expect(row.getByText('2 notes')).toBeAttached()
  expect(await row.evaluate((element) => element.clientHeight)).toBe(height)
  await listen(callboard, 10)
  await player.getByRole('button', { name: 'Notes (2)' }).click()
  await panel.getByRole('button', { name: 'Go to 1:13' }).first().click()
  const seek = player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await seek.inputValue())).toBeCloseTo(73, 0)
  await expect(page).toHaveTitle(/Call records/)

  await page.getByRole('button', { name: 'Export' }).click()
  for (const column of ['Starred', 'Notes'])
    await exportDialog.getByRole('checkbox', { name: column, exact: true }).check()
  const csv = page.waitForEvent('download')
  await startExport.click()
  const [head, ...cells] = parse(await downloadedText(await csv), { bom: true })
  expect(head?.slice(-2)).toEqual(['Starred', 'Notes'])
  expect(cells.map((row) => row.slice(-2)).filter(([starred, notes]) => starred || notes)).toEqual([
    ['Yes', `1:13 5k ?\n'=1+1 ${NASTY}\n1:13 客户要求退款 🎧`],
  ])

  const saved = page.waitForEvent('download')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Notes file' }).click()
  await page.getByRole('button', { name: 'Save notes to a file' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toMatch(/^callboard-notes-\d{4}-\d\d-\d\d\.json$/)
  const buffer = await readFile(await file.path())

  const colleague = await (await browser.newContext({ baseURL: baseURL ?? '' })).newPage()
  await colleague.goto(`/${SEARCH}`)
  await colleague.getByRole('button', { name: 'Settings' }).click()
  await colleague.getByRole('button', { name: 'Notes file' }).click()
  const files = colleague.getByRole('dialog', { name: 'Notes file' })
  for (const [content, words] of [
    [Buffer.from('{}'), 'This is not a file of notes'],
    [buffer, '2 notes and 1 star added'],
    [buffer, '2 notes were already here'],
  ] as const) {
    const chooser = colleague.waitForEvent('filechooser')
    await files.getByRole('button', { name: 'Add notes from a file' }).click()
    const notes = { name: 'notes.json', mimeType: 'application/json', buffer: content }
    await (await chooser).setFiles(notes)
    await expect(files.getByText(words)).toBeVisible()
  }
  await colleague.keyboard.press('Escape')
  const theirs = colleague.getByRole('row').filter({ hasText: 'Starred' })
  await expect(theirs).toHaveCount(1)
  await expect(theirs).toContainText('2 notes')
  await colleague.context().close()
})

test('an unfinished note stops the player from moving on', async ({ callboard }) => {
  const { player } = callboard
  await callboard.open(SEARCH)
  await listen(callboard, 73)
  await callboard.openMore()
  await player.getByRole('switch', { name: 'Play the next call automatically' }).click()
  await player.getByRole('button', { name: 'Notes' }).click()
  const note = player.getByRole('textbox', { name: /^New note/ })
  await note.fill('half')
  const seek = player.getByRole('slider', { name: 'Seek' })
  await seek.fill(`${Number(await seek.getAttribute('max')) - 0.5}`)
  await player.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(
    player.getByText('The next call was not played, because a note on this call is unfinished.'),
  ).toBeVisible()
  await expect(note).toHaveValue('half')
  await player.getByRole('button', { name: 'Next recorded call' }).click()
  await expect(note).toHaveValue('')
  await expect(player.getByText(/^Stayed here/)).toHaveCount(0)
})

test('the focus stays in the notes when the call changes', async ({ callboard }) => {
  const { page, player } = callboard
  await callboard.open(SEARCH)
  await listen(callboard, 73)
  const heard = page.locator('tr [data-play-call][aria-current="true"]')
  const first = (await heard.getAttribute('data-play-call')) ?? ''
  await callboard.openMore()
  await player.getByRole('switch', { name: 'Play the next call automatically' }).click()
  await player.getByRole('button', { name: 'Notes' }).click()
  const panel = player.getByRole('region', { name: 'Notes' })
  const note = panel.getByRole('textbox', { name: /^New note/ })
  await page.keyboard.type('one')
  await page.keyboard.press('Enter')
  const seek = player.getByRole('slider', { name: 'Seek' })
  await seek.fill(`${Number(await seek.getAttribute('max')) - 0.5}`)
  await player.getByRole('button', { name: 'Play', exact: true }).click()
  await note.focus()
  await expect(heard).not.toHaveAttribute('data-play-call', first)
  await expect(note).toBeFocused()
  await page.keyboard.type('nmn')
  await expect(note).toHaveValue('nmn')
  await note.fill('')
  await player.getByRole('button', { name: 'Previous recorded call' }).click()
  await expect(heard).toHaveAttribute('data-play-call', first)

  await panel.getByRole('button', { name: 'Edit note' }).press('Enter')
  await page.keyboard.type(' edited')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('listitem')).toHaveText(/one edited$/)
  await expect(panel.getByRole('button', { name: 'Edit note' })).toBeFocused()
  await page.keyboard.press('n')
  await expect(heard).not.toHaveAttribute('data-play-call', first)
  await expect(panel.getByRole('heading', { name: 'Notes' })).toBeFocused()
  await page.keyboard.press('p')
  await expect(heard).toHaveAttribute('data-play-call', first)
  await note.fill('half')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await page.keyboard.type(' done')
  await expect(note).toHaveValue('half done')
  await page.keyboard.press('Tab')
  await expect(panel.getByRole('button', { name: 'Add note' })).toBeFocused()
  await page.keyboard.press('n')
  await expect(heard).not.toHaveAttribute('data-play-call', first)
  await expect(panel.getByRole('heading', { name: 'Notes' })).toBeFocused()
})

test('a note of one tab appears in another', async ({ callboard, context }) => {
  const { player } = callboard
  await callboard.open(SEARCH)
  const other = await context.newPage()
  await other.goto(`/${SEARCH}`)
  await expect(other.locator('tr[data-id]').first()).toBeVisible()
  await listen(callboard, 5)
  await callboard.openMore()
  await player.getByRole('button', { name: 'Star', exact: true }).click()
  await expect(other.locator('tr', { hasText: 'Starred' })).toHaveCount(1)
  await player.getByRole('button', { name: 'Star', exact: true }).click()
  await expect(other.locator('tr', { hasText: 'Starred' })).toHaveCount(0)
})

test('full storage is reported, and unsaved notes stay in sight', async ({ callboard }) => {
  const { page, player } = callboard
  await page.addInitScript(() => {
    const keep = Storage.prototype.setItem
    Storage.prototype.setItem = function (key, text) {
      if (key.startsWith('callboard.notes.')) throw new DOMException('full', 'QuotaExceededError')
      keep.call(this, key, text)
    }
  })
  await page.goto(`/${SEARCH}`)
  await page.getByRole('button', { name: 'Play recording' }).first().click()
  await callboard.openMore()
  await player.getByRole('button', { name: 'Star', exact: true }).click()
  await expect(player.getByRole('alert')).toContainText('This browser did not save your notes')
  await expect(page.getByRole('table').getByText('Starred')).toBeAttached()
  const leaving = page.waitForEvent('dialog')
  void page.close({ runBeforeUnload: true })
  expect((await leaving).type()).toBe('beforeunload')
  await (await leaving).dismiss()
  expect(await axeViolations(page)).toEqual([])
})

test('axe finds nothing in the open panel, light or dark', async ({ callboard }) => {
  const { page, player } = callboard
  await callboard.open(SEARCH)
  await listen(callboard, 73)
  await player.getByRole('button', { name: 'Notes' }).click()
  const panel = player.getByRole('region', { name: 'Notes' })
  for (const text of ['one', 'two', 'three', 'x'.repeat(1900)]) {
    await panel.getByRole('textbox', { name: /^New note/ }).fill(text)
    if (text.length < 9) await page.keyboard.press('Enter')
  }
  await panel.getByRole('button', { name: 'Edit note' }).first().click()
  await panel.getByRole('button', { name: 'Delete note' }).first().click()
  expect(await axeViolations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  expect(await axeViolations(page)).toEqual([])
  const [over, under] = await Promise.all([panel, player].map((part) => part.boundingBox()))
  expect((over?.y ?? 0) + (over?.height ?? 0)).toBeLessThanOrEqual(under?.y ?? 0)
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('every word of the notes is Chinese', async ({ callboard }) => {
    const { page } = callboard
    await callboard.showColumns('startedAt', 'recording')
    await page.goto(`/${SEARCH}`)
    await page.getByRole('button', { name: '播放录音' }).first().click()
    await page.getByRole('button', { name: '更多控件' }).click()
    await page.getByRole('button', { name: '星标', exact: true }).click()
    await page.getByRole('button', { name: '笔记', exact: true }).click()
    const panel = page.getByRole('region', { name: '笔记' })
    const field = panel.getByRole('textbox')
    for (const text of ['一', '二', '三'.repeat(1900)]) {
      await field.last().fill(text)
      if (text.length < 9) await page.keyboard.press('Enter')
    }
    await panel.getByRole('button', { name: /^删除/ }).first().click()
    await panel.getByRole('button', { name: /^编辑/ }).first().click()
    expect(await untranslated(page)).toEqual([])
    await page.getByRole('button', { name: '设置' }).click()
    await page.getByRole('button', { name: '笔记文件' }).click()
    await page.getByRole('button', { name: '删除所有笔记和星标' }).click()
    expect(await untranslated(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '导出' }).click()
    await expect(page.getByRole('dialog').getByRole('checkbox', { name: '笔记' })).toBeVisible()
    expect(await untranslated(page)).toEqual([])
  })
})
