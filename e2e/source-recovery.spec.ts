import { RECORDING_CASES } from '../mocks/vendor/recording/recording-cases.ts'
import { type Callboard, expect, test } from './callboard.ts'
import { axeViolations } from './page-checks.ts'

test.use({ requestsMayFail: true })
test.beforeEach(({ callboard }) => callboard.showColumns('startedAt', 'remark', 'recording'))

/** Lists one case alone, by its remark and the number it called, and plays it. */
async function play({ open, rows }: Callboard, remark: string, range = 'yesterday') {
  const index = RECORDING_CASES.findIndex((one) => one.remark.includes(remark))
  await open(`?range=${range}&group=!recordings&number=918600${100_001 + index}`)
  const row = rows.filter({ hasText: remark })
  await row.getByRole('button', { name: 'Play recording' }).click()
}

/** Returns the playback position in seconds. */
async function elapsed({ player }: Callboard): Promise<number> {
  return Number(await player.getByRole('slider', { name: 'Seek' }).inputValue())
}

function notice({ player }: Callboard) {
  return player.getByRole('status')
}

/** Plays as fast as it can, so that what happens after half a minute happens soon. */
async function hurry({ player }: Callboard): Promise<void> {
  await player.getByRole('combobox', { name: 'Playback speed' }).selectOption('3×')
}

test('playing continues when an address expires in the middle', async ({ callboard }) => {
  const { page, player } = callboard
  const played = new Set<string>()
  page.on('request', (request) => {
    if (request.resourceType() === 'media') played.add(new URL(request.url()).pathname)
  })
  const askedAgain = page.waitForRequest((request) => {
    const { pathname, searchParams } = new URL(request.url())
    return pathname === '/api/records' && searchParams.has('from') // the list has a range
  })
  await play(callboard, 'Expires while it plays')
  await hurry(callboard)
  await askedAgain
  const [before, since] = [await elapsed(callboard), Date.now()]
  expect(before, 'what the first address gave has been heard').toBeGreaterThan(10)
  const heard: number[] = []
  await expect
    .poll(async () => heard[heard.push(await elapsed(callboard)) - 1])
    .toBeGreaterThan(before + 3)
  expect(Math.min(...heard), 'nothing is heard twice').toBeGreaterThan(before - 0.5)
  const atMost = before + (3 * (Date.now() - since)) / 1000 + 0.5
  expect(heard.at(-1), 'nothing is left out').toBeLessThan(atMost)
  await expect(player.getByRole('alert')).toHaveCount(0)

  expect(played.size).toBeGreaterThan(1)
  const download = await player.getByRole('link', { name: 'Download' }).getAttribute('href')
  expect(download, 'the download has the present address').toBe(`${[...played].at(-1)}?download`)
})

test('a row of an outdated list plays', async ({ callboard, request }) => {
  const { page, rows, player } = callboard
  const list = page.waitForResponse((response) => response.url().includes('/api/records?'))
  await callboard.open('?range=yesterday&group=!recordings&size=100')
  const { records } = (await (await list).json()) as {
    records: { remark: string; recording: string }[]
  }
  const old = records.find(({ remark }) => remark.startsWith('Expires'))?.recording ?? ''
  await expect
    .poll(async () => (await request.get(old, { headers: { Range: 'bytes=0-0' } })).status())
    .toBe(410)
  await rows.filter({ hasText: 'Expires while it plays' }).locator('[data-play-call]').click()
  await expect.poll(() => elapsed(callboard)).toBeGreaterThan(0.3)
  await expect(player.getByRole('alert')).toHaveCount(0)
})

test('a stalled source is reported within 5 seconds, and finally as a failure', async ({
  callboard,
}) => {
  const { page, player } = callboard
  const parts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'media') parts.push(request.headers().range ?? '')
  })
  await play(callboard, 'stays silent')
  await expect(player).toBeVisible()
  await expect(notice(callboard)).toContainText('The source has stopped sending. Trying again…', {
    timeout: 5_000,
  })
  expect(await axeViolations(page)).toEqual([])
  await expect.poll(() => parts, 'asked from where it stopped').toContain('bytes=65536-')
  const alert = player.getByRole('alert')
  await expect(alert).toContainText('The recording cannot be reached', { timeout: 40_000 })
  await expect(alert).toContainText('Code recording_unreachable')
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(notice(callboard)).toBeEmpty()
})

test.describe('a source that stops once is requested again', () => {
  test('before the first sound', async ({ callboard }) => {
    await play(callboard, 'Stops after its first 44 bytes')
    await expect(notice(callboard)).toContainText('Trying again…')
    await expect.poll(() => elapsed(callboard)).toBeGreaterThan(0.3)
    await expect(notice(callboard)).toBeEmpty()
  })

  test('in the middle, from the same second', async ({ callboard }) => {
    await play(callboard, 'goes on when asked from there')
    await hurry(callboard)
    await expect(notice(callboard)).toContainText('Trying again…')
    const stopped = await elapsed(callboard)
    expect(stopped).toBeGreaterThan(25)
    await expect.poll(() => elapsed(callboard)).toBeGreaterThan(stopped + 2)
    await expect(notice(callboard)).toBeEmpty()
  })
})

test.describe('a source without Range', () => {
  test('seeks anyway', async ({ callboard }) => {
    const { player } = callboard
    await play(callboard, 'always the whole file')
    await expect.poll(() => elapsed(callboard)).toBeGreaterThan(0.2)
    const slider = player.getByRole('slider', { name: 'Seek' })
    await slider.fill('9')
    await expect.poll(() => elapsed(callboard)).toBeGreaterThan(9)
    await slider.fill('3')
    await expect.poll(async () => Math.floor(await elapsed(callboard))).toBe(3)
    await expect.poll(() => elapsed(callboard)).toBeGreaterThan(4)
    await expect(notice(callboard)).toBeEmpty()
  })
})

test('a recording that is still being written plays automatically once it is ready', async ({
  callboard,
}) => {
  const { page, player } = callboard
  await play(callboard, 'Still being written', 'today')
  const alert = player.getByRole('alert')
  await expect(alert).toContainText('The recording is still being written')
  await expect(alert).toContainText('Code recording_pending')
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible()
  expect(await axeViolations(page)).toEqual([])
  await expect(alert).toHaveCount(0, { timeout: 60_000 })
  await expect.poll(() => elapsed(callboard)).toBeGreaterThan(0.3)
})
