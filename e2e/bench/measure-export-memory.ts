import type { Browser } from '@playwright/test'
import { AT_A_TIME } from '../../src/export/estimate.ts'
import { openExportPage } from './export-page.ts'
import type { Figure, Section } from './figure.ts'
import { residentMb, watchMb } from './process-cost.ts'
import type { Processes } from './processes.ts'
import { rendererPid } from './renderer-process.ts'
import { startCallboard, startManyCallsVendor } from './start-servers.ts'

const CALLS = 400_000
const VIEW = '/?range=last30d'
const FORMATS = ['CSV', 'Excel']

/**
 * What a long export holds in memory, and whether that grows with the calls.
 * @param browser not one with a profile of its own: Playwright would watch its pages, and of every
 *   page that it watches Chromium keeps the answers
 * @param downloads a folder for the files
 */
export async function measureExportMemory(
  processes: Processes,
  browser: Browser,
  downloads: string,
): Promise<Section> {
  const vendor = await startManyCallsVendor(processes, CALLS)
  const { origin } = await startCallboard(processes, vendor, 6)
  const figures: Figure[] = []
  for (const format of FORMATS) {
    const page = await openExportPage(browser, origin + VIEW, { downloads, isPrivate: true })
    const pid = await rendererPid(browser, page)
    await page.prepare(format)
    await page.collectGarbage()
    const idle = residentMb(pid)
    const looks = await watchMb(pid, async () => void (await page.run()))
    const first = looks.slice(0, Math.ceil(looks.length / 4))
    for (const [part, of] of [
      ['the first quarter', first],
      ['all of it', looks],
    ] as const) {
      const median = of.reduce((most, mb) => Math.max(most, mb)) - idle
      figures.push({ what: `${format}: most during ${part}`, unit: 'MB', n: 1, median })
    }
    await page.close()
  }
  await processes.endAll()
  return {
    heading: `Memory of an export of ${CALLS.toLocaleString('en-US')} calls`,
    conditions: `renderer, above idle; 50 ms a page at the vendor, ${AT_A_TIME} pages at a time`,
    figures: figures.filter(({ median }) => !Number.isNaN(median)),
  }
}
