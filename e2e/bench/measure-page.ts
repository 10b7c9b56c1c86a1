import type { Browser, Locator, Page } from '@playwright/test'
import { pageParts } from '../page-parts.ts'
import { figureOf, type Section } from './figure.ts'
import { measureWeight } from './measure-weight.ts'
import type { Processes } from './processes.ts'
import { repeat, type Times } from './repeat.ts'
import { startCallboard, startSimulator } from './start-servers.ts'
import { markFirstRows, timeNextRows } from './watch-rows.ts'

const TIMES: Times = { fewest: 9, most: 15, budgetMs: 15_000 }
const VIEW = '/?range=last7d'
const LOOKS = { viewport: { width: 1440, height: 900 }, locale: 'en-US' }
/** Chips to click one after the other so that no result comes twice (a Gray code). */
const CHIPS = 'IOICIOIAIOICIOI'
const CHIP_NAMES: Record<string, string> = {
  I: 'Inbound',
  O: 'Outbound',
  C: 'Customer',
  A: 'Agent',
}

async function coldLoad(browser: Browser, origin: string): Promise<number> {
  const context = await browser.newContext(LOOKS)
  await context.addInitScript(markFirstRows)
  const page = await context.newPage()
  await page.goto(origin + VIEW)
  const painted = await page.waitForFunction(
    () => performance.getEntriesByName('rows-painted')[0]?.startTime,
  )
  const ms = Number(await painted.jsonValue())
  await context.close()
  return ms
}

async function clickToRows(page: Page, target: Locator): Promise<number> {
  await page.evaluate(timeNextRows)
  await target.click()
  const answered = await page.waitForFunction(() => window.benchAnswerMs)
  return Number(await answered.jsonValue())
}

async function changeFilter(page: Page, index: number): Promise<number> {
  const name = CHIP_NAMES[CHIPS[index] ?? ''] ?? ''
  return clickToRows(page, pageParts(page).filters.getByText(name, { exact: true }))
}

/** Waits for the next page to be fetched ahead, and goes there. */
async function turnPage(page: Page, index: number): Promise<number> {
  await page.waitForFunction(
    (number) =>
      performance
        .getEntriesByType('resource')
        .some(({ name }) => new URL(name).searchParams.get('page') === number),
    String(index + 2),
  )
  await page.waitForTimeout(100)
  const { pagination } = pageParts(page)
  return clickToRows(page, pagination.getByRole('button', { name: 'Next page' }))
}

async function openView(page: Page, origin: string): Promise<void> {
  await page.goto(origin + VIEW)
  await pageParts(page).rows.first().waitFor()
}

/** What someone at the page waits for. */
export async function measurePage(processes: Processes, browser: Browser): Promise<Section> {
  const vendor = await startSimulator(processes, 0)
  const { origin } = await startCallboard(processes, vendor, 6)
  await coldLoad(browser, origin)
  const cold = await repeat(TIMES, () => coldLoad(browser, origin))
  const context = await browser.newContext(LOOKS)
  const page = await context.newPage()
  await openView(page, origin)
  const filters = await repeat(TIMES, (index) => changeFilter(page, index))
  await openView(page, origin)
  const turns = await repeat(TIMES, (index) => turnPage(page, index))
  const weight = await measureWeight(page)
  await context.close()
  await processes.endAll()
  return {
    heading: 'The page, 50 calls of the last 7 days',
    conditions: 'headless, 1440 × 900, simulator with no delay; to the frame after the painted one',
    figures: [
      figureOf('rows on screen after a cold load', 'ms', cold),
      figureOf('filter change to painted rows', 'ms', filters),
      figureOf('page turn to painted rows, page fetched ahead', 'ms', turns),
      ...weight,
    ],
  }
}
