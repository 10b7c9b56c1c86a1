import { Client } from 'undici'
import { askCalls } from './ask-calls.ts'
import { differenceOf, figureOf, type Section } from './figure.ts'
import type { Processes } from './processes.ts'
import { repeat, type Times } from './repeat.ts'
import { startSimulator } from './start-servers.ts'
import { startWays } from './ways.ts'

const WARM_UP: Times = { fewest: 10, most: 30, budgetMs: 3_000 }
const ROUNDS: Times = { fewest: 100, most: 500, budgetMs: 18_000 }
const SIZE = 50

/**
 * What a request takes by each way, one at a time, the ways taking turns so that whatever else the
 * machine does falls on all of them alike.
 * @param delayMs what the vendor waits before it answers
 */
export async function measureEndpoint(processes: Processes, delayMs: number): Promise<Section> {
  const vendor = await startSimulator(processes, delayMs)
  const ways = (await startWays(processes, vendor, 6)).map((way) => ({
    ...way,
    client: new Client(way.server.origin, { pipelining: 1 }),
  }))
  async function askByEach(): Promise<number[]> {
    const round: number[] = []
    for (const { client, signed } of ways)
      round.push(await askCalls(client, { signed, size: SIZE }))
    return round
  }
  await repeat(WARM_UP, askByEach)
  const rounds = await repeat(ROUNDS, askByEach)
  await Promise.all(ways.map(({ client }) => client.close()))
  await processes.endAll()

  const figures = ways.map(({ name }, index) =>
    figureOf(
      name,
      'ms',
      rounds.map((round) => round[index] ?? Number.NaN),
    ),
  )
  const [direct, ...others] = figures
  const added = direct
    ? others.map((figure) => differenceOf(`${figure.what} adds`, figure, direct))
    : []
  return {
    heading: `A page of ${SIZE} calls, the vendor taking ${delayMs} ms`,
    conditions: 'simulator as a process of its own, one request at a time, one connection each',
    figures: [...figures, ...added],
  }
}
