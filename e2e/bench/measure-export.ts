import type { Browser, Page } from '@playwright/test'
import { AT_A_TIME } from '../../src/export/estimate.ts'
import { pageParts } from '../page-parts.ts'
import { figureOf, ratioOf, type Section } from './figure.ts'
import type { Processes } from './processes.ts'
import { startCallboard, startManyCallsVendor } from './start-servers.ts'

const TIMES = 3
const VIEW = '/?range=last30d'
const MOST_MS = 120_000
const FORMATS = ['CSV', 'Excel', 'JSON Lines']

/** The time (ms) of reading all pages of the view, so many at a time, with nothing done to them. */
function readPages(page: Page, total: number): Promise<number> {
  return page.evaluate(
    async ({ pages, lanes }) => {
      const first = performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name))
        .find(({ pathname }) => pathname === '/api/records')
      if (!first) throw new Error('The page has asked for no calls')
      first.searchParams.set('size', '100')
      let next = 1
      const startedAt = performance.now()
      await Promise.all(
        Array.from({ length: lanes }, async () => {
          while (next <= pages) {
            first.searchParams.set('page', String(next))
            next += 1
            const response = await fetch(first)
            if (!response.ok) throw new Error(`A page failed: ${response.status}`)
            await response.text()
          }
        }),
      )
      return performance.now() - startedAt
    },
    { pages: Math.ceil(total / 100), lanes: AT_A_TIME },
  )
}

/** The time (ms) from the click that starts an export to its file. */
async function exportAll(page: Page, format: string): Promise<number> {
  await page.getByRole('button', { name: 'Export' }).click()
  const { exportDialog } = pageParts(page)
  await exportDialog.getByRole('radio', { name: format }).check()
  const download = page.waitForEvent('download', { timeout: MOST_MS })
  const startedAt = performance.now()
  await exportDialog.getByRole('button', { name: 'Start export' }).click()
  await (await download).path()
  const ms = performance.now() - startedAt
  const status = await exportDialog.getByRole('status').innerText()
  if (!/^Exported ([\d,]+) of \1 calls$/.test(status)) throw new Error(`The export said: ${status}`)
  await exportDialog.getByRole('button', { name: 'Close', exact: true }).click()
  await exportDialog.waitFor({ state: 'hidden' })
  return ms
}

/** What an export costs beside the reading of its pages. */
export async function measureExport(processes: Processes, browser: Browser): Promise<Section> {
  const vendor = await startManyCallsVendor(processes)
  const { origin } = await startCallboard(processes, vendor, 6)
  const context = await browser.newContext({ locale: 'en-US', acceptDownloads: true })
  const page = await context.newPage()
  await page.goto(origin + VIEW)
  const { rows, status } = pageParts(page)
  await rows.first().waitFor()
  const total = Number(/of ([\d,]+)/.exec(await status.innerText())?.[1]?.replaceAll(',', ''))
  const reads: number[] = []
  const exports: Record<string, number[]> = Object.fromEntries(FORMATS.map((each) => [each, []]))
  for (let time = 0; time < TIMES; time += 1) {
    reads.push(await readPages(page, total))
    for (const format of FORMATS) {
      exports[format]?.push(await exportAll(page, format))
    }
  }
  await context.close()
  await processes.endAll()
  const base = figureOf('pages read, nothing else done', 'ms', reads)
  const own = FORMATS.map((each) => figureOf(`export as ${each}`, 'ms', exports[each] ?? []))
  return {
    heading: `An export of ${total.toLocaleString('en-US')} calls`,
    conditions: `50 ms a page at the vendor, ${AT_A_TIME} pages at a time, columns as shown`,
    figures: [
      base,
      ...own,
      ...own.map((each) => ratioOf(`${each.what}, times the pages alone`, each, base, 1.15)),
    ],
  }
}
