import { Client } from 'undici'
import { type Figure, figureOf, type Section } from './figure.ts'
import { listedRecording } from './listed-recording.ts'
import { peakMb, residentMb } from './process-cost.ts'
import type { Processes } from './processes.ts'
import { repeat, type Times } from './repeat.ts'
import { startCannedVendor } from './start-servers.ts'
import { WAV_BYTES } from './wav-header.ts'
import { startWays, type Way } from './ways.ts'

const ROUNDS: Times = { fewest: 3, most: 9, budgetMs: 12_000 }
const STALLED_LISTENERS = 20
const STALLED_MS = 1_500

interface Download {
  firstByteMs: number
  mbPerSecond: number
}

async function download(client: Client, path: string): Promise<Download> {
  const startedAt = performance.now()
  const { statusCode, body } = await client.request({ method: 'GET', path })
  let firstByteMs = Number.NaN
  let bytes = 0
  for await (const chunk of body) {
    if (bytes === 0) firstByteMs = performance.now() - startedAt
    bytes += chunk.length
  }
  if (bytes !== WAV_BYTES) throw new Error(`${path}: HTTP ${statusCode}, ${bytes} bytes`)
  return { firstByteMs, mbPerSecond: bytes / 1e3 / (performance.now() - startedAt) }
}

/** Listeners who ask for the whole recording and then read no further. */
async function stall({ server }: Way, path: string): Promise<void> {
  const leaving = new AbortController()
  const listeners = Array.from({ length: STALLED_LISTENERS }, () =>
    fetch(server.origin + path, { signal: leaving.signal }),
  )
  await Promise.all(listeners)
  await new Promise((resolve) => setTimeout(resolve, STALLED_MS))
  leaving.abort()
}

/** The first byte and the throughput of a long recording, and what it costs in memory. */
export async function measureRecordings(processes: Processes): Promise<Section> {
  const ways = await startWays(processes, await startCannedVendor(processes), 6)
  const runs = await Promise.all(
    ways.map(async (way) => ({
      way,
      // Callboard's is in the calls it lists.
      path: way.signed ? '/call.wav' : await listedRecording(way.server.origin, null),
      client: new Client(way.server.origin),
      downloads: [] as Download[],
    })),
  )
  const memory: Figure[] = []
  const own = runs.at(-1)
  if (!own) throw new Error('There is nothing to measure')
  const { pid } = own.way.server
  const one = (what: string, median: number): Figure => ({ what, unit: 'MB', n: 1, median })
  memory.push(one('Callboard, memory before', residentMb(pid)))
  const busy = await peakMb(pid, async () => {
    await repeat(ROUNDS, async () => {
      for (const { client, path, downloads } of runs) downloads.push(await download(client, path))
    })
  })
  memory.push(one(`Callboard, most memory during the downloads`, busy))
  const stalled = await peakMb(pid, () => stall(own.way, own.path))
  memory.push(one(`Callboard, ${STALLED_LISTENERS} listeners who stopped reading`, stalled))
  await Promise.all(runs.map(({ client }) => client.close()))
  await processes.endAll()

  const figures = runs.flatMap(({ way: { name }, downloads }) => [
    figureOf(
      `${name}, first byte`,
      'ms',
      downloads.map((each) => each.firstByteMs),
    ),
    figureOf(
      `${name}, throughput`,
      'MB/s',
      downloads.map((each) => each.mbPerSecond),
    ),
  ])
  return {
    heading: `A recording of ${WAV_BYTES / 1e6} MB`,
    conditions: 'WAV from a source on the same machine, one download at a time, in turn',
    figures: [...figures, ...memory.filter(({ median }) => !Number.isNaN(median))],
  }
}
