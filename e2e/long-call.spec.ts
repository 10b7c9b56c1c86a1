import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { createLongCall, LONG_SILENCE } from '../mocks/vendor/recording/long-call.ts'
import { createLongMp3 } from '../mocks/vendor/recording/long-mp3.ts'
import { readRecording } from '../mocks/vendor/recording/read-recording.ts'
import { frameAt } from '../src/player/waveform/long-recording.ts'
import { mp3Layout } from '../src/player/waveform/mp3-layout.ts'
import { planWindows } from '../src/player/waveform/plan-windows.ts'
import { type Callboard, expect } from './callboard.ts'
import { keptLanes } from './kept-lanes.ts'
import { test, type WatchedVendor } from './watched-vendor.ts'

const SIZE = createLongCall().length
const BYTES_PER_SECOND = 32_000

/** The pieces of recordings that were asked for; the sound asks for all from a byte on. */
function piecesOf({ asked }: WatchedVendor): { first: number; bytes: number }[] {
  return asked.flatMap(({ range }) => {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
    return last ? [{ first: Number(first), bytes: Number(last) + 1 - Number(first) }] : []
  })
}

const bytesInPieces = (vendor: WatchedVendor) =>
  piecesOf(vendor).reduce((sum, { bytes }) => sum + bytes, 0)

test.beforeEach(async ({ callboard, vendor }) => {
  vendor.asked.length = 0
  vendor.fails = () => false
  await callboard.showColumns('startedAt', 'remark', 'recording')
})

/** Plays the call of an hour. @returns its waveform */
async function playHour({ open, player, rows }: Callboard): Promise<Locator> {
  await open('?range=yesterday&group=!recordings')
  const row = rows.filter({ hasText: 'Good: an hour, stereo' })
  await row.getByRole('button', { name: 'Play recording' }).click()
  return player.getByRole('img', { name: 'Waveform', exact: true })
}

async function zoomIn({ player }: Callboard, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1)
    await player.getByRole('button', { name: 'Zoom in' }).click()
}

/** How high the bars of a lane are at a place from 0 to 1, as a part of the highest there can be. */
const barAt = (waveform: Locator, lane: 0 | 1, place: number) =>
  waveform.evaluate(
    (node, [lane, place]) => {
      const { width, height } = node as HTMLCanvasElement
      // A copy, as the browser warns of one that is both shown and read.
      const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
      copy?.drawImage(node as HTMLCanvasElement, 0, 0)
      const x = Math.round(width * place)
      const pixels = copy?.getImageData(x - 2, (lane * height) / 2, 4, height / 2).data ?? []
      const rows = new Set<number>()
      for (let index = 3; index < pixels.length; index += 4)
        if (pixels[index]) rows.add(Math.floor(index / 16))
      return rows.size / (height / 2)
    },
    [lane, place] as const,
  )

/** How many workers have asked for bytes of a recording; a spare one has not. */
async function readersIn(page: Page): Promise<number> {
  const isReader = () =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/api/recordings/'))
  const found = await Promise.all(
    page.workers().map((worker) => worker.evaluate(isReader).catch(() => false)), // it ends meanwhile
  )
  return found.filter(Boolean).length
}

test('a call of an hour is drawn from 3 % of it', async ({ callboard, vendor }) => {
  await expect(await playHour(callboard)).toBeVisible()
  expect(piecesOf(vendor).length).toBeGreaterThan(90)
  expect(bytesInPieces(vendor)).toBeLessThanOrEqual(SIZE * 0.03)
})

test('an MP3 of an hour is drawn from 3 % of it, as ffmpeg finds it there', async ({
  callboard,
  vendor,
}) => {
  const { page, player, rows } = callboard
  const once = await readRecording('payment-stereo-mp3.mp3')
  const { length: size } = createLongMp3(once, 61)
  const layout = mp3Layout(once.subarray(0, 32_768), size)
  const plan = layout && planWindows(layout, size * 0.03 - 32_768)
  if (!plan) throw new Error('there is nothing to compare with')

  await callboard.open('?range=yesterday&group=!recordings')
  const row = rows.filter({ hasText: 'Good: mp3, an hour' })
  await row.getByRole('button', { name: 'Play recording' }).click()
  await expect(player.getByRole('img', { name: 'Waveform', exact: true })).toBeVisible()
  // Without the head of the next recording.
  const bytesRead = () => {
    const asked = vendor.asked.filter(({ path }) => path.includes('hour.mp3'))
    return bytesInPieces({ ...vendor, asked })
  }
  expect(bytesRead()).toBeLessThanOrEqual(size * 0.03)
  const own = (await keptLanes(page)) ?? []
  const path = new URL('../mocks/vendor/recording-peaks.json', import.meta.url)
  const tenths: number[][] = JSON.parse(`${await readFile(path)}`)['payment-stereo-mp3.mp3']
  for (const [lane, expected] of tenths.entries()) {
    const isNear = ({ dataStart }: { dataStart: number }, index: number) => {
      const from = (10 * (frameAt(layout, dataStart) % (820 * 576))) / layout.sampleRate
      const to = from + (10 * plan.windowFrames) / layout.sampleRate
      const loudest = (first: number, end: number) => Math.max(...expected.slice(first, end))
      const size = own[lane]?.[index] ?? Number.NaN
      const [least, most] = [
        loudest(Math.ceil(from), Math.floor(to)),
        loudest(Math.floor(from), Math.ceil(to)),
      ]
      return size >= least - 3 && size <= most + 3 // decoders round
    }
    const near = plan.windows.filter(isNear)
    expect(near.length / plan.windows.length, `side ${lane}`).toBeGreaterThan(0.95)
  }

  const sampled = bytesRead()
  await zoomIn(callboard, 7)
  await expect.poll(bytesRead).toBeGreaterThan(sampled) // what is looked at is read to its end
})

test('is read finer where it is looked at, and no more than that', async ({
  callboard,
  vendor,
}) => {
  const { player } = callboard
  const waveform = await playHour(callboard)
  await expect(waveform).toBeVisible()
  await player.getByRole('button', { name: 'Pause', exact: true }).click()
  await player.getByRole('slider', { name: 'Seek' }).press('Home')
  const zoomOut = player.getByRole('button', { name: 'Zoom out' })
  await expect(zoomOut).toBeDisabled()
  await zoomIn(callboard, 7)
  // 28 s from the start on: the agent speaks for 8 s, the customer for 9, nobody, the agent.
  const seconds = 3600 / 2 ** 7
  await expect.poll(() => barAt(waveform, 0, 4 / seconds)).toBeGreaterThan(0.3)
  await expect.poll(() => barAt(waveform, 1, 4 / seconds)).toBeLessThan(0.15)
  expect(await barAt(waveform, 1, 12 / seconds)).toBeGreaterThan(0.3)
  expect(await barAt(waveform, 0, 12 / seconds)).toBeLessThan(0.15)
  expect(await barAt(waveform, 0, 22 / seconds)).toBeLessThan(0.15)
  // Samples are half a second each; on the way here one other view may have been read to its end.
  const whole = piecesOf(vendor).filter(({ first, bytes }) => first > 0 && bytes > BYTES_PER_SECOND)
  expect(whole.length).toBeLessThanOrEqual(2)
  for (const { bytes } of whole) expect(bytes).toBeLessThanOrEqual(2_000_000)

  await zoomIn(callboard, 2)
  await expect(player.getByRole('button', { name: 'Zoom in' })).toBeDisabled()
  for (let time = 0; time < 9; time += 1) await zoomOut.click()
  await expect(zoomOut).toBeDisabled()
})

test('zooms under the pointer, and moves', async ({ callboard }) => {
  const { page, player } = callboard
  const waveform = await playHour(callboard)
  await expect(waveform).toBeVisible()
  await player.getByRole('button', { name: 'Pause', exact: true }).click()
  const { width } = (await waveform.boundingBox()) ?? { width: 0 }
  const timeAt = async (place: number) => {
    await waveform.hover({ position: { x: width * place, y: 10 } })
    const text = await player.locator('[data-side]').innerText()
    return text.split(':').reduce((sum, part) => 60 * sum + Number(part), 0)
  }
  expect(await timeAt(0.5)).toBeCloseTo(1800, -1)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -600)
  await page.keyboard.up('Control')
  await expect.poll(() => timeAt(0.25)).toBeGreaterThan(1500)
  expect(await timeAt(0.5)).toBeCloseTo(1800, -1)
  await page.mouse.wheel(width / 4, 0)
  await expect.poll(() => timeAt(0.25)).toBeCloseTo(1800, -1)
})

test('its silence is found ahead of the sound, and left out', async ({ callboard, vendor }) => {
  const { page, player } = callboard
  await expect(await playHour(callboard)).toBeVisible()
  const before = bytesInPieces(vendor)
  await player.getByRole('button', { name: 'Skip silence' }).click()
  await expect.poll(() => bytesInPieces(vendor)).toBeGreaterThan(before)
  await player.getByLabel('Playback speed').selectOption('3×')
  const seek = await player.getByRole('slider', { name: 'Seek' }).elementHandle()
  /** Where in its cycle of 30 s the sound was, until two silences were left out. */
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
  const elapsed = Number(await player.getByRole('slider', { name: 'Seek' }).inputValue())
  const stretches = piecesOf(vendor).filter(({ bytes }) => bytes > 1_000_000)
  const furthest = Math.max(...stretches.map(({ first, bytes }) => first + bytes))
  const ahead = furthest / BYTES_PER_SECOND - elapsed
  expect(ahead, 'seconds: a minute and what is read at once').toBeLessThan(60 + 65)
})

test('nothing goes on once the call is closed', async ({ callboard, vendor }) => {
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
  await expect.poll(() => piecesOf(vendor).length).toBeGreaterThan(5)
  await expect.poll(() => readersIn(page)).toBe(1)
  await player.getByRole('button', { name: 'Close player' }).click()
  await expect.poll(() => readersIn(page)).toBe(0)
  await expect.poll(() => vendor.stats.openStreams).toBe(0)
  vendor.asked.length = 0
  const again = callboard.rows.filter({ hasText: 'Good: pcm, mono' }).first()
  await again.getByRole('button', { name: 'Play recording' }).click()
  await expect(player.getByRole('img', { name: 'Waveform', exact: true })).toBeVisible()
  expect(vendor.asked.filter(({ path }) => path.endsWith('hour.wav'))).toEqual([])
})

test.describe('a source that fails halfway', () => {
  test.use({ requestsMayFail: true })

  test('leaves the waveform of what came', async ({ callboard, vendor }) => {
    vendor.fails = ({ range }) => {
      const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
      return Boolean(last) && Number(first) > SIZE / 2
    }
    await playHour(callboard)
    const waveform = callboard.player.getByRole('img', { name: 'Waveform, incomplete' })
    await expect(waveform).toBeVisible()
    await expect.poll(() => barAt(waveform, 0, 0.1)).toBeGreaterThan(0)
    await expect.poll(() => readersIn(callboard.page)).toBe(0)
  })
})
