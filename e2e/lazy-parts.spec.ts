import type { BrowserContext, Page } from '@playwright/test'
import { type Callboard, expect, test } from './callboard.ts'

test.use({ requestsMayFail: true })

const ASSETS = '**/assets/**'
const NOT_LOADED = 'This part of the page did not load.'

/** The server is gone, for everything but what is loaded. */
async function loseServer(context: BrowserContext): Promise<() => Promise<void>> {
  await context.route(ASSETS, (route) => route.abort('connectionrefused'))
  return () => context.unroute(ASSETS)
}

const openRow = ({ rows }: Callboard) => rows.nth(2).locator('td').nth(3).click()

const PARTS: [
  name: string,
  open: (callboard: Callboard) => Promise<void>,
  part: (page: Page) => ReturnType<Page['locator']>,
][] = [
  ['the details of a call', openRow, (page) => page.getByRole('complementary')],
  [
    'the columns',
    ({ page }) => page.getByRole('button', { name: 'Columns' }).click(),
    (page) => page.getByRole('dialog', { name: 'Columns' }),
  ],
  [
    'the export',
    ({ page }) => page.getByRole('button', { name: 'Export', exact: true }).click(),
    (page) => page.getByRole('dialog', { name: 'Export' }),
  ],
  [
    'a custom period',
    ({ filters }) => filters.getByText('Custom', { exact: true }).click(),
    (page) => page.getByLabel('From'),
  ],
  [
    'the actions on selected calls',
    ({ rows }) => rows.nth(1).getByRole('checkbox').check(),
    (page) => page.getByRole('button', { name: 'Copy' }),
  ],
]

for (const [name, open, part] of PARTS)
  test(`${name} reports a failed load, and loads once the server is back`, async ({
    callboard,
    context,
  }) => {
    const { page, rows, filters } = callboard
    await callboard.open('?range=yesterday')
    await expect(filters).toBeVisible()
    const regain = await loseServer(context)
    await open(callboard)
    const notice = page.getByRole('alert').filter({ hasText: NOT_LOADED })
    await expect(notice).toBeVisible()
    await expect(rows).toHaveCount(50)
    const again = notice.getByRole('button', { name: 'Try again' })
    await again.click()
    await expect(again).toBeVisible() // the server is still gone
    await expect(notice.getByRole('button', { name: 'Reload' })).toBeVisible()
    await regain()
    await again.click()
    await expect(part(page)).toBeVisible()
    await expect(page.getByText(NOT_LOADED)).toHaveCount(0)
    const unstyled = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('link')]
          .filter(({ rel, sheet }) => rel === 'stylesheet' && sheet === null)
          .map(({ href }) => href),
      )
    expect(await unstyled()).toEqual([])
    await expect(rows).toHaveCount(50)
  })

test('the player reports a failed load, and loads once the server is back', async ({
  callboard,
  context,
}) => {
  const { page, rows, player } = callboard
  await callboard.open('?range=yesterday')
  await expect(callboard.filters).toBeVisible()
  const regain = await loseServer(context)
  await rows.getByRole('button', { name: 'Play recording' }).first().click()
  const notice = page.getByRole('alert').filter({ hasText: NOT_LOADED })
  await expect(notice).toBeVisible()
  await regain()
  await notice.getByRole('button', { name: 'Try again' }).click()
  await expect(player).toBeVisible()
  await expect(rows).toHaveCount(50)
})

test('a tooltip that failed to load shows no error, and loads at the next hover', async ({
  callboard,
  context,
}) => {
  const { page, rows } = callboard
  await callboard.open('?range=yesterday')
  await expect(callboard.filters).toBeVisible()
  const regain = await loseServer(context)
  const tipped = rows.locator('[data-tip]').first()
  let failures = 0
  page.on('requestfailed', () => {
    failures += 1
  })
  await tipped.hover()
  await expect.poll(() => failures).toBeGreaterThan(1) // the first request, and the retry
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(rows).toHaveCount(50)
  await regain()
  await expect(async () => {
    await page.mouse.move(1, 1)
    await tipped.hover()
    await expect(page.getByRole('tooltip')).toBeVisible({ timeout: 500 })
  }).toPass()
})

test('a chunk of a replaced version offers the new version', async ({ callboard, context }) => {
  const { page, rows } = callboard
  await callboard.open('?range=yesterday')
  await expect(callboard.filters).toBeVisible()
  await context.route(ASSETS, (route) => route.fulfill({ status: 404, body: '' }))
  await context.route(
    ({ pathname }) => pathname === '/',
    async (route) => {
      const answer = await route.fetch()
      const body = (await answer.text()).replace(/\/assets\/page-[\w-]+\.js/, '/assets/page-new.js')
      await route.fulfill({ response: answer, body })
    },
  )
  await openRow(callboard)
  const offer = page.getByRole('alert').filter({ hasText: 'A new version is available' })
  await expect(offer).toBeVisible()
  await expect(rows).toHaveCount(50)
  await context.unrouteAll()
  await offer.getByRole('button', { name: 'Reload' }).click()
  await expect(offer).toHaveCount(0)
  await expect(page.getByRole('complementary')).toBeVisible() // the address still names the call
  await expect(rows).toHaveCount(50)
})

test('the page recovers if its words fail to load at first', async ({ callboard, context }) => {
  let refused = 0
  await context.route('**/assets/en-*.js', (route) => {
    refused += 1
    return refused > 2 ? route.fallback() : route.abort('connectionrefused')
  })
  await callboard.open('?range=yesterday')
  expect(refused).toBeGreaterThan(2)
})

test('the page reloads if its words fail for good, and the server is there', async ({
  callboard,
  context,
}) => {
  let navigations = 0
  context.on('request', (request) => {
    if (request.isNavigationRequest()) navigations += 1
  })
  await context.route('**/assets/en-*.js', (route) =>
    navigations > 1 ? route.fallback() : route.abort('connectionrefused'),
  )
  await callboard.open('?range=yesterday')
  expect(navigations).toBe(2)
})

test('the actions of a cell load once the server is back, at the next cell', async ({
  callboard,
  context,
}) => {
  const { page, rows, filters } = callboard
  await callboard.open('?range=yesterday')
  await expect(filters).toBeVisible()
  const agent = (index: number) => rows.nth(index).locator('td[data-column="agent"]')
  const regain = await loseServer(context)
  const lost: string[] = []
  page.on('requestfailed', (request) => lost.push(request.url()))
  const timesLost = () => lost.filter((url) => /CellActions.*\.css$/.test(url)).length
  await agent(0).hover()
  await expect.poll(timesLost).toBe(2) // the load and its own retry
  await regain()
  await expect(async () => {
    await agent(1).hover()
    await agent(2).hover()
    await expect(agent(2).getByRole('group')).toBeVisible({ timeout: 1_000 })
  }).toPass()
})
