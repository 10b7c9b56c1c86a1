import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { type Row, repeat } from './measure.ts'
import { openPage, type Slow, timeColdLoad, timeFilterChange, timePageTurn } from './page.ts'
import { startBrowser, startCallboard, startSimulator } from './processes.ts'
import { slowCpu, slowNetwork } from './slow.ts'

const LOADS = 15
const SLOW_LOADS = 9
const CLICKS = 15

type Measure = (index: number) => Promise<number>

/** Measures this build and another one in turns. */
async function compare(what: string, times: number, builds: Measure[]): Promise<Row[]> {
  const rounds = await repeat(times, async (index) => {
    const ms: number[] = []
    for (const measure of builds) ms.push(await measure(index))
    return ms
  })
  const [own = [], other = []] = builds.map((_, build) => rounds.map((ms) => ms[build] ?? 0))
  return [
    { what, unit: 'ms', samples: own },
    { what: `${what}, the other build`, unit: 'ms', samples: other },
    {
      what: `${what}: ratio`,
      unit: '×',
      samples: own.map((ms, round) => ms / (other[round] ?? 0)),
    },
  ]
}

/** Compares with the build in the folder that `BESIDE` names. */
export async function measureBeside(): Promise<Row[]> {
  if (!process.env.BESIDE)
    return [{ what: 'cold load', unit: 'ms', samples: [], note: 'BESIDE names no other build' }]
  const browser = await startBrowser()
  const origins: string[] = []
  for (const folder of ['.', resolve(process.env.BESIDE)])
    origins.push(await startCallboard(await startSimulator(), undefined, {}, folder))
  const loads = (slow?: Slow) => origins.map((origin) => () => timeColdLoad(browser, origin, slow))
  /** Measures clicks on one page of each build. */
  async function clicks(measure: (page: Page, index: number) => Promise<number>) {
    const pages = await Promise.all(origins.map((origin) => openPage(browser, origin)))
    return pages.map((page) => (index: number) => measure(page, index))
  }
  for (const load of loads()) await load() // warms up the servers
  return [
    ...(await compare('cold load', LOADS, loads())),
    ...(await compare('cold load, 4 × CPU slowdown', SLOW_LOADS, loads(slowCpu))),
    ...(await compare('cold load, 1.6 Mbit/s, 150 ms', SLOW_LOADS, loads(slowNetwork))),
    ...(await compare('filter change', CLICKS, await clicks(timeFilterChange))),
    ...(await compare('page turn', CLICKS, await clicks(timePageTurn))),
  ]
}
