import type { Browser } from '@playwright/test'
import { differenceOf, type Figure, type Section } from './figure.ts'
import { listedRecording } from './listed-recording.ts'
import { type ListeningServers, viewOf } from './listening-servers.ts'
import { openPlainPage, type PlainPage, until } from './plain-page.ts'
import { residentMb } from './process-cost.ts'
import { rendererPid } from './renderer-process.ts'
import { CLICK_MARK, watchListening, watchWaveform } from './watch-listening.ts'

const FILE = 'delivery-stereo.wav'
const FEW = 5
const MANY = 100
/** How long a pointer rests on a button before it presses it, in ms. */
const HOVERS_MS = 150

/** What a page holds, or has come to hold, in MB. */
interface Held {
  residentMb: number
  scriptsMb: number
}

/** What `MANY` plays leave that `FEW` did not. @param play is told which time it is, from 0 on */
async function leftByPlays(
  browser: Browser,
  page: PlainPage,
  play: (index: number) => Promise<unknown>,
): Promise<Held> {
  const pid = await rendererPid(browser, page)
  async function held(): Promise<Held> {
    await page.collectGarbage()
    const used = Number(await page.evaluate('performance.memory.usedJSHeapSize'))
    return { residentMb: residentMb(pid), scriptsMb: used / 1e6 }
  }
  for (let index = 0; index < FEW; index += 1) await play(index)
  const few = await held()
  for (let index = FEW; index < MANY; index += 1) await play(index)
  const many = await held()
  await page.close()
  return {
    residentMb: many.residentMb - few.residentMb,
    scriptsMb: many.scriptsMb - few.scriptsMb,
  }
}

async function open(browser: Browser, address: string, ready: string): Promise<PlainPage> {
  const page = await openPlainPage(browser, address)
  await page.evaluate(until(`document.readyState === 'complete' && (${ready})`))
  await page.evaluate(`(${watchListening})(${JSON.stringify(CLICK_MARK)}); (${watchWaveform})()`)
  return page
}

/** Plays row after row, each until its waveform is whole. */
async function playRows(browser: Browser, servers: ListeningServers): Promise<Held> {
  const rows = `document.querySelectorAll('[data-play-call]')`
  const address = `${viewOf(servers, FILE)}&size=${MANY}`
  const page = await open(browser, address, `${rows}.length === ${MANY}`)
  return leftByPlays(browser, page, async (row) => {
    const near = `${rows}[${row}].dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))`
    await page.evaluate(`${near}, new Promise((resolve) => setTimeout(resolve, ${HOVERS_MS}))`)
    await page.evaluate(`${rows}[${row}].click()`)
    await page.evaluate(until('benchListening.wholeAt !== null'))
  })
}

/** Plays as many recordings by one audio element and nothing else. */
async function playBare(browser: Browser, { callboard }: ListeningServers): Promise<Held> {
  const recording = callboard.origin + (await listedRecording(callboard.origin, FILE))
  const page = await open(browser, `${callboard.origin}/healthz`, 'true')
  await page.evaluate(`window.audio = document.body.appendChild(document.createElement('audio'))`)
  return leftByPlays(browser, page, async (index) => {
    const address = JSON.stringify(`${recording}?play=${index}`)
    await page.evaluate('document.body.click()')
    await page.evaluate(`audio.src = ${address}, void audio.play()`)
    await page.evaluate(until('benchListening.soundedAt !== null'))
  })
}

/** What stays in the renderer of calls that were played one after the other. */
export async function measureManyPlays(
  browser: Browser,
  servers: ListeningServers,
): Promise<Section> {
  const bare = await playBare(browser, servers)
  const own = await playRows(browser, servers)
  const one = (what: string, unit: Figure['unit'], median: number): Figure => ({
    what,
    unit,
    n: 1,
    median,
  })
  const memory = one('memory left, renderer', 'MB', own.residentMb)
  const bareMemory = one('bare audio element, memory left', 'MB', bare.residentMb)
  const beyond = differenceOf('memory left beyond the bare element', memory, bareMemory)
  return {
    heading: `What ${MANY} plays in a row leave that ${FEW} did not`,
    conditions:
      'calls of 10 s, each until its waveform is whole; garbage collected before each look',
    figures: [
      memory,
      bareMemory,
      { ...beyond, limit: 0 },
      one('memory of scripts left', 'MB', own.scriptsMb),
    ],
  }
}
