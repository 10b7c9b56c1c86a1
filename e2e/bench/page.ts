import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Browser, CDPSession, Page } from '@playwright/test'
import { pageParts } from '../callboard.ts'
import { type Row, repeat } from './measure.ts'
import { CONTEXT_OPTIONS, startBrowser, startCallboard, startSimulator } from './processes.ts'

const REPEATS = 15
const WEIGHT_REPEATS = 3
const VIEW = '/?range=last7d'
/** Types to switch on and off. Their order is a Gray code, so that no set of types repeats. */
const SWITCHES = [...'IOICIOIAIOICIOI']
const TYPES: Record<string, string> = { I: 'Inbound', O: 'Outbound', C: 'Customer', A: 'Agent' }
/** Wait for scripts that load on a timer after the page is idle. */
const IDLE_LOAD_MS = 5_000
/** Wait before a click, in which the rest of the page renders and an answer is parsed. */
const READ_MS = 500
/** How long a user holds the button of the mouse down. */
export const PRESS_MS = 80
/** Rows that the window shows (`CONTEXT_OPTIONS`). */
const WINDOW_ROWS = 17
/** Longer than most loads, because a look at the page delays it. */
const LOAD_POLL_MS = 1_000
const FIRST_ROWS_LIMIT_KB = 170
const UNPROMPTED_LIMIT_KB = 235

declare global {
  interface Window {
    /** Times since the page began, in ms; `Infinity` before the event. */
    benchRows: { clickedAt: number; addedAt: number; paintedAt: number }
  }
}

/** Runs in the page, so it may not name an inner function: tsx would wrap that in a helper. */
function watchRows(windowRows: number): void {
  const never = Number.POSITIVE_INFINITY
  const times = { clickedAt: 0, addedAt: never, paintedAt: never }
  window.benchRows = times
  document.addEventListener(
    'click',
    ({ timeStamp }) => Object.assign(times, { clickedAt: timeStamp, paintedAt: never }),
    { capture: true },
  )
  let shown = ''
  new MutationObserver(() => {
    const rows = document.querySelectorAll('[aria-busy="false"] > table tbody tr[data-id]')
    const ids = [...rows].slice(0, windowRows).map((row) => row.getAttribute('data-id'))
    if (ids.join() === shown) return
    shown = ids.join()
    if (!shown) return
    times.addedAt = Math.min(times.addedAt, performance.now())
    // A frame's callback runs before its paint, so the callback of the next frame runs after it.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        times.paintedAt = performance.now()
      }),
    )
  }).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: ['aria-busy', 'data-id'],
  })
}

/** Waits for painted rows. Returns the time since the click, or else since the navigation, in ms. */
async function timeRows(page: Page): Promise<number> {
  await page.waitForFunction(() => Number.isFinite(window.benchRows.paintedAt))
  return page.evaluate(() => window.benchRows.paintedAt - window.benchRows.clickedAt)
}

/** Opens the page without a cache, and waits for painted rows. */
export async function openPage(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.newContext(CONTEXT_OPTIONS)
  await context.addInitScript(watchRows, WINDOW_ROWS)
  const page = await context.newPage()
  await page.goto(origin + VIEW, { waitUntil: 'commit' })
  await timeRows(page)
  return page
}

type Session = Pick<CDPSession, 'send'>
/** Slows down the page of a session. */
export type Slow = (session: Session) => Promise<unknown>

/**
 * Loads the page without a cache. Returns the time from the navigation to painted rows, in ms.
 * Playwright does not drive this page: with its runtime agent, V8 parses React again at the first
 * `Error`, which takes some 20 ms that no user waits.
 */
export async function timeColdLoad(
  browser: Browser,
  origin: string,
  slow: Slow = async () => {},
): Promise<number> {
  const protocol = await browser.newBrowserCDPSession()
  const { browserContextId } = await protocol.send('Target.createBrowserContext')
  const place = { url: 'about:blank', browserContextId, ...CONTEXT_OPTIONS.viewport }
  const { targetId } = await protocol.send('Target.createTarget', place)
  const session = await attach(protocol, targetId)
  const source = `(${watchRows})(${WINDOW_ROWS})`
  await session.send('Page.enable')
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source })
  await slow(session)
  await session.send('Page.navigate', { url: origin + VIEW })
  const expression = 'window.benchRows.paintedAt'
  let ms = Number.NaN
  while (!Number.isFinite(ms)) {
    await setTimeout(LOAD_POLL_MS)
    ms = Number((await session.send('Runtime.evaluate', { expression })).result.value)
  }
  await protocol.send('Target.disposeBrowserContext', { browserContextId })
  await protocol.detach()
  return ms
}

/** Returns a session with a page that Playwright does not know. */
async function attach(protocol: CDPSession, targetId: string): Promise<Session> {
  const { sessionId } = await protocol.send('Target.attachToTarget', { targetId })
  const waiting: { resolve: (result: unknown) => void; reject: (reason: Error) => void }[] = []
  protocol.on('Target.receivedMessageFromTarget', (event) => {
    const { id, result, error } = JSON.parse(event.message)
    if (error) waiting[id]?.reject(new Error(error.message))
    else waiting[id]?.resolve(result)
  })
  const send = (method: string, params = {}) =>
    new Promise<unknown>((resolve, reject) => {
      const message = JSON.stringify({ id: waiting.length, method, params })
      waiting.push({ resolve, reject })
      protocol.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject)
    })
  return { send } as Session
}

/** Weighs the scripts of a page without a user action, in kB of gzip. */
async function weighScripts(page: Page): Promise<{ beforeRows: number; all: number }> {
  await page.waitForTimeout(IDLE_LOAD_MS)
  const scripts = await page.evaluate(() => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const scripts = entries.filter(({ name }) => name.endsWith('.js'))
    const { addedAt } = window.benchRows
    return scripts.map(({ name, responseEnd }) => ({ name, isBeforeRows: responseEnd <= addedAt }))
  })
  const weight = { beforeRows: 0, all: 0 }
  for (const { name, isBeforeRows } of scripts) {
    const kb = gzipSync(await (await fetch(name)).arrayBuffer(), { level: 9 }).length / 1_000
    weight.all += kb
    if (isBeforeRows) weight.beforeRows += kb
  }
  return weight
}

/** Switches a type on or off. Returns the time from the click to painted rows, in ms. */
export async function timeFilterChange(page: Page, index: number): Promise<number> {
  const name = TYPES[SWITCHES[index % SWITCHES.length] ?? ''] ?? ''
  await page.waitForTimeout(READ_MS)
  await pageParts(page).filters.getByText(name, { exact: true }).click({ delay: PRESS_MS })
  return timeRows(page)
}

/** Turns to the next page once it is prefetched. Returns the time to painted rows, in ms. */
export async function timePageTurn(page: Page, index: number): Promise<number> {
  await page.waitForFunction(
    (next) => {
      const urls = performance.getEntriesByType('resource').map(({ name }) => new URL(name))
      return urls.some(({ searchParams }) => searchParams.get('page') === next)
    },
    `${index + 2}`,
  )
  await page.waitForTimeout(READ_MS)
  await pageParts(page)
    .pagination.getByRole('button', { name: 'Next page' })
    .click({ delay: PRESS_MS })
  return timeRows(page)
}

/** Measures the waits of a user who reads calls: 50 of the last 7 days, the vendor without delay. */
export async function measurePage(): Promise<Row[]> {
  const origin = await startCallboard(await startSimulator())
  const browser = await startBrowser()
  const filtered = await openPage(browser, origin) // also warms up both servers
  const filterChanges = await repeat(REPEATS, (index) => timeFilterChange(filtered, index))
  const turned = await openPage(browser, origin)
  const turns = await repeat(REPEATS, (index) => timePageTurn(turned, index))
  const loads = await repeat(REPEATS, () => timeColdLoad(browser, origin))
  const weights = await repeat(WEIGHT_REPEATS, async () => {
    const page = await openPage(browser, origin)
    const weight = await weighScripts(page)
    await page.context().close()
    return weight
  })
  const beforeRows = weights.map((weight) => weight.beforeRows)
  const all = weights.map((weight) => weight.all)
  return [
    { what: 'cold load to painted rows', unit: 'ms', samples: loads },
    { what: 'filter change to painted rows', unit: 'ms', samples: filterChanges },
    { what: 'page turn to painted rows, prefetched', unit: 'ms', samples: turns },
    {
      what: 'scripts, gzip, before the first rows',
      unit: 'kB',
      samples: beforeRows,
      limit: FIRST_ROWS_LIMIT_KB,
    },
    {
      what: 'scripts, gzip, without a user action',
      unit: 'kB',
      samples: all,
      limit: UNPROMPTED_LIMIT_KB,
    },
  ]
}
