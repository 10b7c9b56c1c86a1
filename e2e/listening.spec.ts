import { type Callboard, expect, test } from './callboard.ts'
import { axeViolations } from './page-checks.ts'

/** In this recording one party speaks first, on the left; the right is silent until then. */
const STEREO = 'Good: pcm, stereo'
const LEFT_SPEAKS_UNTIL = 2

async function play({ open, rows, player }: Callboard, remark: string): Promise<void> {
  await open('?range=yesterday&group=!recordings')
  await rows.filter({ hasText: remark }).first().locator('[data-play-call]').click()
  await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
}

/**
 * Measures what reaches the ears: how loud the left one is, and how the two differ, sample by
 * sample. The graph subtracts one from the other, as two looks would be at two different moments.
 */
const LISTEN_AT_THE_EARS = `{
  const connect = AudioNode.prototype.connect
  const analyserIn = (context) => new AnalyserNode(context, { fftSize: 2048 })
  const loudestIn = (analyser) => {
    const samples = new Float32Array(analyser.fftSize)
    analyser.getFloatTimeDomainData(samples)
    return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  }
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode) {
      const ears = this.context.createChannelSplitter(2)
      const left = analyserIn(this.context)
      const difference = analyserIn(this.context)
      const turned = new GainNode(this.context, { gain: -1 })
      connect.call(this, ears)
      connect.call(ears, left, 0)
      connect.call(ears, difference, 0)
      connect.call(ears, turned, 1)
      connect.call(turned, difference)
      window.earsHear = () => [loudestIn(left), loudestIn(difference)]
    }
    return connect.call(this, target, ...rest)
  }
}`

test('one channel of a stereo call plays alone, in both ears', async ({ callboard }) => {
  const { page, player } = callboard
  await page.addInitScript({ content: LISTEN_AT_THE_EARS })
  await callboard.showColumns('startedAt', 'remark', 'recording')
  await play(callboard, STEREO)
  const seek = player.getByRole('slider', { name: 'Seek' })
  /** The loudest that came to the ears while the left spoke, and how the ears differed. */
  const heard = async () => {
    await page.keyboard.press('0')
    await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0.3)
    return page.evaluate(async (until) => {
      const { earsHear } = window as unknown as { earsHear: () => [number, number] }
      const slider = document.querySelector<HTMLInputElement>('input[aria-label="Seek"]')
      let [loudest, apart] = [0, 0]
      while (Number(slider?.value) < until) {
        const [left, difference] = earsHear()
        loudest = Math.max(loudest, left)
        apart = Math.max(apart, difference)
        await new Promise(requestAnimationFrame)
      }
      return { loudest, apart }
    }, LEFT_SPEAKS_UNTIL - 0.5)
  }
  await callboard.openMore()
  const side = player.getByLabel('Channel')
  await side.selectOption('Left only')
  await player.getByRole('button', { name: 'Mute' }).focus() // digits are the player's, not a list's
  const left = await heard()
  expect(left.loudest).toBeGreaterThan(0.05)
  expect(left.apart).toBeLessThan(left.loudest / 100)

  await side.selectOption('Right only')
  await player.getByRole('button', { name: 'Mute' }).focus()
  const right = await heard()
  expect(right.loudest).toBeLessThan(0.02)
  expect(right.apart).toBeLessThan(0.02)
})

test('a loop plays its silence even if silence is skipped', async ({ callboard }) => {
  const { page, player } = callboard
  await callboard.showColumns('startedAt', 'remark', 'recording')
  await play(callboard, 'Good: mp3, mono') // silent from 16.3 to 17.8 s
  const seek = player.getByRole('slider', { name: 'Seek' })
  await page.keyboard.press('k')
  await callboard.openMore()
  await seek.fill('16.5')
  await player.getByRole('button', { name: 'Begin a loop here' }).click()
  await seek.fill('17.5')
  await player.getByRole('button', { name: 'End the loop here' }).click()
  await player.getByRole('button', { name: 'Skip silence' }).click()
  await expect(player.getByRole('img', { name: 'Waveform', exact: true })).toBeVisible()
  await page.keyboard.press('k')
  const at = async () => Number(await seek.inputValue())
  // A look each second would see the same place of a loop of a second.
  const often = { intervals: [130] }
  for (const _turn of ['first', 'second']) {
    await expect.poll(at, often).toBeGreaterThan(17.1)
    await expect.poll(at, often).toBeLessThan(16.9)
  }
  await expect(player.getByText('0:00 saved')).toBeVisible()
})

test('a loop repeats its time span until it is stopped', async ({ callboard }) => {
  const { page, player } = callboard
  await callboard.showColumns('startedAt', 'remark', 'recording')
  await play(callboard, STEREO)
  const seek = player.getByRole('slider', { name: 'Seek' })
  const at = async () => Number(await seek.inputValue())
  await page.keyboard.press('k')
  await page.keyboard.press('2')
  await callboard.openMore()
  await player.getByRole('button', { name: 'Begin a loop here' }).click()
  const begin = await at()
  await page.keyboard.press('3')
  await player.getByRole('button', { name: 'End the loop here' }).click()
  expect(await axeViolations(page)).toEqual([])
  await expect.poll(at, 'back at its beginning').toBeCloseTo(begin, 1)
  const end = begin * 1.5

  /** Turns that the sound takes back while it plays, and the furthest it gets. */
  const turns = page.evaluate(async () => {
    const slider = document.querySelector<HTMLInputElement>('input[aria-label="Seek"]')
    let [before, turned, furthest] = [0, 0, 0]
    while (turned < 2) {
      const now = Number(slider?.value)
      if (now < before - 0.5) turned += 1
      furthest = Math.max(furthest, now)
      before = now
      await new Promise(requestAnimationFrame)
    }
    return furthest
  })
  await page.keyboard.press('k')
  expect(await turns).toBeLessThan(end + 0.3)
  await player.getByRole('button', { name: 'Stop the loop' }).click()
  await expect.poll(at, 'past the loop').toBeGreaterThan(end + 0.3)
})

test('the listening settings are kept after a reload', async ({ callboard }) => {
  const { page, player } = callboard
  await callboard.showColumns('startedAt', 'remark', 'recording')
  await play(callboard, STEREO)
  await player.getByLabel('Playback speed').selectOption('1.5')
  await callboard.openMore()
  await player.getByRole('slider', { name: 'Volume' }).fill('0.4')
  await player.getByRole('button', { name: 'Skip silence' }).click()
  await page.reload()
  await play(callboard, STEREO)
  await expect(player.getByLabel('Playback speed')).toHaveValue('1.5')
  await callboard.openMore()
  await expect(player.getByRole('slider', { name: 'Volume' })).toHaveValue('0.4')
  await expect(player.getByRole('button', { name: 'Skip silence' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
})
