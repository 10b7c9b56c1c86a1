import { expect, test } from './callboard.ts'
import { axeViolations } from './page-checks.ts'

const LIST = '?range=yesterday&group=!recordings&size=20'
const LONG = 'Good: mp3, mono'

test.beforeEach(({ callboard }) => callboard.showColumns('startedAt', 'remark', 'recording'))

test('a reopened call resumes at its position, also after a reload', async ({ callboard }) => {
  const { page, player, rows } = callboard
  await callboard.open(LIST)
  const button = rows.filter({ hasText: LONG }).first().locator('[data-play-call]')
  const seek = player.getByRole('slider', { name: 'Seek' })
  const at = async () => Number(await seek.inputValue())
  await button.click()
  await expect.poll(at).toBeGreaterThan(0.2)
  await page.keyboard.press('4')
  await expect.poll(at).toBeGreaterThan(40)
  await page.keyboard.press('k')
  const stood = await at()
  await expect(button).toHaveAttribute('title', /^Heard \d+ %$/)
  await expect(button).toHaveAccessibleName('Play recording')
  await expect(button).toHaveAccessibleDescription(/^Heard \d+ %$/)

  await page.reload()
  await expect(button).toHaveAccessibleDescription(/^Heard \d+ %$/)
  await button.click()
  await expect(player.getByText(/^Resumed at \d:\d\d$/)).toBeVisible()
  expect(await at()).toBeGreaterThanOrEqual(stood - 0.5)
  await player.getByRole('button', { name: 'From the start' }).press('Enter')
  await expect.poll(at).toBeLessThan(stood - 5)
  await expect(player.getByText(/^Resumed at/)).toHaveCount(0)
  await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeFocused()
  expect(await axeViolations(page)).toEqual([])
})

test('a call heard to its end is marked in all tabs, and starts from the beginning', async ({
  callboard,
  context,
}) => {
  const { page, player, rows } = callboard
  await callboard.open(LIST)
  const other = await context.newPage()
  await other.goto(`/${LIST}`)
  const row = rows.filter({ hasText: 'Good: pcm, stereo' }).first()
  const id = await row.getAttribute('data-id')
  const button = row.locator('[data-play-call]')
  await page.bringToFront()
  await button.click()
  await player.getByLabel('Playback speed').selectOption('3×')
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await expect(button).toHaveAttribute('title', 'Heard')
  await expect(other.locator(`[data-play-call="${id}"]`)).toHaveAttribute('title', 'Heard')
  await page.reload()
  await button.click()
  await expect(button).toHaveAccessibleName('Pause recording')
  await expect(player.getByText(/^Resumed at/)).toHaveCount(0)
})

test('the listening history is cleared after a confirmation that lists its parts', async ({
  callboard,
}) => {
  const { page, player, rows } = callboard
  await callboard.open(LIST)
  const button = rows.filter({ hasText: LONG }).first().locator('[data-play-call]')
  await button.click()
  await expect(player.getByRole('img', { name: 'Waveform', exact: true })).toBeVisible()
  await page.keyboard.press('k')
  await expect(button).toHaveAttribute('data-heard', 'true')
  const settings = page.getByRole('button', { name: 'Settings' })
  await callboard.openSetting('Listening history')
  const dialog = page.getByRole('dialog', { name: 'Clear listening history' })
  await expect(dialog).toContainText('which calls were heard, and how much of each')
  await expect(dialog).toContainText('saved waveforms')
  expect(await axeViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(button).toHaveAttribute('data-heard', 'true')

  await callboard.openSetting('Listening history')
  await dialog.getByRole('button', { name: 'Clear', exact: true }).press('Enter')
  await expect(dialog.getByRole('status')).toHaveText('Listening history cleared')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(settings).toBeFocused()
  await expect(button).not.toHaveAttribute('data-heard')
  const kept = await page.evaluate(async () => {
    const marks = Object.keys(localStorage).filter((key) => key.startsWith('callboard.heard.'))
    const opened = indexedDB.open('callboard-waveforms')
    await new Promise((resolve) => opened.addEventListener('success', resolve))
    const counted = opened.result.transaction('peaks').objectStore('peaks').count()
    await new Promise((resolve) => counted.addEventListener('success', resolve))
    return [marks, counted.result]
  })
  expect(kept).toEqual([[], 0])
})

test('playing works with full storage, without a listening history', async ({ callboard }) => {
  const { page, player, rows } = callboard
  await page.addInitScript(() => {
    const setItem = Storage.prototype.setItem
    Storage.prototype.setItem = function (key, value) {
      if (key.startsWith('callboard.heard.')) throw new DOMException('full', 'QuotaExceededError')
      setItem.call(this, key, value)
    }
  })
  await callboard.open(LIST)
  const button = rows.filter({ hasText: LONG }).first().locator('[data-play-call]')
  const seek = player.getByRole('slider', { name: 'Seek' })
  await button.click()
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0.5)
  await player.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(button).toHaveAccessibleName('Play recording')
  await expect(button).not.toHaveAttribute('data-heard')
})
