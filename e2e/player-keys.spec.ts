import { expect, test } from './callboard.ts'
import { axeViolations } from './page-checks.ts'

test.beforeEach(async ({ callboard }) => {
  const { rows } = callboard
  await callboard.showColumns('startedAt', 'remark', 'recording')
  await callboard.open('?range=yesterday&group=!recordings')
  await rows.filter({ hasText: 'Good: mp3, mono' }).first().locator('[data-play-call]').click()
  await expect(callboard.player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
})

test('the player’s keyboard shortcuts work everywhere but in text fields', async ({
  callboard,
}) => {
  const { page, player, filters } = callboard
  const seek = player.getByRole('slider', { name: 'Seek' })
  const at = async () => Number(await seek.inputValue())
  await page.locator('body').press('k')
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await page.keyboard.press('5')
  await expect.poll(at).toBeGreaterThan(80)
  const half = await at()
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(at).toBeCloseTo(half + 15, 0)
  await page.keyboard.press('j')
  await expect.poll(at).toBeCloseTo(half + 5, 0)
  await page.keyboard.press(']')
  await expect(player.getByLabel('Playback speed')).toHaveValue('1.25')
  await page.keyboard.press('m')
  await callboard.openMore()
  await expect(player.getByRole('button', { name: 'Unmute' })).toBeVisible()
  await filters.getByLabel('Number').fill('')
  await filters.getByLabel('Number').press('0')
  expect(await at()).toBeGreaterThan(80)
})

test('? lists the shortcuts, and Escape returns the focus', async ({ callboard }) => {
  const { page, player, rows } = callboard
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  const places = [
    rows.nth(3).getByRole('checkbox'),
    player.getByRole('button', { name: 'Notes' }),
    player.getByRole('slider', { name: 'Seek' }),
  ]
  for (const place of places) {
    await place.focus()
    await page.keyboard.press('?')
    await expect(list).toContainText('Back or forward 5 seconds')
    await expect(list.getByRole('button', { name: 'Close keyboard shortcuts' })).toBeFocused()
    if (place === places[0]) expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(list).toHaveCount(0)
    await expect(place).toBeFocused()
  }
  const button = page.getByRole('button', { name: 'Settings' })
  await callboard.openSetting('Keyboard shortcuts')
  await list.getByRole('button', { name: 'Close keyboard shortcuts' }).click()
  await expect(button).toBeFocused()
})

test('? and F work before anything plays', async ({ callboard }) => {
  const { page, player, filters } = callboard
  await page.reload()
  await expect(callboard.rows.first()).toBeVisible()
  await expect(player).toHaveCount(0)
  await expect(filters).toBeVisible()
  await page.locator('body').press('f')
  await expect(filters).toBeHidden()
  await page.locator('body').press('f')
  await expect(filters).toBeVisible()
  await page.locator('body').press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

test('the system’s media controls show the call and control it', async ({ callboard }) => {
  const { page } = callboard
  const session = () =>
    page.evaluate(() => [
      navigator.mediaSession.playbackState,
      navigator.mediaSession.metadata?.title ?? '',
    ])
  await expect.poll(session).toEqual(['playing', expect.stringContaining(' → ')])
  await page.getByRole('button', { name: 'Close player' }).click()
  await expect.poll(session).toEqual(['none', ''])
})
