import { existsSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Browser, CDPSession, Locator, Page } from '@playwright/test'
import { pageParts } from '../callboard.ts'
import { type Row, repeat } from './measure.ts'
import * as processes from './processes.ts'

/** Calls of the simulator's group `!recordings`, by their remark. */
const HOUR = { remark: 'Good: an hour, stereo', repeats: 7, playOnMs: 2_000 }
const SHORT = { remark: 'Good: pcm, stereo', repeats: 15, playOnMs: 0 }
const VIEW = 'group=!recordings&size=50'

const EVENT_TIMEOUT_MS = 15_000
const MEMORY_INTERVAL_MS = 20
const IDLE_INTERVAL_MS = 200
const IDLE_MAX_INTERVALS = 25
/** Share of one core below which the browser counts as idle. */
const IDLE_LOAD = 0.1

const LONGEST_TASK = 'hour: longest task, 0 if ≤ 50 ms'
const SHORT_WAVEFORM = '10 s: whole waveform after first byte'
const FIRST_SOUND_LIMIT = 1.1
const HOUR_WAVEFORM_LIMIT_MS = 2_000
const HOUR_MEMORY_LIMIT_MB = 64
const LONGEST_TASK_LIMIT_MS = 50
const SHORT_WAVEFORM_LIMIT_MS = 100

declare global {
  interface Window {
    /** Times since the page began, in ms; `Infinity` before the event. */
    benchEvents: { clickedAt: number; soundedAt: number; drawnAt: number; longestTaskMs: number }
  }
}

/** Runs in the page, so it may not name an inner function: tsx would wrap that in a helper. */
function watchEvents(): void {
  const never = Number.POSITIVE_INFINITY
  const start = { clickedAt: never, soundedAt: never, drawnAt: never, longestTaskMs: 0 }
  const events = { ...start }
  window.benchEvents = events
  document.addEventListener(
    'click',
    ({ timeStamp }) => Object.assign(events, start, { clickedAt: timeStamp }),
    { capture: true },
  )
  const { play } = HTMLMediaElement.prototype
  // The player's element is not in the document, so its events do not pass through there.
  HTMLMediaElement.prototype.play = function () {
    this.addEventListener('playing', ({ timeStamp }) => {
      events.soundedAt = Math.min(events.soundedAt, timeStamp)
    })
    return play.call(this)
  }
  // Each drawing sets the canvas's width in the frame that paints it.
  new MutationObserver(() => {
    if (!document.querySelector('canvas[aria-label=Waveform][width]')) return
    requestAnimationFrame(() => {
      events.drawnAt = Math.min(events.drawnAt, performance.now())
    })
  }).observe(document, { subtree: true, attributeFilter: ['width'] })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      if (startTime + duration > events.clickedAt)
        events.longestTaskMs = Math.max(events.longestTaskMs, duration)
  }).observe({ type: 'longtask' })
}

/** One listening. Times are since the click. */
interface Result {
  soundMs: number
  /** Paint of the whole waveform. */
  waveformMs: number
  /** The same since the first byte, which is only known of a recording that is complete. */
  drawMs: number
  /** Task of the main thread after the click; 0 if none was above 50 ms. */
  longestTaskMs: number
  /** Peak of the renderers above their memory before the click. */
  memoryMb: number
}

/** Opens a page that returns its play button, waits until it is idle, clicks and waits. */
async function listen(
  browser: Browser,
  open: (page: Page) => Promise<Locator>,
  { hasWaveform, playOnMs }: { hasWaveform: boolean; playOnMs: number },
): Promise<Result> {
  const context = await browser.newContext(processes.CONTEXT_OPTIONS)
  await context.addInitScript(watchEvents)
  const page = await context.newPage()
  const button = await open(page)
  await button.scrollIntoViewIfNeeded()
  const box = await button.boundingBox()
  if (!box) throw new Error('The play button is not visible')
  await page.waitForFunction(() => true) // loads Playwright's own script, which takes a while
  await (await context.newCDPSession(page)).send('HeapProfiler.collectGarbage')
  const session = await browser.newBrowserCDPSession()
  const pids = await waitUntilIdle(session)

  const idleMb = residentMb(pids)
  let peakMb = idleMb
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(pids))
  }, MEMORY_INTERVAL_MS)
  // Moves the pointer onto the button and clicks at once, so nothing can load on hover.
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await page.waitForFunction(
    (last) => Number.isFinite(window.benchEvents.soundedAt + window.benchEvents[last]),
    hasWaveform ? ('drawnAt' as const) : ('soundedAt' as const),
    { timeout: EVENT_TIMEOUT_MS, polling: 50 },
  )
  await page.waitForTimeout(playOnMs)
  clearInterval(timer)
  const result = await page.evaluate(() => {
    const { clickedAt, soundedAt, drawnAt, longestTaskMs } = window.benchEvents
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const recording = entries.find(({ name }) => name.includes('/api/recordings/'))
    const firstByteAt = Math.max(recording?.responseStart ?? 0, clickedAt)
    const [soundMs, waveformMs] = [soundedAt - clickedAt, drawnAt - clickedAt]
    return { soundMs, waveformMs, drawMs: drawnAt - firstByteAt, longestTaskMs }
  })
  await session.detach()
  await context.close()
  return { ...result, memoryMb: peakMb - idleMb }
}

/** Waits until no renderer works, or 5 seconds. Returns the process ids of the renderers. */
async function waitUntilIdle(session: CDPSession): Promise<number[]> {
  let usedSeconds = 0
  for (let interval = 0; ; interval += 1) {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    const renderers = processInfo.filter(({ type }) => type === 'renderer')
    const before = usedSeconds
    usedSeconds = renderers.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
    const isIdle = usedSeconds - before < (IDLE_LOAD * IDLE_INTERVAL_MS) / 1_000
    if (isIdle || interval === IDLE_MAX_INTERVALS) return renderers.map(({ id }) => id)
    await setTimeout(IDLE_INTERVAL_MS)
  }
}

/** Returns the resident memory of processes in MB; `NaN` on a system without `/proc`. */
function residentMb(pids: readonly number[]): number {
  if (!existsSync('/proc/self/status')) return Number.NaN
  const statuses = pids.map((pid) => readFileSync(`/proc/${pid}/status`, 'utf8'))
  const sizesKb = statuses.map((status) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]))
  return sizesKb.reduce((sum, kb) => sum + kb, 0) / 1_000
}

/** Listens by turns in Callboard and with an audio element on an otherwise empty page. */
async function compareWithBareElement(
  browser: Browser,
  origin: string,
  { remark, repeats, playOnMs }: typeof HOUR,
): Promise<{ own: Result[]; bare: Result[] }> {
  const { records } = (await (await fetch(`${origin}/api/records?${VIEW}`)).json()) as {
    records: { id: string; remark: string; recording: string }[]
  }
  const call = records.find((record) => record.remark === remark)
  if (!call) throw new Error(`No call has the remark "${remark}"`)
  const { id, recording } = call
  async function openCallboard(page: Page): Promise<Locator> {
    await page.goto(`${origin}/?range=yesterday&${VIEW}`)
    await pageParts(page).rows.first().waitFor()
    await page.waitForLoadState('networkidle')
    return page.locator(`tr[data-id="${id}"]`).getByRole('button', { name: 'Play recording' })
  }
  async function openBareElement(page: Page): Promise<Locator> {
    await page.goto(`${origin}/healthz`)
    await page.evaluate((src) => {
      document.body.innerHTML = '<button>Play</button><audio></audio>'
      document.querySelector('button')?.addEventListener('click', () => {
        const audio = document.querySelector('audio') as HTMLAudioElement
        audio.src = src
        void audio.play()
      })
    }, recording)
    return page.getByRole('button')
  }
  async function takeTurns() {
    const bare = await listen(browser, openBareElement, { hasWaveform: false, playOnMs })
    const own = await listen(browser, openCallboard, { hasWaveform: true, playOnMs })
    return { bare, own }
  }
  await takeTurns() // warms up both servers
  const rounds = await repeat(repeats, takeTurns)
  return { own: rounds.map(({ own }) => own), bare: rounds.map(({ bare }) => bare) }
}

function firstSoundRows(call: string, { own, bare }: { own: Result[]; bare: Result[] }): Row[] {
  const ownMs = own.map(({ soundMs }) => soundMs)
  const bareMs = bare.map(({ soundMs }) => soundMs)
  const ratios = ownMs.map((ms, index) => ms / (bareMs[index] ?? Number.NaN))
  return [
    { what: `${call}: first sound after a cold click`, unit: 'ms', samples: ownMs },
    { what: `${call}: first sound, bare audio element`, unit: 'ms', samples: bareMs },
    { what: `${call}: ratio of the two`, unit: '×', samples: ratios, limit: FIRST_SOUND_LIMIT },
  ]
}

/** Measures cold clicks on an hour's call of 115 MB and on a call of 10 s. */
export async function measureListening(): Promise<Row[]> {
  const recordings = await processes.startRecordings()
  const vendor = await processes.startSimulator(recordings)
  const origin = await processes.startCallboard(vendor, recordings)
  const browser = await processes.startBrowser()
  const hour = await compareWithBareElement(browser, origin, HOUR)
  const short = await compareWithBareElement(browser, origin, SHORT)
  const row = (what: string, results: Result[], key: keyof Result) => ({
    what,
    unit: key === 'memoryMb' ? 'MB' : 'ms',
    samples: results.map((result) => result[key]),
  })
  return [
    ...firstSoundRows('hour', hour),
    { ...row('hour: whole waveform', hour.own, 'waveformMs'), limit: HOUR_WAVEFORM_LIMIT_MS },
    { ...row('hour: memory above idle', hour.own, 'memoryMb'), limit: HOUR_MEMORY_LIMIT_MB },
    row('hour: memory above idle, bare element', hour.bare, 'memoryMb'),
    { ...row(LONGEST_TASK, hour.own, 'longestTaskMs'), limit: LONGEST_TASK_LIMIT_MS },
    ...firstSoundRows('10 s', short),
    row('10 s: whole waveform', short.own, 'waveformMs'),
    { ...row(SHORT_WAVEFORM, short.own, 'drawMs'), limit: SHORT_WAVEFORM_LIMIT_MS },
  ]
}
