import { gzipSync } from 'node:zlib'
import type { Request, Response } from '@playwright/test'
import { expect, test } from './callboard.ts'

const LIMITS = { firstRows: 170_000, unasked: 235_000, css: 28_000 }

const QUIET_MS = 1500

/** Runs in the page: resolves when no request has ended for a while. */
const untilNothingLoads = `new Promise((resolve) => {
  let timer = setTimeout(resolve, ${QUIET_MS})
  new PerformanceObserver(() => {
    clearTimeout(timer)
    timer = setTimeout(resolve, ${QUIET_MS})
  }).observe({ type: 'resource' })
})`

/** A smaller file is not compressed. */
const isWorthPacking = (response: Response) =>
  Number(response.headers()['content-length'] ?? Infinity) > 200

/** Returns the size of the answers after gzip at its highest level. */
async function gzipBytes(responses: readonly Response[]): Promise<number> {
  const bodies = await Promise.all(responses.map((response) => response.body()))
  return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
}

const isScript = (request: Request) => new URL(request.url()).pathname.endsWith('.js')
const isStyle = (request: Request) => new URL(request.url()).pathname.endsWith('.css')

test('the page stays within its size limits', async ({ callboard, context }) => {
  const { page, rows } = callboard
  const responses: Response[] = []
  const fonts: string[] = []
  context.on('response', (response) => responses.push(response))
  context.on('request', (request) => {
    if (request.resourceType() === 'font') fonts.push(request.url())
  })
  // The page marks the rows itself, because more may have loaded when the test sees them.
  await page.addInitScript(() => {
    // On a slow machine, the page's timeouts would load later parts before the rows.
    const wait = window.setTimeout
    const waitLonger = (done: TimerHandler, ms = 0) => wait(done, ms >= 1000 ? ms * 30 : ms)
    window.setTimeout = waitLonger as typeof setTimeout
    const marking = new MutationObserver(() => {
      if (!document.querySelector('tr[data-id]')) return
      performance.mark('first rows')
      window.setTimeout = wait
      marking.disconnect()
    })
    marking.observe(document, { childList: true, subtree: true })
  })
  await page.goto('/?range=yesterday')
  await expect(rows.first()).toBeVisible()
  await expect(callboard.filters).toBeVisible()
  await page.evaluate(untilNothingLoads)

  const before = await page.evaluate(() => {
    const [mark] = performance.getEntriesByName('first rows')
    if (!mark) throw new Error('no row was marked')
    return performance
      .getEntriesByType('resource')
      .filter((entry) => (entry as PerformanceResourceTiming).responseEnd <= mark.startTime)
      .map((entry) => entry.name)
  })
  const scripts = responses.filter((response) => isScript(response.request()))
  const styles = responses.filter((response) => isStyle(response.request()))
  const sizes = {
    firstRows: await gzipBytes(scripts.filter((script) => before.includes(script.url()))),
    unasked: await gzipBytes(scripts),
    css: await gzipBytes(styles),
  }
  for (const [name, bytes] of Object.entries(sizes))
    process.stdout.write(`  ${name}: ${bytes} of ${LIMITS[name as keyof typeof LIMITS]} bytes\n`)
  expect(sizes.firstRows).toBeGreaterThan(50_000)
  expect(sizes.firstRows).toBeLessThanOrEqual(LIMITS.firstRows)
  expect(sizes.unasked).toBeLessThanOrEqual(LIMITS.unasked)
  expect(sizes.css).toBeLessThanOrEqual(LIMITS.css)
  expect(fonts).toEqual([])
  for (const response of [...scripts, ...styles].filter(isWorthPacking))
    expect(response.headers()['content-encoding'], response.url()).toMatch(/^(br|gzip)$/)
})

for (const encoding of ['br', 'gzip'])
  test(`a browser that takes only ${encoding} gets ${encoding}`, async ({ request }) => {
    const html = await request.get('/')
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(await html.text())?.[1] ?? ''
    const answer = await request.get(script, { headers: { 'Accept-Encoding': encoding } })
    expect(answer.headers()['content-encoding']).toBe(encoding)
    expect(answer.headers()['cache-control']).toContain('immutable')
  })
