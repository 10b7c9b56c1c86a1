import type { Browser, CDPSession } from '@playwright/test'
import { differenceOf, type Figure, type Section } from './figure.ts'
import { listedRecording } from './listed-recording.ts'
import {
  collectGarbage,
  type ListeningPage,
  openBareAudio,
  openCallboard,
} from './listening-page.ts'
import { type ListeningServers, viewOf } from './listening-servers.ts'
import { residentMb } from './process-cost.ts'

const FILE = 'delivery-stereo.wav'
const FEW = 5
const MANY = 100

/** What a page holds, or has come to hold. */
interface Held {
  residentMb: number
  scriptsMb: number
  workers: number
}

async function heldBy({ page, pid }: ListeningPage, session: CDPSession): Promise<Held> {
  await collectGarbage(page)
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const workers = page.workers().length
  return { residentMb: residentMb(pid), scriptsMb: usedSize / 1e6, workers }
}

/** What `MANY` plays leave that `FEW` did not. @param play is told which time it is, from 0 on */
async function leftByPlays(
  listening: ListeningPage,
  play: (index: number) => Promise<unknown>,
): Promise<Held> {
  const session = await listening.page.context().newCDPSession(listening.page)
  for (let index = 0; index < FEW; index += 1) await play(index)
  const few = await heldBy(listening, session)
  for (let index = FEW; index < MANY; index += 1) await play(index)
  const many = await heldBy(listening, session)
  await listening.close()
  return {
    residentMb: many.residentMb - few.residentMb,
    scriptsMb: many.scriptsMb - few.scriptsMb,
    workers: many.workers - few.workers,
  }
}

/** Plays row after row, each until its waveform is whole. */
async function playRows(browser: Browser, servers: ListeningServers): Promise<Held> {
  const listening = await openCallboard(browser, `${viewOf(servers, FILE)}&size=${MANY}`)
  const { page } = listening
  return leftByPlays(listening, async (row) => {
    await page.locator('[data-play-call]').nth(row).click()
    await page.waitForFunction(() => window.benchListening.wholeAt !== null)
  })
}

/** Plays as many recordings by one audio element and nothing else. */
async function playBare(browser: Browser, { callboard }: ListeningServers): Promise<Held> {
  const recording = callboard.origin + (await listedRecording(callboard.origin, FILE))
  const listening = await openBareAudio(browser, recording)
  const { page, button } = listening
  return leftByPlays(listening, async (index) => {
    await page.evaluate((address) => {
      const audio = document.querySelector('audio')
      if (audio) audio.src = address
    }, `${recording}?play=${index}`)
    await button.click()
    await page.waitForFunction(() => window.benchListening.soundedAt !== null)
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
      { ...one('workers left', 'more', own.workers), limit: 0 },
    ],
  }
}
