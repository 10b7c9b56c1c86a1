import { expect, test } from './callboard.ts'

test.use({ requestsMayFail: true })
test.beforeEach(({ callboard }) => callboard.showColumns('startedAt', 'remark', 'recording'))

interface Failure {
  remark: string
  sentence: string
  code: string
  canTryAgain?: true
  canDownload?: true
}

const FAILURES: Failure[] = [
  {
    remark: '404: never recorded',
    sentence: 'The recording no longer exists',
    code: 'recording_missing',
  },
  {
    remark: '410: kept for 45 days only',
    sentence: 'The recording has expired',
    code: 'recording_expired',
  },
  {
    remark: '403: signature expired',
    sentence: 'The recording has expired',
    code: 'recording_expired',
  },
  {
    remark: '500 at the source',
    sentence: 'The recording cannot be reached',
    code: 'recording_unreachable',
    canTryAgain: true,
  },
  {
    remark: 'Never answers',
    sentence: 'The recording cannot be reached',
    code: 'recording_unreachable',
    canTryAgain: true,
  },
  {
    remark: 'An HTML page in its place',
    sentence: 'The phone system’s file for this recording is not audio',
    code: 'recording_not_audio',
  },
  {
    remark: 'An empty file',
    sentence: 'The recording contains no sound',
    code: 'recording_empty',
  },
  {
    remark: 'Empty: a WAV header and no samples',
    sentence: 'The recording contains no sound',
    code: 'recording_empty',
  },
  {
    remark: 'Good after four redirects',
    sentence: 'The recording cannot be reached',
    code: 'recording_unreachable',
    canTryAgain: true,
  },
  {
    remark: 'Redirects to 127.0.0.1',
    sentence: 'Recordings may not be fetched from that address',
    code: 'recording_forbidden_host',
  },
  {
    remark: 'Redirects to 169.254.169.254',
    sentence: 'Recordings may not be fetched from that address',
    code: 'recording_forbidden_host',
  },
  {
    remark: 'At a private address',
    sentence: 'Recordings may not be fetched from that address',
    code: 'recording_forbidden_host',
  },
  {
    remark: 'Unplayable: amr, mono',
    sentence: 'This browser cannot play the recording',
    code: 'recording_unplayable',
    canDownload: true,
  },
]

test('each failure of a recording has its own message and advice', async ({ callboard }) => {
  const { player, rows } = callboard
  await callboard.open('?range=yesterday&group=!recordings&size=100')
  for (const { remark, sentence, code, canTryAgain, canDownload } of FAILURES) {
    await test.step(remark, async () => {
      const row = rows.filter({ hasText: remark })
      await row.getByRole('button', { name: 'Play recording' }).click()
      await expect(row.getByRole('button', { name: 'Play recording' })).toBeVisible({
        timeout: 40_000,
      })
      const alert = player.getByRole('alert')
      await expect(alert).toContainText(sentence)
      await expect(alert).toContainText(`Code ${code}`)
      await expect(alert.getByRole('button', { name: 'Try again' })).toHaveCount(
        canTryAgain ? 1 : 0,
      )
      await expect(player.getByRole('link', { name: 'Download' })).toHaveCount(canDownload ? 1 : 0)
    })
  }
})

test('the next recording plays after one that failed', async ({ callboard }) => {
  const { player, rows } = callboard
  await callboard.open('?range=yesterday&group=!recordings&size=100')
  const play = (remark: string) =>
    rows.filter({ hasText: remark }).first().getByRole('button', { name: 'Play recording' }).click()
  await play('410: kept for 45 days only')
  await expect(player.getByRole('alert')).toBeVisible()
  await play('Good after three redirects')
  await expect(player.getByRole('alert')).toHaveCount(0)
  const seek = player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0)
})

test('a recording that failed offline plays automatically once the connection is back', async ({
  callboard,
  context,
}) => {
  const { player, rows } = callboard
  await callboard.open('?range=yesterday&group=!recordings&size=100')
  const other = rows.filter({ hasText: 'Good: pcm, mono' }).first()
  await rows
    .filter({ hasText: '410: kept' })
    .getByRole('button', { name: 'Play recording' })
    .click()
  await expect(player.getByRole('alert')).toBeVisible()
  await context.setOffline(true)
  await other.getByRole('button', { name: 'Play recording' }).click()
  await expect(player.getByRole('alert')).toContainText('Callboard cannot be reached')
  await context.setOffline(false)
  await expect(player.getByRole('alert')).toHaveCount(0)
  const seek = player.getByRole('slider', { name: 'Seek' })
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0)
})
