import { changeAddress, expect, test } from './callboard.ts'

test.use({ requestsMayFail: true })

const SENTENCES = [
  ['!auth', 'vendor_auth', 'The telephony account refused the credentials'],
  ['!ip', 'vendor_ip_denied', 'The telephony account does not accept this server’s address'],
  ['!error', 'vendor_error', 'The phone system reported an error'],
  ['!rejected', 'vendor_rejected', 'The phone system rejected this combination of filters'],
  ['!range', 'vendor_range', 'The phone system does not keep calls of that period'],
  ['!unknown-status', 'vendor_error', 'The phone system reported an error'],
  ['!busy', 'vendor_busy', 'The phone system is busy'],
  ['!503', 'vendor_busy', 'The phone system is busy'],
  ['!500', 'vendor_error', 'The phone system reported an error'],
  ['!html', 'vendor_malformed', 'The phone system’s answer cannot be read'],
  ['!half', 'vendor_malformed', 'The phone system’s answer cannot be read'],
  ['!nothing', 'vendor_malformed', 'The phone system’s answer cannot be read'],
  ['!never', 'vendor_timeout', 'The phone system did not answer in time'],
  ['!refused', 'vendor_unreachable', 'The phone system cannot be reached'],
] as const

for (const [group, code, sentence] of SENTENCES) {
  test(`${group}: ${sentence}`, async ({ callboard }) => {
    const { page, alert, chips, status } = callboard
    await page.goto(`/?range=yesterday&group=${group}`)
    await expect(alert).toContainText(sentence, { timeout: 25_000 })
    await expect(alert).toContainText(`Code ${code}`)
    await expect(alert).toContainText(/Request [\w-]{6,}/)
    const again = page.waitForRequest(/\/api\/records/)
    await alert.getByRole('button', { name: 'Try again' }).click()
    await again
    await chips.getByRole('button', { name: `Remove Agent group ${group}` }).click()
    await expect(alert).toHaveCount(0)
    await expect(status).toHaveText(/^1–50 of [\d,]+ calls$/)
  })
}

test.describe('the server recovers without a message', () => {
  // One after the other: from `!clock` the server takes over a clock that is wrong for all others,
  // whose next request is refused for it; one that has failed once already is not made again.
  test.describe.configure({ mode: 'default' })

  for (const group of ['!error-once', '!500-once', '!clock']) {
    test(group, async ({ callboard }) => {
      await callboard.open(`?range=yesterday&group=${group}`)
      await expect(callboard.alert).toHaveCount(0)
      await expect(callboard.status).toHaveText(/^1–50 of/)
    })
  }
})

test('a first list that fails is requested once', async ({ callboard }) => {
  const { page, alert } = callboard
  const requests: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/records')) requests.push(request.url())
  })
  await page.goto('/?range=yesterday&group=!auth')
  await expect(alert).toContainText('Code vendor_auth')
  await expect(callboard.filters).toBeVisible()
  expect(requests).toHaveLength(1)
})

test('a busy vendor is requested again at the time it stated', async ({ callboard }) => {
  const { page, alert } = callboard
  await page.goto('/?range=yesterday&group=!busy')
  const countdown = alert.getByRole('timer')
  await expect(countdown).toHaveText(/^Trying again in [1-7] s\.$/)
  await page.waitForRequest(/\/api\/records/)
  await expect(countdown).toHaveText(/in [1-7] s\.$/)
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible()
})

test('the page shows the reason that the vendor gives', async ({ callboard }) => {
  await callboard.page.goto('/?range=yesterday&group=!rejected')
  await expect(callboard.alert).toContainText('parameter error: sipGroupName')
})

test('the page says that it is offline, and Try again loads the calls once the connection is back', async ({
  callboard,
  context,
}) => {
  const { alert, filters, status, rows } = callboard
  await callboard.open('?range=yesterday')
  await expect(filters).toBeVisible()
  await context.setOffline(true)
  await filters.getByText('Inbound', { exact: true }).click()
  await expect(alert).toContainText('Callboard cannot be reached')
  await context.setOffline(false)
  const again = alert.getByRole('button', { name: 'Try again' })
  // Coming back online asks by itself; then there is nothing left to press.
  await again.click({ timeout: 2000 }).catch(() => expect(alert).toHaveCount(0))
  await expect(alert).toHaveCount(0)
  await expect(status).toHaveText(/^1–\d+ of \d+ calls$/)
  await expect(rows.first()).toContainText('Inbound')
})

test('a failed query does not leave the calls of the filter before in its place', async ({
  callboard,
}) => {
  const { page, alert, rows } = callboard
  await callboard.open('?range=yesterday')
  await changeAddress(page, '?range=yesterday&group=!error')
  await expect(alert).toBeVisible()
  await expect(page.getByText(/^1–50 of/)).toHaveCount(0)
  await expect(rows).toHaveCount(0)
})

test('a failed refresh keeps the calls as they are', async ({ callboard, context }) => {
  const { page, filters, alert, table, rows } = callboard
  await callboard.open('?range=yesterday')
  await expect(filters).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(alert).toContainText('Callboard cannot be reached')
  await expect(rows).toHaveCount(50)
  await expect(page.locator('[aria-busy="true"]').filter({ has: table })).toHaveCount(0)
})
