import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { type Callboard, expect, test } from './callboard.ts'
import { axeViolations, cachedPeaks } from './page-checks.ts'

test.beforeEach(({ callboard }) => callboard.showColumns('startedAt', 'remark', 'recording'))

/** Plays the recording of which the remark says so. @returns its waveform */
async function play({ open, player, rows }: Callboard, remark: string): Promise<Locator> {
  await open('?range=yesterday&group=!recordings&size=100')
  const row = rows.filter({ hasText: remark }).first()
  await row.getByRole('button', { name: 'Play recording' }).click()
  return player.getByRole('img', { name: 'Waveform', exact: true })
}

/** The colours that are drawn, the most frequent first. */
const coloursOf = (waveform: Locator) =>
  waveform.evaluate((node) => {
    const { width, height } = node as HTMLCanvasElement
    // A copy, as the browser warns of one that is both shown and read.
    const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    copy?.drawImage(node as HTMLCanvasElement, 0, 0)
    const pixels = copy?.getImageData(0, 0, width, height).data
    const counts = new Map<number, number>()
    for (const pixel of new Uint32Array(pixels?.buffer ?? new ArrayBuffer()))
      if (pixel >>> 24 > 0) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1]).map(([pixel]) => pixel)
  })

test('the waveform shows both channels, and seeks on click and drag', async ({ callboard }) => {
  const { page, player } = callboard
  const waveform = await play(callboard, 'Good: pcm, stereo')
  await expect(waveform).toBeVisible()
  await expect(player.getByText('Left', { exact: true })).toBeVisible()
  await expect(player.getByText('Right', { exact: true })).toBeVisible()
  await callboard.openMore()
  await expect(player.getByRole('button', { name: 'Zoom in' }), 'it is short').toHaveCount(0)
  await player.getByRole('button', { name: 'Pause', exact: true }).click()

  const box = (await waveform.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  expect(box.height).toBe(48)
  const slider = player.getByRole('slider', { name: 'Seek' })
  const track = (await slider.boundingBox()) ?? { x: 0, width: 0 }
  expect([track.x, track.width]).toEqual([box.x, box.width])
  const seconds = Number(await slider.getAttribute('max'))
  const soundsAt = (place: number) =>
    expect
      .poll(async () => Math.abs(Number(await slider.inputValue()) - seconds * place))
      .toBeLessThan(0.1)
  await slider.hover({ position: { x: box.width * 0.75, y: 20 } })
  await expect(player.getByText('0:07').first()).toBeVisible()
  await slider.click({ position: { x: box.width * 0.75, y: 20 } })
  await soundsAt(0.75)

  await slider.hover({ position: { x: box.width * 0.25, y: 20 } })
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, box.y + 100)
  await expect(player.locator('[data-side]')).toHaveText('0:04')
  await expect(slider).toHaveAttribute('aria-valuetext', /^0:04 of/)
  await expect(player.getByText('0:07'), 'it still plays there').toBeVisible()
  await page.mouse.up()
  await soundsAt(0.5)
  expect((await coloursOf(waveform)).length, 'played and not played').toBeGreaterThanOrEqual(2)
  expect(await axeViolations(page)).toEqual([])
})

test('dragging with Shift on the waveform makes a loop', async ({ callboard }) => {
  const { page, player } = callboard
  const waveform = await play(callboard, 'Good: pcm, stereo')
  await expect(waveform).toBeVisible()
  const { x, y, width } = (await waveform.boundingBox()) ?? { x: 0, y: 0, width: 0 }
  const slider = player.getByRole('slider', { name: 'Seek' })
  await page.keyboard.down('Shift')
  await page.mouse.move(x + width * 0.8, y + 20)
  await page.mouse.down()
  await page.mouse.move(x + width * 0.7, y + 20)
  await page.mouse.up()
  await page.keyboard.up('Shift')
  const stop = player.getByRole('button', { name: 'Stop the loop' })
  await callboard.openMore()
  await expect(stop).toBeVisible()
  /** Records relative positions until playback has jumped back twice. */
  const places = await slider.evaluate(async (node) => {
    const { max } = node as HTMLInputElement
    const found: number[] = []
    for (let backs = 0; backs < 2; ) {
      const place = Number((node as HTMLInputElement).value) / Number(max)
      if (place < (found.at(-1) ?? 0)) backs += 1
      found.push(place)
      await new Promise(requestAnimationFrame)
    }
    return found
  })
  expect(Math.min(...places)).toBeGreaterThan(0.69)
  expect(Math.max(...places)).toBeLessThan(0.85)
  await page.keyboard.down('Shift')
  await page.mouse.click(x + width * 0.1, y + 20)
  await page.keyboard.up('Shift')
  await callboard.openMore()
  await expect(player.getByRole('button', { name: 'Begin a loop here' })).toBeVisible()
})

test('the waveform redraws for another width and colour scheme', async ({ callboard }) => {
  const { page, player } = callboard
  await page.emulateMedia({ colorScheme: 'light' })
  const waveform = await play(callboard, 'Good: ulaw, stereo')
  await expect(waveform).toBeVisible()
  await player.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.keyboard.press('5') // half of it was played
  await expect.poll(async () => (await coloursOf(waveform)).length).toBeGreaterThanOrEqual(2)
  const light = (await coloursOf(waveform)).slice(0, 2)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect
    .poll(async () => (await coloursOf(waveform)).slice(0, 2).some((one) => light.includes(one)))
    .toBe(false)

  const canvasWidth = () => waveform.evaluate((node) => (node as HTMLCanvasElement).width)
  const wide = await canvasWidth()
  await page.setViewportSize({ width: 800, height: 900 })
  await expect.poll(canvasWidth).toBeLessThan(wide)
  const { width } = (await waveform.boundingBox()) ?? { width: 0 }
  await expect.poll(canvasWidth).toBe(Math.round(width))
  await expect.poll(async () => (await coloursOf(waveform)).length).toBeGreaterThanOrEqual(2)
})

test('the waveform of a decoded recording matches ffmpeg and is cached', async ({ callboard }) => {
  const { page, player } = callboard
  const whole: string[] = []
  page.on('request', (request) => {
    const isReading = request.resourceType() === 'fetch' && !request.headers().range
    if (isReading && request.url().includes('/api/recordings/')) whole.push(request.url())
  })
  for (const _time of ['first', 'second']) {
    await expect(await play(callboard, 'Good: mp3, stereo')).toBeVisible()
    await expect(player.getByText('Right', { exact: true })).toBeVisible()
  }
  expect(whole).toHaveLength(1)
  await callboard.openMore()
  await player.getByRole('button', { name: 'Zoom in' }).click()
  expect(await axeViolations(page)).toEqual([])

  const lanes = await cachedPeaks(page)
  const path = new URL('../mocks/vendor/recording-peaks.json', import.meta.url)
  const expected: number[][] = JSON.parse(`${await readFile(path)}`)['payment-stereo-mp3.mp3']
  for (const [index, lane] of expected.entries()) {
    const own = lanes?.[index] ?? []
    expect(own.length / 5, 'tenths of a second').toBeCloseTo(lane.length, -1)
    const isNear = (size: number, tenth: number) =>
      Math.abs(Math.max(...own.slice(5 * tenth, 5 * tenth + 5)) - size) <= 2 // decoders round
    expect(lane.filter(isNear).length / lane.length).toBeGreaterThan(0.99)
  }
})

test.describe('a recording that once had no waveform', () => {
  // The queue preloads the next recording, which in this list may be one that fails.
  test.use({ requestsMayFail: true })

  for (const remark of [
    'its samples come after 400 kB of notes',
    'gsm, and its samples come after 60 kB of notes',
    'a picture of 264 kB comes before its first frame',
    'mp3 of changing bit rate that states no length',
    'called video/webm',
  ])
    test(`the waveform is complete and in time with the player: ${remark}`, async ({
      callboard,
    }) => {
      await expect(await play(callboard, remark)).toBeVisible()
      // It would be off if the decoded length was another than the player's.
      await expect(callboard.player.getByRole('button', { name: 'Skip silence' })).toBeEnabled()
    })
})

test.describe('a recording that cannot be read', () => {
  test.use({ requestsMayFail: true })

  test('has no waveform', async ({ callboard }) => {
    const { player, rows } = callboard
    await callboard.open('?range=yesterday&group=!recordings')
    await rows.filter({ hasText: 'Unplayable: amr' }).locator('[data-play-call]').click()
    await expect(player.getByRole('alert')).toBeVisible()
    await expect(player.getByRole('img', { name: 'Waveform' })).toHaveCount(0)
    await expect(player.getByRole('slider', { name: 'Seek' })).toBeVisible()
  })
})
