import type { Browser, Page } from '@playwright/test'
import { trace } from './trace.ts'

const MARK = 'bench-process'
const LOOKS_MS = 200
const MOST_LOOKS = 25
/** Part of one core that counts as nothing. */
const QUIET = 0.1

/**
 * The process id of the renderer of a page. It is found by a trace, as Chromium tells of no page
 * where it lives, and draws parts of its own window in renderers too.
 * @throws Error where the trace does not tell either
 */
export async function rendererPid(
  browser: Browser,
  page: { evaluate: (expression: string) => Promise<unknown> },
): Promise<number> {
  const events = await trace(browser, ['blink.user_timing'], () =>
    page.evaluate(`void performance.mark(${JSON.stringify(MARK)})`),
  )
  const pid = events.find(({ name }) => name === MARK)?.pid
  if (pid === undefined) throw new Error('The process of the page is not known')
  return pid
}

/** Waits until the browser has nothing left to do of its own, or five seconds. */
export async function untilQuiet(browser: Browser, page: Page): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  async function usedSeconds(): Promise<number> {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
  }
  let before = await usedSeconds()
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    await page.waitForTimeout(LOOKS_MS)
    const used = await usedSeconds()
    if (used - before < (QUIET * LOOKS_MS) / 1000) break
    before = used
  }
  await session.detach()
}
