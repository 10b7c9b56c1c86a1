import type { Browser, Locator, Page } from '@playwright/test'
import { pageParts } from '../callboard.ts'
import { type Row, repeat } from './measure.ts'
import { PRESS_MS, type Slow, timeColdLoad } from './page.ts'
import { CONTEXT_OPTIONS, startBrowser, startCallboard, startSimulator } from './processes.ts'

const LOADS = 7
const ROUNDS = 7
const CPU_SLOWDOWN = 4
const INTERACTION_LIMIT_MS = 200
/** Wait for scripts that load on a timer. */
const IDLE_LOAD_MS = 8_000
/** Wait for the entries of an action, which come after the paint that they measure, and for the rest. */
const ENTRIES_MS = 2_000
/** 1.6 Mbit/s and 150 ms, as a slow mobile network. */
const SLOW_NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 200_000,
}
const VIEW = '/?range=last7d&size=100'

declare global {
  interface Window {
    /** The events since the last action, in ms from the input to the next paint. */
    benchInputs: { name: string; duration: number }[]
  }
}

export const slowCpu: Slow = (session) =>
  session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
export const slowNetwork: Slow = async (session) => {
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', SLOW_NETWORK)
}

/** Runs in the page: collects the durations of events (Event Timing). */
function watchEvents(): void {
  window.benchInputs = []
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) window.benchInputs.push({ name, duration })
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
}

/**
 * Returns the longest event of that name in an action, in ms; 0 if all were shorter than a frame. The
 * start of a press is not asked for, because Chromium counts it up to the paint after the release.
 */
async function timeAction(
  page: Page,
  name: 'pointerover' | 'click',
  act: () => Promise<unknown>,
): Promise<number> {
  await page.evaluate(() => {
    window.benchInputs.length = 0
  })
  await act()
  await page.waitForTimeout(ENTRIES_MS)
  const events = await page.evaluate(() => window.benchInputs)
  return Math.max(0, ...events.filter((event) => event.name === name).map((e) => e.duration))
}

type Parts = ReturnType<typeof pageParts>
type Action = keyof typeof ACTIONS

const cell = ({ rows }: Parts, index: number) => rows.nth(index).locator('[data-column="customer"]')

/** The target of each action, which changes from round to round. */
const ACTIONS = {
  'open the details': (parts: Parts, index: number) => cell(parts, index * 2 + 1),
  'select a call': ({ rows }: Parts, index: number) => rows.nth(index + 20).getByRole('checkbox'),
  'point at a row': (parts: Parts, index: number) => cell(parts, index * 3 + 2),
  'turn the page': ({ pagination }: Parts) => pagination.getByRole('button', { name: 'Next page' }),
} satisfies Record<string, (parts: Parts, index: number) => Locator>

/** Measures an action on a slow machine, on a page of its own. */
async function timeInteraction(browser: Browser, origin: string, what: Action): Promise<number[]> {
  const context = await browser.newContext(CONTEXT_OPTIONS)
  const page = await context.newPage()
  await slowCpu(await context.newCDPSession(page))
  await page.addInitScript(watchEvents)
  await page.goto(origin + VIEW)
  const parts = pageParts(page)
  await parts.rows.first().waitFor()
  await page.waitForTimeout(IDLE_LOAD_MS)
  const samples = await repeat(ROUNDS, async (index) => {
    const target = ACTIONS[what](parts, index)
    // A pointer comes to rest before it clicks.
    const pointed = await timeAction(page, 'pointerover', () => target.hover())
    if (what === 'point at a row') return pointed
    const ms = await timeAction(page, 'click', () => target.click({ delay: PRESS_MS }))
    if (what === 'open the details') {
      await parts.details.waitFor()
      await page.keyboard.press('Escape')
    }
    return ms
  })
  await context.close()
  return samples
}

/** Measures a page of 100 calls on a slow machine, and its load on a slow network. */
export async function measureSlow(): Promise<Row[]> {
  const origin = await startCallboard(await startSimulator())
  const browser = await startBrowser()
  await timeColdLoad(browser, origin) // warms up both servers
  const onNetwork = await repeat(LOADS, () => timeColdLoad(browser, origin, slowNetwork))
  const onCpu = await repeat(LOADS, () => timeColdLoad(browser, origin, slowCpu))

  const interactions: Row[] = []
  for (const what of Object.keys(ACTIONS) as Action[])
    interactions.push({
      what: `${what}, to the next paint`,
      unit: 'ms',
      samples: await timeInteraction(browser, origin, what),
      limit: INTERACTION_LIMIT_MS,
    })
  return [
    { what: 'cold load to rows, 1.6 Mbit/s, 150 ms', unit: 'ms', samples: onNetwork },
    { what: 'cold load to rows, 4 × CPU slowdown', unit: 'ms', samples: onCpu },
    ...interactions,
  ]
}
