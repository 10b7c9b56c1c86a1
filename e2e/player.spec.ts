import { readFile } from 'node:fs/promises'
import { expect, test } from './callboard.ts'

const isLaterPart = (url: string, range = '') =>
  url.includes('/api/recordings/') && /^bytes=[1-9]\d*-/.test(range)

test.beforeEach(({ callboard }) => callboard.showColumns('startedAt', 'remark', 'recording'))

test('a recording plays and pauses from its row and from the player', async ({ callboard }) => {
  const { page, player, rows } = callboard
  await callboard.open('?range=yesterday&group=!recordings')
  const row = rows.filter({ hasText: 'Good: pcm, mono' }).first()
  await row.getByRole('button', { name: 'Play recording' }).click()
  await expect(row.getByRole('button', { name: 'Pause recording' })).toBeVisible()
  const seek = player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0.3)
  await row.getByRole('button', { name: 'Pause recording' }).click()
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  const stopped = await seek.inputValue()
  await player.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(Number(stopped))
  await player.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(row.getByRole('button', { name: 'Play recording' })).toBeVisible()
  await player.getByRole('button', { name: 'Close player' }).press('Enter')
  await expect(player).toHaveCount(0)
  await expect(row.getByRole('button', { name: 'Play recording' })).toBeFocused()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('seeking requests only that part of the recording', async ({ callboard, context }) => {
  const { page, player, rows } = callboard
  await callboard.open('?range=yesterday&group=!recordings')
  // A line so slow that the part sought is not there yet.
  const line = await context.newCDPSession(page)
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: 30_000,
    uploadThroughput: -1,
  })
  await rows.filter({ hasText: 'Good: mp3, mono' }).first().locator('[data-play-call]').click()
  const seek = player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0.1)
  const part = page.waitForResponse((response) =>
    isLaterPart(response.url(), response.request().headers().range),
  )
  await seek.fill('150')
  const response = await part
  expect(response.status()).toBe(206)
  expect(response.headers()['content-range']).toMatch(/^bytes [1-9]\d*-\d+\/\d+$/)
  expect(response.headers()['content-type']).toMatch(/^audio\//)
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(150)
})

test('playing continues at its speed while pages and filters change', async ({ callboard }) => {
  const { page, player, rows, pagination, filters, status } = callboard
  await callboard.open('?range=yesterday&group=!recordings&size=10')
  const row = rows.filter({ hasText: 'Good: pcm, stereo' }).first()
  await row.getByRole('button', { name: 'Play recording' }).click()
  const seek = player.getByRole('slider', { name: 'Seek' })
  await player.getByRole('combobox', { name: 'Playback speed' }).selectOption('1.5×')
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0)
  const before = Number(await seek.inputValue())
  await pagination.getByRole('button', { name: 'Next page' }).click()
  await expect(status).toHaveText(/^11–20/)
  await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await filters.getByText('Inbound', { exact: true }).click()
  await expect(page).toHaveURL(/type=2/)
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(before)
  await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect(player.getByRole('combobox', { name: 'Playback speed' })).toHaveValue('1.5')
})

test('Download saves the unchanged recording under a unique name', async ({ callboard }) => {
  const { page, player, rows } = callboard
  await callboard.open('?range=yesterday&group=!recordings')
  const row = rows.filter({ hasText: 'Good: pcm, mono' }).first()
  await row.getByRole('button', { name: 'Play recording' }).click()
  const download = page.waitForEvent('download')
  await player.getByRole('link', { name: 'Download' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^[\w-]+\.wav$/)
  const bytes = await readFile(await file.path())
  expect(bytes.subarray(0, 4).toString()).toBe('RIFF')
  expect(bytes.length).toBe(bytes.readUInt32LE(4) + 8)
})
