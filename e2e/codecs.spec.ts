import { CODEC_SAMPLES } from '../mocks/vendor/codec-samples.ts'
import { type Callboard, expect, test } from './callboard.ts'

test.beforeEach(({ callboard }) => callboard.showColumns('startedAt', 'remark', 'recording'))

/** Seconds of what is playable, by the remark of its call. */
const PLAYABLE: Record<string, number> = {
  'Good: gsm, mono': 40.5,
  'Good: gsm, but no Range': 40.5,
  'Good: ms-adpcm, but called text/html': 2.9,
  ...Object.fromEntries(
    CODEC_SAMPLES.filter(({ codec }) => codec !== 'amr' && codec !== 'g722').map((sample) => [
      `Good: ${sample.codec}, ${sample.channels === 2 ? 'stereo' : 'mono'}`,
      sample.seconds,
    ]),
  ),
}

/** Plays the call with that remark until it sounds. */
async function play({ player, rows }: Callboard, remark: string) {
  await rows.filter({ hasText: remark }).first().getByRole('button').last().click()
  const seek = player.getByRole('slider', { name: 'Seek' })
  const position = async () => Number(await seek.inputValue())
  await expect.poll(position, remark).toBeGreaterThan(0)
  return { seek, position }
}

/** Plays the call with that remark from its start and from its middle, with its waveform. */
async function listen(callboard: Callboard, remark: string, seconds: number) {
  const { player } = callboard
  const { seek, position } = await play(callboard, remark)
  // Some codecs put a little silence at the ends.
  await expect
    .poll(async () => Math.abs(Number(await seek.getAttribute('max')) - seconds), remark)
    .toBeLessThan(0.35)
  await seek.focus()
  await seek.press('5')
  await expect.poll(position, remark).toBeGreaterThan(seconds / 2)
  await expect(player.getByRole('img', { name: 'Waveform', exact: true })).toBeVisible()
  const sides = remark.includes('stereo') ? 1 : 0
  await expect(player.getByText('Right', { exact: true }).first()).toBeVisible({
    visible: sides > 0,
  })
}

/** Every so many calls, so that no test is long. */
const PARTS = [0, 1, 2]

for (const part of PARTS)
  test(`every codec sounds, is as long as it is, seeks and has a waveform, part ${part + 1}`, async ({
    callboard,
  }) => {
    await callboard.open('?range=yesterday&group=!recordings')
    for (const [remark, seconds] of Object.entries(PLAYABLE).filter(
      (_, index) => index % PARTS.length === part,
    ))
      await test.step(remark, () => listen(callboard, remark, seconds))
  })

test('what is decoded is decoded as it streams, and nothing else passes the service worker', async ({
  callboard,
  context,
}) => {
  const { page } = callboard
  const byWorker: string[] = []
  context.on('request', async (request) => {
    if (!request.serviceWorker()) return
    byWorker.push(
      `${new URL(request.url()).pathname.slice(0, 16)} ${request.headers().range ?? ''}`,
    )
  })
  const answered: string[] = []
  page.on('response', (response) => {
    if (response.fromServiceWorker()) answered.push(new URL(response.url()).pathname.slice(0, 9))
  })
  await callboard.open('?range=yesterday&group=!recordings')
  await play(callboard, 'Good: gsm, mono')
  // The head of the file, then whole blocks of 65 bytes from its first sample on.
  await expect
    .poll(() => byWorker.filter((line) => line.startsWith('/api')))
    .toEqual(['/api/recordings/ bytes=0-32767', `/api/recordings/ bytes=60-${60 + 65 * 1013 - 1}`])

  await page.reload()
  await play(callboard, 'Good: gsm, mono')
  await play(callboard, 'Good: pcm, mono')
  expect(new Set(answered)).toEqual(new Set(['/decoded/']))
})

test('the service worker is looked for anew with every load', async ({ request }) => {
  const script = await request.get('/decoder.js')
  expect(script.headers()['content-type']).toContain('javascript')
  expect(script.headers()['cache-control']).toBe('no-cache')
})

test('a page loaded past its service worker plays them all the same', async ({ callboard }) => {
  const { page } = callboard
  await callboard.open('?range=yesterday&group=!recordings')
  await play(callboard, 'Good: gsm, mono')
  const browser = await page.context().newCDPSession(page)
  const loaded = page.waitForEvent('load')
  await browser.send('Page.reload', { ignoreCache: true })
  await loaded
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
  await play(callboard, 'Good: ima-adpcm, stereo')
})

test('without service workers, as on plain HTTP, they are decoded whole and play', async ({
  callboard,
  context,
}) => {
  const asked: string[] = []
  context.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await callboard.page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker')
  })
  await callboard.open('?range=yesterday&group=!recordings')
  for (const remark of ['Good: gsm, mono', 'Good: ms-adpcm, stereo'])
    await test.step(remark, () => listen(callboard, remark, PLAYABLE[remark] ?? 0))
  expect(asked.filter((path) => /^\/decode/.test(path))).toEqual([])
})

test.describe('what no one here plays', () => {
  test.use({ requestsMayFail: true })

  test('says so, and can be downloaded', async ({ callboard }) => {
    const { player, rows } = callboard
    await callboard.open('?range=yesterday&group=!recordings')
    for (const codec of ['amr', 'g722']) {
      await rows
        .filter({ hasText: `Unplayable: ${codec}` })
        .getByRole('button')
        .last()
        .click()
      await expect(player.getByRole('alert')).toContainText(
        'This browser cannot play the recording',
      )
      await expect(player.getByRole('link', { name: 'Download' })).toBeVisible()
      await expect(player.getByRole('img', { name: 'Waveform' })).toHaveCount(0)
    }
  })
})
