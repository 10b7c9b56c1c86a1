import type { Browser } from '@playwright/test'
import type { Section } from './figure.ts'
import { openPlainPage } from './plain-page.ts'
import { peakMb, residentMb } from './process-cost.ts'
import { rendererPid } from './renderer-process.ts'
import { serveWorker } from './serve-worker.ts'

const ROWS = 1_000_000

/** A large workbook, written by a worker of a page that does nothing else. */
export async function measureWorkbook(browser: Browser): Promise<Section> {
  const { url, worker, close } = await serveWorker('workbook-worker.ts')
  const page = await openPlainPage(browser, url)
  const pid = await rendererPid(browser, page)
  await page.collectGarbage()
  const idleMb = residentMb(pid)
  const startedAt = performance.now()
  let bytes: unknown
  const mostMb = await peakMb(pid, async () => {
    bytes = await page.evaluate(`new Promise((resolve, reject) => {
      const worker = new Worker(${JSON.stringify(worker)}, { type: 'module' })
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = ({ message }) => reject(new Error(message))
      worker.postMessage(${ROWS})
    })`)
  })
  const tookMs = performance.now() - startedAt
  await page.close()
  close()
  const figures: Section['figures'] = [
    { what: 'most memory above idle', unit: 'MB', n: 1, median: mostMb - idleMb, limit: 150 },
    { what: 'time', unit: 'ms', n: 1, median: tookMs },
    { what: 'file', unit: 'MB', n: 1, median: Number(bytes) / 1e6 },
  ]
  return {
    heading: `A workbook of ${ROWS.toLocaleString('en')} rows of 18 columns in Chromium`,
    conditions: 'in a worker of a blank page, to nowhere; memory is the renderer’s',
    figures: figures.filter(({ median }) => !Number.isNaN(median)),
  }
}
