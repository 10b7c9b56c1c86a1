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
  await rows.filter({ hasText: remark }).first().locator('[data-play-call]').click()
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
  test(`every codec plays, seeks, and has its length and a waveform, part ${part + 1}`, async ({
    callboard,
  }) => {
    await callboard.open('?range=yesterday&group=!recordings')
    for (const [remark, seconds] of Object.entries(PLAYABLE).filter(
      (_, index) => index % PARTS.length === part,
    ))
      await test.step(remark, () => listen(callboard, remark, seconds))
  })

test('the page loads no decoder, and removes the one of an earlier version', async ({
  callboard,
  context,
}) => {
  const { page } = callboard
  await context.route('**/decoder.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'addEventListener("fetch", () => {})' }),
  )
  await page.goto('/healthz')
  await page.evaluate(async () => {
    // Trusted Types: this page has no policy of its own.
    const types = (globalThis as { trustedTypes?: { createPolicy: (...args: unknown[]) => void } })
      .trustedTypes
    types?.createPolicy('default', { createScriptURL: (url: string) => url })
    await navigator.serviceWorker.register('/decoder.js', { scope: '/' })
    await navigator.serviceWorker.ready
  })
  const registered = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)
  expect(await registered()).toBe(1)
  await callboard.open('?range=yesterday&group=!recordings')
  await expect.poll(registered).toBe(0)
  await page.reload()
  await play(callboard, 'Good: gsm, mono')
  expect(await registered()).toBe(0)
})

test.describe('a codec that nothing can play', () => {
  test.use({ requestsMayFail: true })

  test('is named as unplayable, and can be downloaded', async ({ callboard }) => {
    const { player, rows } = callboard
    await callboard.open('?range=yesterday&group=!recordings')
    for (const codec of ['amr', 'g722']) {
      await rows
        .filter({ hasText: `Unplayable: ${codec}` })
        .locator('[data-play-call]')
        .click()
      await expect(player.getByRole('alert')).toContainText(
        'This browser cannot play the recording',
      )
      await expect(player.getByRole('link', { name: 'Download' })).toBeVisible()
      await expect(player.getByRole('img', { name: 'Waveform' })).toHaveCount(0)
    }
  })
})
