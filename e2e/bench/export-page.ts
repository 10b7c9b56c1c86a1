import type { Browser } from '@playwright/test'
import { openPlainPage, type PlainPage, until } from './plain-page.ts'

const DIALOG = `document.querySelector('[role=dialog]')`
/** An expression for the control whose name begins so. */
const named = (selector: string, words: string) =>
  `[...document.querySelectorAll('${selector}')].find((it) =>
    (it.ariaLabel ?? (it.labels?.[0] ?? it).textContent).trim().startsWith('${words}'))`

/** The page with a view that can be exported. */
export interface ExportPage extends PlainPage {
  /** Calls in the view. */
  total: number
  /** Opens the dialog and chooses a format, by its words. */
  prepare: (format: string) => Promise<void>
  /** Starts, and waits for the file to be in the downloads. @returns how long it took, in ms */
  run: () => Promise<number>
  close: () => Promise<void>
}

/**
 * Opens a view. What a private page keeps on the disk is in the memory of the browser, and each
 * write goes there by way of a message; memory can be measured in no other.
 * @param downloads a folder for the files
 */
export async function openExportPage(
  browser: Browser,
  address: string,
  { downloads, isPrivate }: { downloads: string; isPrivate: boolean },
): Promise<ExportPage> {
  const page = await openPlainPage(browser, address, { isPrivate })
  const session = await browser.newBrowserCDPSession()
  await session.send('Browser.setDownloadBehavior', {
    ...{ behavior: 'allowAndName', downloadPath: downloads, eventsEnabled: true },
    ...(page.contextId !== undefined && { browserContextId: page.contextId }),
  })
  await page.evaluate(until(`document.querySelector('tbody tr[data-id]')`))
  const words = await page.evaluate(`document.querySelector('main').innerText`)
  const total = Number(/of ([\d,]+)/.exec(String(words))?.[1]?.replaceAll(',', ''))

  return {
    ...page,
    total,
    async prepare(format) {
      await page.evaluate(`${named('button', 'Export')}.click()`)
      await page.evaluate(until(named('[role=dialog] input', format)))
      await page.evaluate(`${named('[role=dialog] input', format)}.click()`)
    },
    async run() {
      const saved = new Promise<void>((resolve) => {
        session.on('Browser.downloadProgress', ({ state }) => state === 'completed' && resolve())
      })
      const startedAt = performance.now()
      await page.evaluate(`${named('[role=dialog] button', 'Start export')}.click()`)
      await saved
      const ms = performance.now() - startedAt
      const said = String(await page.evaluate(`${DIALOG}.innerText`))
      if (!/Exported ([\d,]+) of \1 calls/.test(said)) throw new Error(`The export said: ${said}`)
      await page.evaluate(`${named('[role=dialog] button', 'Close')}.click()`)
      await page.evaluate(until(`!${DIALOG}`))
      return ms
    },
    async close() {
      await session.detach()
      await page.close()
    },
  }
}
