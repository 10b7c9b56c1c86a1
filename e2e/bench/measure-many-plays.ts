import type { Browser } from '@playwright/test'
import { differenceOf, figureOf, type Section } from './figure.ts'
import { listedRecording } from './listed-recording.ts'
import { type ListeningServers, viewOf } from './listening-servers.ts'
import { openPlainPage, type PlainPage, until } from './plain-page.ts'
import { residentMb } from './process-cost.ts'
import { rendererPid } from './renderer-process.ts'
import { CLICK_MARK, watchListening, watchWaveform } from './watch-listening.ts'

const FILE = 'delivery-stereo.wav'
const FEW = 5
const MANY = 100
/** Pages of so many recordings that are played after those. */
const MORE_PAGES = 3
/** How often the first are played, in a new page each time; the further ones are played once. */
const TIMES = 5
/** How long a pointer rests on a button before it presses it, in ms. */
const HOVERS_MS = 150

/** What a page holds, or has come to hold, in MB. */
interface Held {
  residentMb: number
  scriptsMb: number
}

/** A page that plays, and how it comes by another hundred recordings. */
interface Playing {
  page: PlainPage
  /** @param index which play it is, from 0 on */
  play: (index: number) => Promise<unknown>
  turn: () => Promise<unknown>
}

/** What plays leave. */
interface Left {
  /** `MANY` of them, that `FEW` did not. */
  first: Held
  /** Those of further pages, that these did not; empty where there were none. */
  further: Held[]
}

/** @param morePages how many pages are played after the first */
async function leftByPlays(
  browser: Browser,
  { page, play, turn }: Playing,
  morePages: number,
): Promise<Left> {
  const pid = await rendererPid(browser, page)
  let played = 0
  async function heldAfter(plays: number): Promise<Held> {
    for (; played < plays; played += 1) await play(played)
    await page.collectGarbage()
    const used = Number(await page.evaluate('performance.memory.usedJSHeapSize'))
    return { residentMb: residentMb(pid), scriptsMb: used / 1e6 }
  }
  const few = await heldAfter(FEW)
  const many = await heldAfter(MANY)
  let more = many
  for (let pages = 2; pages <= 1 + morePages; pages += 1) {
    await turn()
    more = await heldAfter(pages * MANY)
  }
  await page.close()
  return { first: beyond(many, few), further: morePages > 0 ? [beyond(more, many)] : [] }
}

function beyond(more: Held, less: Held): Held {
  return {
    residentMb: more.residentMb - less.residentMb,
    scriptsMb: more.scriptsMb - less.scriptsMb,
  }
}

async function open(browser: Browser, address: string, ready: string): Promise<PlainPage> {
  const page = await openPlainPage(browser, address)
  await page.evaluate(until(`document.readyState === 'complete' && (${ready})`))
  await page.evaluate(`(${watchListening})(${JSON.stringify(CLICK_MARK)}); (${watchWaveform})()`)
  return page
}

/** Plays row after row, each until its waveform is whole. */
async function playRows(browser: Browser, servers: ListeningServers, morePages: number) {
  const rows = `document.querySelectorAll('[data-play-call]')`
  const address = `${viewOf(servers, FILE)}&size=${MANY}`
  const page = await open(browser, address, `${rows}.length === ${MANY}`)
  const playing: Playing = {
    page,
    async play(index) {
      const row = `${rows}[${index % MANY}]`
      const near = `${row}.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))`
      await page.evaluate(`${near}, new Promise((resolve) => setTimeout(resolve, ${HOVERS_MS}))`)
      await page.evaluate(`${row}.click()`)
      await page.evaluate(until('benchListening.wholeAt !== null'))
    },
    async turn() {
      await page.evaluate(`window.before = ${rows}[0].dataset.playCall`)
      await page.evaluate(`document.querySelector('[aria-label="Next page"]').click()`)
      await page.evaluate(
        until(`${rows}.length === ${MANY} && ${rows}[0].dataset.playCall !== before`),
      )
    },
  }
  return leftByPlays(browser, playing, morePages)
}

/** Plays as many recordings by one audio element and nothing else. */
async function playBare(browser: Browser, { callboard }: ListeningServers, morePages: number) {
  const recording = callboard.origin + (await listedRecording(callboard.origin, FILE))
  const page = await open(browser, `${callboard.origin}/healthz`, 'true')
  await page.evaluate(`window.audio = document.body.appendChild(document.createElement('audio'))`)
  const playing: Playing = {
    page,
    async play(index) {
      const address = JSON.stringify(`${recording}?play=${index}`)
      await page.evaluate('document.body.click()')
      await page.evaluate(`audio.src = ${address}, void audio.play()`)
      await page.evaluate(until('benchListening.soundedAt !== null'))
    },
    turn: async () => undefined,
  }
  return leftByPlays(browser, playing, morePages)
}

/** What stays in the renderer of calls that were played one after the other. */
export async function measureManyPlays(
  browser: Browser,
  servers: ListeningServers,
): Promise<Section> {
  const bare: Left[] = []
  const own: Left[] = []
  for (let times = 1; times <= TIMES; times += 1) {
    const morePages = times === TIMES ? MORE_PAGES : 0
    bare.push(await playBare(browser, servers, morePages))
    own.push(await playRows(browser, servers, morePages))
  }
  const mb = (what: string, held: Held[], part: keyof Held = 'residentMb') =>
    figureOf(
      what,
      'MB',
      held.map((each) => each[part]),
    )
  const first = own.map((left) => left.first)
  const further = own.flatMap((left) => left.further)
  const memory = mb(`${MANY} plays leave that ${FEW} did not`, first)
  const bareMemory = mb(
    'the same, a bare audio element',
    bare.map((left) => left.first),
  )
  const difference = differenceOf('memory left beyond the bare element', memory, bareMemory)
  return {
    heading: 'What plays in a row leave in the renderer',
    conditions:
      'calls of 10 s, each until its waveform is whole; garbage collected before each look',
    figures: [
      memory,
      bareMemory,
      { ...difference, limit: 0 },
      mb('of it, scripts', first, 'scriptsMb'),
      mb(`${MORE_PAGES * MANY} more, of the next pages, leave`, further),
      mb(
        'the same, a bare audio element',
        bare.flatMap((left) => left.further),
      ),
      mb('of it, scripts', further, 'scriptsMb'),
    ],
  }
}
