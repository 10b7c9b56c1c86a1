import type { Browser } from '@playwright/test'
import { AT_A_TIME } from '../../src/export/estimate.ts'
import { type ExportPage, openExportPage } from './export-page.ts'
import { figureOf, ratioOf, type Section } from './figure.ts'
import type { Processes } from './processes.ts'
import { startCallboard, startManyCallsVendor } from './start-servers.ts'

const TIMES = 3
const CALLS = 100_000
const VIEW = '/?range=last30d'
const FORMATS = ['CSV', 'Excel', 'JSON Lines']

/** The time (ms) of reading all pages of the view, so many at a time, with nothing done to them. */
async function readPages(page: ExportPage): Promise<number> {
  const ms = await page.evaluate(`(async () => {
    const first = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .find(({ pathname }) => pathname === '/api/records')
    first.searchParams.set('size', '100')
    let next = 1
    const startedAt = performance.now()
    await Promise.all(
      Array.from({ length: ${AT_A_TIME} }, async () => {
        while (next <= ${Math.ceil(page.total / 100)}) {
          first.searchParams.set('page', String(next))
          next += 1
          const response = await fetch(first)
          if (!response.ok) throw new Error('A page failed: ' + response.status)
          await response.text()
        }
      }),
    )
    return performance.now() - startedAt
  })()`)
  return Number(ms)
}

/**
 * What an export costs beside the reading of its pages.
 * @param browser whose own profile is on the disk
 * @param downloads a folder for the files
 */
export async function measureExport(
  processes: Processes,
  browser: Browser,
  downloads: string,
): Promise<Section> {
  const vendor = await startManyCallsVendor(processes, CALLS)
  const { origin } = await startCallboard(processes, vendor, 6)
  const page = await openExportPage(browser, origin + VIEW, { downloads, isPrivate: false })
  const reads: number[] = []
  const exports = FORMATS.map((format) => ({ format, ms: [] as number[] }))
  for (let time = 0; time < TIMES; time += 1) {
    reads.push(await readPages(page))
    for (const { format, ms } of exports) {
      await page.prepare(format)
      ms.push(await page.run())
    }
  }
  await page.close()
  await processes.endAll()
  const base = figureOf('pages read, nothing else done', 'ms', reads)
  const own = exports.map(({ format, ms }) => figureOf(`export as ${format}`, 'ms', ms))
  return {
    heading: `An export of ${page.total.toLocaleString('en-US')} calls`,
    conditions: `50 ms a page at the vendor, ${AT_A_TIME} pages at a time, columns as shown`,
    figures: [
      base,
      ...own,
      ...own.map((each) => ratioOf(`${each.what}, times the pages alone`, each, base, 1.15)),
    ],
  }
}
