import type { Browser, Locator, Page } from '@playwright/test'
import type WaveSurfer from 'wavesurfer.js'
import { pageParts } from '../page-parts.ts'
import { rendererPid, untilQuiet } from './renderer-process.ts'
import { CLICK_MARK, watchListening, watchWaveform } from './watch-listening.ts'

declare global {
  interface Window {
    WaveSurfer: typeof WaveSurfer
  }
}

/** A page that is about to play, and waits for the click. */
export interface ListeningPage {
  page: Page
  button: Locator
  /** Process id of its renderer. */
  pid: number
  close: () => Promise<void>
}

/** Opens a page at `address` that will play. It shares no cache with any other. */
export type OpenListeningPage = (browser: Browser, address: string) => Promise<ListeningPage>

const LOOKS = { viewport: { width: 1440, height: 900 }, locale: 'en-US' }
const WAVESURFER_FILE = new URL('wavesurfer.min.js', import.meta.resolve('wavesurfer.js'))

/** @param prepare loads the page and finds the button to click */
async function open(
  browser: Browser,
  prepare: (page: Page) => Promise<Locator>,
): Promise<ListeningPage> {
  const context = await browser.newContext({ ...LOOKS, bypassCSP: true })
  await context.addInitScript(watchListening, CLICK_MARK)
  await context.addInitScript(watchWaveform)
  const page = await context.newPage()
  const button = await prepare(page)
  const pid = await rendererPid(browser, page)
  await button.hover() // a hand is there before it clicks
  await page.waitForFunction(() => true) // Playwright's own script takes 50 ms to begin with
  await collectGarbage(page)
  await untilQuiet(browser, page)
  return { page, button, pid, close: () => context.close() }
}

/** Lets go of all that no script holds any more. */
async function collectGarbage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
}

/** Callboard at its calls; `address` is the page's. */
export const openCallboard: OpenListeningPage = (browser, address) =>
  open(browser, async (page) => {
    await page.goto(address)
    const buttons = pageParts(page).rows.getByRole('button', { name: 'Play recording' })
    await buttons.first().waitFor()
    await page.waitForLoadState('networkidle')
    return buttons.first()
  })

/** A document of Callboard's origin with nothing in it but a button. */
async function showButton(page: Page, address: string): Promise<Locator> {
  await page.goto(new URL('/healthz', address).href)
  await page.evaluate(() => {
    document.body.innerHTML = '<button>Play</button><div id="waveform"></div>'
  })
  return page.getByRole('button')
}

/** An audio element and nothing else; `address` is the recording's. */
export const openBareAudio: OpenListeningPage = (browser, address) =>
  open(browser, async (page) => {
    const button = await showButton(page, address)
    await page.evaluate((url) => {
      const audio = document.body.appendChild(document.createElement('audio'))
      audio.preload = 'none'
      audio.src = url
      document.querySelector('button')?.addEventListener('click', () => void audio.play())
    }, address)
    return button
  })

/** wavesurfer.js with its defaults, which is made at the click; `address` is the recording's. */
export const openWavesurfer: OpenListeningPage = (browser, address) =>
  open(browser, async (page) => {
    const button = await showButton(page, address)
    await page.addScriptTag({ path: WAVESURFER_FILE.pathname })
    await page.evaluate((url) => {
      document.querySelector('button')?.addEventListener('click', () => {
        const wavesurfer = window.WaveSurfer.create({ container: '#waveform', url })
        wavesurfer.on('ready', () => {
          window.benchListening.wholeAt = performance.now()
        })
      })
    }, address)
    return button
  })
