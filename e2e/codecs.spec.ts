import { CODEC_SAMPLES } from '../mocks/vendor/codec-samples.ts'
import { type Callboard, expect, test } from './callboard.ts'

test.beforeEach(({ callboard }) => callboard.showColumns('startedAt', 'remark', 'recording'))

const SECONDS: Record<string, number> = {
  'Good: gsm, mono': 40.5,
  'Good: gsm, but no Range': 40.5,
  'Good: ms-adpcm, but called text/html': 2.9,
  ...Object.fromEntries(
    CODEC_SAMPLES.filter(({ codec }) => !['amr', 'g722'].includes(codec)).map((sample) => [
      `Good: ${sample.codec}, ${sample.channels === 2 ? 'stereo' : 'mono'}`,
      sample.seconds,
    ]),
  ),
}

/** Plays the call with that remark; leaves it paused in the middle, and its waveform whole. */
async function listen({ player, rows }: Callboard, remark: string, seconds: number) {
  await rows.filter({ hasText: remark }).first().getByRole('button').last().click()
  const seek = player.getByRole('slider', { name: 'Seek' })
  const position = async () => Number(await seek.inputValue())
  await expect.poll(position, remark).toBeGreaterThan(0)
  // a codec may add some silence at its ends
  await expect
    .poll(async () => Math.abs(Number(await seek.getAttribute('max')) - seconds))
    .toBeLessThan(0.35)
  await seek.focus()
  await seek.press('5')
  await expect.poll(position).toBeGreaterThan(seconds / 2)
  await expect(player.getByRole('img', { name: 'Waveform', exact: true })).toBeVisible()
  const sides = await player.getByText('Right', { exact: true }).count()
  expect(sides, remark).toBe(remark.includes('stereo') ? 1 : 0)
}

test('every codec sounds, is as long as it is, seeks and has a waveform', async ({ callboard }) => {
  await callboard.open('?range=yesterday&group=!recordings')
  for (const [remark, seconds] of Object.entries(SECONDS))
    await test.step(remark, () => listen(callboard, remark, seconds))
})
