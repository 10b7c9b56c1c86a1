import { axeViolations } from './axe.ts'
import { expect, test } from './callboard.ts'

test.beforeEach(({ callboard }) => callboard.showColumns('startedAt', 'remark', 'recording'))

test('draws both sides of a call, and seeks where it is clicked', async ({ callboard }) => {
  const { page, player, rows } = callboard
  await callboard.open('?range=yesterday&group=!recordings')
  const row = rows.filter({ hasText: 'Good: pcm, stereo' }).first()
  await row.getByRole('button', { name: 'Play recording' }).click()
  const waveform = player.getByRole('img', { name: 'Waveform', exact: true })
  await expect(waveform).toBeVisible()
  await expect(player.getByText('Left', { exact: true })).toBeVisible()
  await expect(player.getByText('Right', { exact: true })).toBeVisible()
  await player.getByRole('button', { name: 'Pause', exact: true }).click()

  const { width, height } = (await waveform.boundingBox()) ?? { width: 0, height: 0 }
  expect(height).toBe(48)
  const slider = player.getByRole('slider', { name: 'Seek' })
  expect((await slider.boundingBox())?.width).toBe(width)
  const seconds = Number(await slider.getAttribute('max'))
  await waveform.hover({ position: { x: width * 0.75, y: 20 } })
  await expect(player.getByText('0:07')).toBeVisible()
  await waveform.click({ position: { x: width * 0.75, y: 20 } })
  await expect
    .poll(async () => Math.abs(Number(await slider.inputValue()) - seconds * 0.75))
    .toBeLessThan(0.1)

  const drawn = await waveform.evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
    return new Set(new Uint32Array(pixels?.buffer ?? new ArrayBuffer())).size
  })
  expect(drawn, 'colours: none, played, not played').toBeGreaterThan(2)
  expect(await axeViolations(page)).toEqual([])
})

test('draws what the browser has to decode, and keeps it', async ({ callboard }) => {
  const { page, player, rows } = callboard
  const whole: string[] = []
  page.on('request', (request) => {
    if (request.headers().range === 'bytes=32768-') whole.push(request.url())
  })
  for (const _time of ['first', 'second']) {
    await callboard.open('?range=yesterday&group=!recordings')
    await rows.filter({ hasText: 'Good: mp3, stereo' }).first().getByRole('button').last().click()
    await expect(player.getByRole('img', { name: 'Waveform', exact: true })).toBeVisible()
    await expect(player.getByText('Right', { exact: true })).toBeVisible()
  }
  expect(whole).toHaveLength(1)
})

test.describe('what cannot be read', () => {
  test.use({ requestsMayFail: true })

  test('has no waveform', async ({ callboard }) => {
    const { player, rows } = callboard
    await callboard.open('?range=yesterday&group=!recordings')
    await rows.filter({ hasText: 'Unplayable: amr' }).getByRole('button').last().click()
    await expect(player.getByRole('alert')).toBeVisible()
    await expect(player.getByRole('img', { name: 'Waveform' })).toHaveCount(0)
    await expect(player.getByRole('slider', { name: 'Seek' })).toBeVisible()
  })
})
