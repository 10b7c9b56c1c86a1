import { parse } from 'csv-parse/sync'
import { type Callboard, downloadedText, expect, shanghaiDay, test } from './callboard.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** The days of the calls shown, which the names of their checkboxes state in words. */
async function daysShown({ rows }: Callboard): Promise<string[]> {
  const boxes = rows.getByRole('checkbox')
  const names = await boxes.evaluateAll((all) => all.map((each) => each.ariaLabel ?? ''))
  return [...new Set(names.map((name) => /at (.+),/.exec(name)?.[1] ?? ''))]
}

/** A day such as `2026-11-03` as the list writes it. */
const inWords = (day: string) =>
  new Date(day).toLocaleDateString('en', { month: 'short', day: '2-digit', timeZone: 'UTC' })

for (const [name, ahead] of [
  ['90 minutes slow', -90 * MINUTE_MS],
  ['26 hours fast', 26 * HOUR_MS],
  ['26 hours slow', -26 * HOUR_MS],
] as const)
  test(`a computer whose clock is ${name} shows and exports the server's days`, async ({
    callboard,
  }) => {
    const { page, status, filters, rows, startExport } = callboard
    await page.clock.install({ time: Date.now() + ahead })
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url())
      if (pathname === '/api/records') asked.push(search)
    })
    await callboard.open('')
    await expect.poll(() => daysShown(callboard)).toEqual([inWords(shanghaiDay(0))])
    expect(asked[0]).toBe('')

    await page.goto('/?range=yesterday&size=20')
    await expect.poll(() => daysShown(callboard)).toEqual([inWords(shanghaiDay(-1))])
    await page.getByRole('button', { name: 'Next page' }).click()
    await expect(status).toHaveText(/^21–40 of/)
    expect(await daysShown(callboard)).toEqual([inWords(shanghaiDay(-1))])
    expect(asked).toContain('?range=yesterday&page=2&size=20')

    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const download = page.waitForEvent('download')
    await startExport.click()
    const file = await download
    expect(file.suggestedFilename()).toContain(`calls_${shanghaiDay(-1)}_${shanghaiDay(-1)}_`)
    const [, ...calls] = parse(await downloadedText(file), { bom: true })
    const days = calls.map(([started]) => String(started).slice(0, 10))
    expect([...new Set(days)]).toEqual([shanghaiDay(-1)])
    await page.keyboard.press('Escape')

    // The last day that can be picked is the server's today.
    await filters.getByText('Custom', { exact: true }).click()
    await expect(filters.getByLabel('From')).toHaveValue(`${shanghaiDay(-1)} 00:00`)
    await filters.getByLabel('From').fill(`${shanghaiDay(-3)} 00:00`)
    await filters.getByLabel('To', { exact: true }).fill(shanghaiDay(0))
    await filters.getByLabel('To', { exact: true }).press('Enter')
    await expect(page).toHaveURL(new RegExp(`to=${shanghaiDay(0)}T23:59:59`))
    await expect(rows.first()).toBeVisible()
  })

test('a laptop that slept over midnight requests the new day when it wakes', async ({
  callboard,
}) => {
  const { page, status } = callboard
  await page.clock.install()
  await page.goto('/?range=today')
  await expect(status).toHaveText(/calls?$/) // none in the first minutes of a day
  const again = page.waitForRequest(/\/api\/records\?range=today/)
  await page.clock.fastForward(25 * HOUR_MS)
  await again
})
