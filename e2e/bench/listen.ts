import { type Browser, errors, type Page } from '@playwright/test'
import type { ListeningPage, OpenListeningPage } from './listening-page.ts'
import { longestTaskMs } from './longest-task.ts'
import { peakMb, residentMb } from './process-cost.ts'

/** How one listening went. What never came took `Infinity`. */
export interface Heard {
  /** From the click to the first sound, in ms. */
  soundMs: number
  /**
   * From the click to the recording's first byte, in ms; 0 where that was there before. The page is
   * told once it has the last.
   */
  firstByteMs: number
  /** From the click to the whole waveform, in ms. */
  waveformMs: number
  /** The most memory of the renderer above what it held before the click, in MB. */
  addedMb: number
}

/** What is listened to, and for how long. */
export interface ListenOptions {
  open: OpenListeningPage
  /** What is opened. */
  address: string
  /** What is waited for after the click. */
  until: 'soundedAt' | 'wholeAt'
  /** How long it then goes on. */
  thenMs: number
}

const WAITS_MS = 15_000

async function clickAndWait(
  { page, button }: ListeningPage,
  { until, thenMs }: ListenOptions,
): Promise<void> {
  await button.click()
  const waiting = { timeout: WAITS_MS, polling: 50 }
  await page
    .waitForFunction((what) => window.benchListening[what] !== null, until, waiting)
    .catch((error: unknown) => {
      if (!(error instanceof errors.TimeoutError)) throw error
    })
  await page.waitForTimeout(thenMs)
}

/** What the page noted, in ms since the click. */
async function noted(page: Page): Promise<Omit<Heard, 'addedMb'>> {
  return page.evaluate(() => {
    const { clickedAt, soundedAt, wholeAt } = window.benchListening
    const never = Number.POSITIVE_INFINITY
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const recording = entries.find(({ initiatorType }) => initiatorType === 'audio')
    return {
      firstByteMs: Math.max((recording?.responseStart ?? never) - clickedAt, 0),
      soundMs: (soundedAt ?? never) - clickedAt,
      waveformMs: (wholeAt ?? never) - clickedAt,
    }
  })
}

/** Opens a page, clicks, and waits. */
export async function listen(browser: Browser, options: ListenOptions): Promise<Heard> {
  const listening = await options.open(browser, options.address)
  const { page, pid, close } = listening
  const idleMb = residentMb(pid)
  const mostMb = await peakMb(pid, () => clickAndWait(listening, options))
  const heard = { ...(await noted(page)), addedMb: mostMb - idleMb }
  await close()
  return heard
}

/**
 * The same, for the longest task of the page's main thread, in ms. It is a listening of its own,
 * as a trace takes time and memory from what is traced.
 */
export async function listenForTasks(browser: Browser, options: ListenOptions): Promise<number> {
  const listening = await options.open(browser, options.address)
  const ms = await longestTaskMs(browser, () => clickAndWait(listening, options))
  await listening.close()
  return ms
}
