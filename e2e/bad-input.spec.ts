import { serve } from '@hono/node-server'
import type { Page } from '@playwright/test'
import { createAccountZone } from '../mocks/vendor/account/account-zone.ts'
import { createQueryAnswerer } from '../mocks/vendor/account/answer-query.ts'
import type { Call } from '../mocks/vendor/calls/call.ts'
import { DEMO_KEY, DEMO_SECRET } from '../mocks/vendor/handler.ts'
import { sentinelCall } from '../mocks/vendor/sentinel-rows.ts'
import { test as base, expect } from './callboard.ts'
import { freePort } from './free-port.ts'
import { startServer } from './own-vendor.ts'

const DAY_MS = 86_400_000
const ZONE = 'Asia/Shanghai'
const zone = createAccountZone(ZONE)

const WORDS = 'A thousand characters: '.padEnd(1000, 'äöü中文 word ')
const LONG = 'x'.repeat(1000)
const FAILED = { reason: 4, answeredAt: null, talkSeconds: 0 }
const UNKNOWN = { type: 12 as Call['type'], reason: 12, hungUpBy: 12, answeredAt: null }

/** The calls of a day: how many, and what is special about each. */
const DAYS = {
  long: [
    12,
    (index: number) => ({
      agent: index % 2 ? LONG : WORDS,
      group: index % 2 ? LONG : WORDS,
      labels: [WORDS, LONG],
      countryName: LONG,
      remark: LONG,
    }),
  ],
  agents: [5_000, (index: number) => ({ agent: `Agent ${index}`, ...(index % 4 === 0 && FAILED) })],
  labels: [
    300,
    (index: number) => ({
      labels: index > 0 ? [`Label ${index}`] : Array.from({ length: 300 }, (_, i) => `Label ${i}`),
    }),
  ],
  one: [1, () => ({})],
  none: [0, () => ({})],
  failed: [30, () => FAILED],
  foreign: [
    30,
    (index: number) => ({
      agent: 'ليلى الحسن',
      group: 'מכירות 2',
      labels: ['مهتم (VIP)'],
      ...(index % 4 === 0 && UNKNOWN),
    }),
  ],
} satisfies Record<string, readonly [number, (index: number) => Partial<Call>]>
type Day = keyof typeof DAYS

const NAMES = Object.keys(DAYS) as Day[]

/** Returns the date (`yyyy-MM-dd`) of a day: the first is yesterday, the others are before it. */
const dateOf = (day: Day) => zone.dateOf(Date.now() - (NAMES.indexOf(day) + 1) * DAY_MS)

/** Returns the query string of a day. */
const searchOf = (day: Day) =>
  `?from=${dateOf(day)}T00:00:00%2B08:00&to=${dateOf(day)}T23:59:59%2B08:00`

/** Returns all calls, newest first. Those of a day are equally far apart. */
function makeCalls(): Call[] {
  let number = 0
  return NAMES.flatMap((day) => {
    const [count, change] = DAYS[day]
    const end = zone.startOf(dateOf(day)) + DAY_MS
    const step = Math.floor(DAY_MS / (count + 1) / 1_000) * 1_000
    return Array.from({ length: count }, (_, index) => {
      number += 1
      return sentinelCall(number, end - (index + 1) * step, change(index))
    })
  })
}

interface Servers {
  withMirror: string
  withoutMirror: string
}

/** A test whose page is of an account with these calls. */
const test = base.extend<{ mirror: boolean }, { servers: Servers }>({
  mirror: [true, { option: true }],
  servers: [
    async ({ browserName: _ }, use) => {
      const [vendorPort, port, offPort] = [await freePort(), await freePort(), await freePort()]
      const calls = makeCalls()
      const answer = createQueryAnswerer({
        book: {
          between: (from, to) =>
            calls.filter(({ startedAt }) => startedAt >= from && startedAt <= to),
        },
        credentials: { key: DEMO_KEY, secret: DEMO_SECRET },
        now: Date.now,
        recordingsOrigin: `http://127.0.0.1:${vendorPort}`,
        zone,
      })
      const vendor = serve({
        hostname: '127.0.0.1',
        port: vendorPort,
        fetch: (request: Request) => answer(new Request(request, { signal: null })),
      })
      const stops = await Promise.all([
        startServer(vendorPort, port, { READ_RATE: '0' }),
        startServer(vendorPort, offPort, { CALLS_DB: 'off' }),
      ])
      await use({
        withMirror: `http://127.0.0.1:${port}`,
        withoutMirror: `http://127.0.0.1:${offPort}`,
      })
      for (const stop of stops) stop()
      vendor.close()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ servers, mirror }, use) =>
    use(mirror ? servers.withMirror : servers.withoutMirror),
})

/** Returns the parts that scroll sideways, and the page if it does. */
function sidewaysScrollers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.body.querySelectorAll('*')]
      .filter((element) => {
        const { overflowX } = getComputedStyle(element)
        const scrolls = element === document.documentElement || /auto|scroll/.test(overflowX)
        return scrolls && element.scrollWidth > element.clientWidth + 1
      })
      .map((element) => `${element.tagName} ${element.getAttribute('aria-label') ?? ''}`),
  )
}

for (const [width, height] of [
  [1440, 900],
  [1280, 800],
  [320, 640],
] as const)
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height } })

    test('names of a thousand characters never scroll sideways', async ({ callboard }) => {
      const { page, rows, details, chips, exportDialog } = callboard
      await callboard.open(searchOf('long'))
      await expect(page.getByRole('figure', { name: 'Missed' })).toContainText('0')
      expect(await sidewaysScrollers(page)).toEqual([])
      await rows.first().locator('button[aria-expanded]').click()
      await expect(details.getByRole('tab', { name: 'All fields' })).toBeVisible()
      expect(await sidewaysScrollers(page)).toEqual([])
      await details.getByRole('tab', { name: 'All fields' }).click()
      await expect(details).toContainText(LONG)
      expect(await sidewaysScrollers(page)).toEqual([])
      await details.getByRole('button', { name: 'Close details' }).click()
      await page.getByRole('button', { name: 'Export' }).click()
      await expect(exportDialog.getByRole('button', { name: 'Download' })).toBeVisible()
      expect(await sidewaysScrollers(page)).toEqual([])
      await page.goto(`/${searchOf('long')}&agent=${LONG}&notLabel=${'y'.repeat(1000)}`)
      await expect(chips.getByRole('button', { name: /^Remove/ })).toHaveCount(2)
      await expect(rows).toHaveCount(6)
      expect(await sidewaysScrollers(page)).toEqual([])
    })
  })

test('of 5,000 agents, each is found, and the table shows them in parts', async ({ callboard }) => {
  const { page, filters, chips, rows, status } = callboard
  await callboard.open(searchOf('agents'))
  await page.getByRole('tab', { name: 'Agents' }).click()
  await page.getByRole('button', { name: 'All agents' }).click()
  const dialog = page.getByRole('dialog', { name: 'All agents' })
  await expect(dialog.getByRole('button', { name: 'Agent 0', exact: true })).toBeVisible()
  expect(await dialog.getByRole('row').count()).toBeLessThan(500)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await filters.getByRole('searchbox', { name: 'Find an agent' }).fill('4987')
  await filters.getByRole('checkbox', { name: 'Agent 4987' }).click()
  await expect(chips.getByRole('button', { name: 'Remove Agents Agent 4987' })).toBeVisible()
  await expect(rows).toHaveCount(1)
  await expect(status).toHaveText('1–1 of 1 call')
})

test('of 300 labels of one call 100 are shown, and of all calls each is found', async ({
  callboard,
}) => {
  const { filters, rows, details } = callboard
  await callboard.open(searchOf('labels'))
  await expect(rows.first().locator('[data-column="labels"]')).toContainText('Label 0 +99')
  await rows.first().locator('button[aria-expanded]').click()
  await expect(details.getByRole('button', { name: /^Label \d+$/ })).toHaveCount(100)
  await filters.getByRole('searchbox', { name: 'Find a label' }).fill('Label 299')
  await filters.getByRole('checkbox', { name: 'Label 299' }).click()
  await expect(rows).toHaveCount(2)
})

test('a day of one call, of none, and of failed calls only', async ({ callboard }) => {
  const { page, rows, status } = callboard
  const figure = (name: string) => page.getByRole('figure', { name, exact: true })
  const chart = page.getByRole('slider', { name: 'Time chart' })
  await callboard.open(searchOf('one'))
  await expect(status).toHaveText('1–1 of 1 call')
  await expect(figure('Answered')).toContainText('100.0')
  await page.goto(`/${searchOf('none')}`)
  await expect(page.getByRole('heading', { name: 'No calls in this period' })).toBeVisible()
  await expect(figure('Answered')).toContainText('–')
  await expect(chart).toHaveText('') // no line of the highest hour
  await page.goto(`/${searchOf('failed')}`)
  await expect(rows).toHaveCount(30)
  await expect(figure('Answered')).toContainText('0.0')
  await expect(page.getByRole('region', { name: 'Summary' })).not.toContainText(/NaN|Infinity/)
})

test('unknown codes and right-to-left names keep their place', async ({ callboard }) => {
  const { page, rows, filters, details } = callboard
  await page.setViewportSize({ width: 1440, height: 900 })
  await callboard.open(searchOf('foreign'))
  const agent = rows.first().locator('[data-column="agent"]')
  const [name, group] = [agent.locator('bdi'), agent.locator('small')]
  const [first, second] = [await name.boundingBox(), await group.boundingBox()]
  expect((first?.x ?? 0) + (first?.width ?? 0)).toBeLessThanOrEqual(second?.x ?? 0)
  await expect(filters.getByRole('checkbox', { name: 'Unknown (12)' })).toHaveCount(2)
  await expect(rows.filter({ hasText: 'Unknown (12)' })).toHaveCount(8)
  await rows.first().locator('button[aria-expanded]').click()
  await expect(details).toBeVisible() // it narrows the summary
  const summary = page.getByRole('region', { name: 'Summary' })
  await expect(summary.getByRole('button', { name: 'Unknown' })).toBeVisible()
  const tabs = await summary.getByRole('tablist').boundingBox()
  const hide = await summary.getByRole('button', { name: 'Hide figures' }).boundingBox()
  expect((tabs?.x ?? 0) + (tabs?.width ?? 0)).toBeLessThanOrEqual(hide?.x ?? 0)
})

test.describe('without a mirror', () => {
  test.use({ mirror: false })

  test('list, filters and details work, and nothing is requested in a loop', async ({
    callboard,
  }) => {
    const { page, filters, rows, details, status } = callboard
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await callboard.open(searchOf('foreign'))
    await expect(status).toHaveText('1–30 of 30 calls')
    await filters.getByRole('checkbox', { name: 'Outbound', exact: true }).click()
    await expect(rows).toHaveCount(22)
    await rows.first().locator('button[aria-expanded]').click()
    await expect(details).toContainText('ليلى الحسن')
    await expect(page.getByRole('region', { name: 'Summary' })).toHaveCount(0)
    await expect(page.locator('[data-count]')).toHaveCount(0)
    expect(requests.filter((url) => url.includes('/api/summary'))).toEqual([])
  })

  test.describe('what needs it', () => {
    test.use({ requestsMayFail: true })

    test('sorting and exports say why they are off, once', async ({ callboard }) => {
      const { page, table, rows, alert, exportDialog, startExport } = callboard
      await callboard.open(searchOf('foreign'))
      await page.getByRole('button', { name: 'Export' }).click()
      await startExport.click()
      await expect(exportDialog.getByRole('alert')).toContainText('exports are off on this server')
      await page.keyboard.press('Escape')
      await table.getByRole('button', { name: 'Talk time' }).click()
      await expect(alert).toContainText('Figures, sorting and exports are off on this server')
      await page.getByRole('button', { name: 'Original order' }).click()
      await expect(rows).toHaveCount(30)
    })
  })
})
