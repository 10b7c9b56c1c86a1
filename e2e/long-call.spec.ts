import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { LONG_SILENCE } from '../mocks/vendor/recording/generated-wav.ts'
import { type Callboard, expect } from './callboard.ts'
import { test } from './own-vendor.ts'
import { cachedPeaks } from './page-checks.ts'

/** An hour of sound is made as it is read: a busy machine takes its time. */
const SLOWLY = { timeout: 120_000 }

test.beforeEach(async ({ callboard }) => {
  test.setTimeout(180_000)
  await callboard.showColumns('startedAt', 'remark', 'recording')
})

/** Plays the call of an hour. @returns its waveform */
async function playHour({ open, player, rows }: Callboard): Promise<Locator> {
  await open('?range=yesterday&group=!recordings')
  const row = rows.filter({ hasText: 'Good: an hour, stereo' })
  await row.getByRole('button', { name: 'Play recording' }).click()
  return player.getByRole('img', { name: 'Waveform', exact: true })
}

async function zoomIn({ player, openMore }: Callboard, times: number): Promise<void> {
  await openMore()
  for (let time = 0; time < times; time += 1)
    await player.getByRole('button', { name: 'Zoom in' }).click()
}

/** How high the bars of a lane are at a place from 0 to 1, as a part of the highest there can be. */
const barAt = (waveform: Locator, lane: 0 | 1, place: number) =>
  waveform.evaluate(
    (node, [lane, place]) => {
      const { width, height } = node as HTMLCanvasElement
      const silence = getComputedStyle(node).getPropertyValue('--silence')
      // A copy, as the browser warns of one that is both shown and read.
      const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
      copy?.drawImage(node as HTMLCanvasElement, 0, 0)
      const x = Math.round(width * place)
      const pixels = copy?.getImageData(x - 2, (lane * height) / 2, 4, height / 2).data ?? []
      // The blocks of silence are no bars.
      copy?.clearRect(0, 0, 1, 1)
      if (copy) copy.fillStyle = silence
      copy?.fillRect(0, 0, 1, 1)
      const ground = copy?.getImageData(0, 0, 1, 1).data.join()
      const rows = new Set<number>()
      for (let index = 0; index < pixels.length; index += 4)
        if (pixels[index + 3] && pixels.slice(index, index + 4).join() !== ground)
          rows.add(Math.floor(index / 16))
      return rows.size / (height / 2)
    },
    [lane, place] as const,
  )

test('a call of an hour is read once, and its waveform grows meanwhile', async ({ callboard }) => {
  const { page, player } = callboard
  const read: (string | null)[] = []
  page.on('request', (request) => {
    const { range = null } = request.headers()
    const isAhead = range === 'bytes=0-65535' // of the next call
    if (
      request.url().includes('/api/recordings/') &&
      request.resourceType() === 'fetch' &&
      !isAhead
    )
      read.push(range)
  })
  const waveform = await playHour(callboard)
  await expect(player.getByRole('img', { name: 'Waveform, loading' })).toBeVisible()
  await expect(waveform).toBeVisible(SLOWLY)
  expect(read).toEqual([null])
  await player.getByRole('button', { name: 'Pause', exact: true }).click()
  await player.getByRole('slider', { name: 'Seek' }).press('Home')
  await callboard.openMore()
  const zoomOut = player.getByRole('button', { name: 'Zoom out' })
  await expect(zoomOut).toBeDisabled()
  await zoomIn(callboard, 7)
  // 28 s from the start on: the agent speaks for 8 s, the customer for 9, then silence, then the agent.
  const seconds = 3600 / 2 ** 7
  await expect.poll(() => barAt(waveform, 0, 4 / seconds)).toBeGreaterThan(0.3)
  await expect.poll(() => barAt(waveform, 1, 4 / seconds)).toBeLessThan(0.15)
  expect(await barAt(waveform, 1, 12 / seconds)).toBeGreaterThan(0.3)
  expect(await barAt(waveform, 0, 12 / seconds)).toBeLessThan(0.15)
  expect(await barAt(waveform, 0, 22 / seconds)).toBeLessThan(0.15)
  await zoomIn(callboard, 2)
  await expect(player.getByRole('button', { name: 'Zoom in' })).toBeDisabled()
  for (let time = 0; time < 9; time += 1) await zoomOut.click()
  await expect(zoomOut).toBeDisabled()
  expect(read, 'a closer look reads nothing').toEqual([null])
})

test('the waveform of an MP3 of an hour matches ffmpeg to its end', async ({ callboard }) => {
  const { page, player, rows } = callboard
  await callboard.open('?range=yesterday&group=!recordings')
  const row = rows.filter({ hasText: 'Good: mp3, an hour' })
  await row.getByRole('button', { name: 'Play recording' }).click()
  await expect(player.getByRole('img', { name: 'Waveform', exact: true })).toBeVisible(SLOWLY)
  const own = (await cachedPeaks(page)) ?? []
  const path = new URL('../mocks/vendor/recording-peaks.json', import.meta.url)
  const tenths: number[][] = JSON.parse(`${await readFile(path)}`)['payment-stereo-mp3.mp3']
  const seconds = Number(await player.getByRole('slider', { name: 'Seek' }).getAttribute('max'))
  for (const [side, expected] of tenths.entries()) {
    const lane = own[side] ?? []
    expect(Math.abs(lane.length * 0.02 - seconds), 'one time axis').toBeLessThan(0.5)
    // The last of its 61 rounds: 820 frames of 576 samples at 8 kHz each.
    const round = (820 * 576) / 8000
    const from = Math.round(60 * round * 50)
    const isNear = (size: number, tenth: number) => {
      const loudest = (first: number, end: number) => Math.max(...lane.slice(first, end))
      const at = from + 5 * tenth
      return loudest(at + 1, at + 4) <= size + 3 && loudest(at - 1, at + 6) >= size - 3
    }
    expect(expected.filter(isNear).length / expected.length).toBeGreaterThan(0.9)
  }
})

test('the waveform zooms under the pointer, and pans', async ({ callboard }) => {
  const { page, player } = callboard
  const waveform = await playHour(callboard)
  await expect(waveform).toBeVisible(SLOWLY)
  await player.getByRole('button', { name: 'Pause', exact: true }).click()
  const timeAt = async (place: number) => {
    const { x, y, width } = (await waveform.boundingBox()) ?? { x: 0, y: 0, width: 0 }
    await page.mouse.move(x + width * place, y + 20)
    const text = await player.locator('[data-side]').innerText()
    return text.split(':').reduce((sum, part) => 60 * sum + Number(part), 0)
  }
  expect(await timeAt(0.5)).toBeCloseTo(1800, -1)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -600)
  await page.keyboard.up('Control')
  await expect.poll(() => timeAt(0.25)).toBeGreaterThan(1500)
  const { width } = (await waveform.boundingBox()) ?? { width: 0 }
  // A wheel event states whole pixels only, of which each was several seconds before the zoom.
  const pixelSeconds = 3600 / width
  const distance = async (place: number) => Math.abs((await timeAt(place)) - 1800)
  expect(await distance(0.5)).toBeLessThanOrEqual(pixelSeconds)
  await page.mouse.wheel(width / 4, 0)
  await expect.poll(() => distance(0.25)).toBeLessThanOrEqual(pixelSeconds)
})

test('silence in a call of an hour is skipped', async ({ callboard }) => {
  const { page, player } = callboard
  await expect(await playHour(callboard)).toBeVisible(SLOWLY)
  await player.getByRole('button', { name: 'Skip silence' }).click()
  await player.getByLabel('Playback speed').selectOption('3×')
  const seek = await player.getByRole('slider', { name: 'Seek' }).elementHandle()
  /** Records positions in the cycle of 30 s until two silences were skipped. */
  const heard = await page.evaluate(async (seek) => {
    const seconds: number[] = []
    while (!/(0:[1-5]\d|[1-9]:\d\d) saved/.test(document.body.innerText)) {
      seconds.push(Number((seek as HTMLInputElement).value) % 30)
      await new Promise(requestAnimationFrame)
    }
    return seconds
  }, seek)
  const { from, to } = LONG_SILENCE
  expect(heard.filter((second) => second > from + 1 && second < to - 1)).toEqual([])
  expect(heard.some((second) => second > to + 0.5)).toBe(true)
})

test('closing a call ends its downloads and its analysis', async ({ callboard, vendor }) => {
  const { page, player } = callboard
  // So slow that most of the waveform is still to come.
  const line = await page.context().newCDPSession(page)
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 50,
    downloadThroughput: 200_000,
    uploadThroughput: -1,
  })
  await playHour(callboard)
  await expect(player.getByRole('img', { name: 'Waveform, loading' })).toBeVisible()
  await expect.poll(() => vendor.stats.openStreams, 'the sound and the waveform').toBe(2)
  await player.getByRole('button', { name: 'Close player' }).click()
  await expect.poll(() => vendor.stats.openStreams).toBe(0)
})
