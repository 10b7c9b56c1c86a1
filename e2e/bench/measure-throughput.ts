import { Pool } from 'undici'
import { askCalls } from './ask-calls.ts'
import { type Figure, figureOf, type Section } from './figure.ts'
import { cpuSeconds } from './process-cost.ts'
import type { Processes } from './processes.ts'
import { startCannedVendor } from './start-servers.ts'
import { startWays, type Way } from './ways.ts'

const PARALLEL = 50
const TURNS = 2
const WARM_UP_MS = 1_000

interface Turn {
  perSecond: number
  /** Of every request, in ms. */
  latencies: number[]
  /** Processor time of the way's server per request, in µs. */
  cpuMicros: number
}

/** Keeps `PARALLEL` requests under way for `ms`. */
async function load({ server, signed }: Way, size: number, ms: number): Promise<Turn> {
  const pool = new Pool(server.origin, { connections: PARALLEL, pipelining: 1 })
  const latencies: number[] = []
  const cpuBefore = cpuSeconds(server.pid)
  const startedAt = performance.now()
  async function askOn() {
    while (performance.now() - startedAt < ms)
      latencies.push(await askCalls(pool, { signed, size }))
  }
  await Promise.all(Array.from({ length: PARALLEL }, askOn))
  const seconds = (performance.now() - startedAt) / 1000
  const cpu = cpuSeconds(server.pid) - cpuBefore
  await pool.close()
  return {
    perSecond: latencies.length / seconds,
    latencies,
    cpuMicros: (cpu / latencies.length) * 1e6,
  }
}

function figuresOf(name: string, turns: readonly Turn[]): Figure[] {
  const latencies = turns.flatMap((turn) => turn.latencies)
  const cpu = figureOf(
    `${name}, processor time`,
    'µs/req',
    turns.map((turn) => turn.cpuMicros),
  )
  const mean = turns.reduce((sum, { perSecond }) => sum + perSecond, 0) / turns.length
  return [
    { what: `${name}, requests`, unit: 'req/s', n: turns.length, median: mean },
    figureOf(`${name}, latency`, 'ms', latencies),
    ...(Number.isNaN(cpu.median) ? [] : [cpu]),
  ]
}

/**
 * Requests per second with 50 under way at once, the ways taking turns.
 * @param size calls on a page
 * @param turnMs how long each turn is
 */
export async function measureThroughput(
  processes: Processes,
  { size, turnMs }: { size: number; turnMs: number },
): Promise<Section> {
  const vendor = await startCannedVendor(processes)
  const ways = await startWays(processes, vendor, PARALLEL)
  const turns = new Map<Way, Turn[]>(ways.map((way) => [way, []]))
  for (const way of ways) await load(way, size, WARM_UP_MS)
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const way of ways) turns.get(way)?.push(await load(way, size, turnMs))
  await processes.endAll()
  return {
    heading: `${PARALLEL} requests at once, a page of ${size} calls`,
    conditions: `vendor with canned answers, LAAFFIC_CONCURRENCY=${PARALLEL}, ${TURNS} turns of ${turnMs / 1000} s each; client and vendor use the same cores`,
    figures: ways.flatMap((way) => figuresOf(way.name, turns.get(way) ?? [])),
  }
}
