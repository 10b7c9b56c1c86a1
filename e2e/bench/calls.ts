import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { pino } from 'pino'
import { createApp } from '../../src/server/app.ts'
import { readEnv } from '../../src/server/env.ts'
import { type Row, repeat } from './measure.ts'

/** The calls end here (ms), and the server's clock stands still. */
const NOW = Date.parse('2026-03-10T12:00:00Z')
const ROUNDS = 9
const MEGABYTE = 1_000_000

interface Account {
  calls: number
  /** The calls are spread over this time, in seconds. */
  seconds: number
  /** The vendor's latency, in ms. */
  latencyMs: number
}

/** One of the vendor's records. */
function recordOf(index: number, startMs: number) {
  const at = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
  return {
    callSessionId: `26031${String(index).padStart(9, '0')}`,
    caller: '91778800001',
    called: `9186${String(index % 10_000_000).padStart(8, '0')}`,
    ccode: '91',
    ccodeName: 'India',
    agentName: `Agent ${index % 200}`,
    agentGroupName: `Group ${index % 8}`,
    callDuration: (index * 37) % 900,
    callType: (index % 3) + 1,
    hangingDirection: index % 2,
    hangupReason: index % 10,
    labels: index % 3 === 0 ? [] : [`Label ${index % 12}`],
    callStartTime: at(startMs),
    answerTime: at(startMs + 5_000),
    callEndTime: at(startMs + 5_000 + ((index * 37) % 900) * 1_000),
    voiceUrl: `https://recordings.example/agent-call-record-231120/${index}.wav`,
  }
}

/** Creates the server over a vendor with evenly spread calls, newest first. */
function createServer({ calls, seconds, latencyMs }: Account) {
  const first = NOW / 1_000 - seconds
  const placeOf = (second: number) => Math.ceil(((second - first) * calls) / seconds)
  const env = readEnv({
    LAAFFIC_API_KEY: 'key',
    LAAFFIC_API_SECRET: 'secret',
    LAAFFIC_TIME_ZONE: 'UTC',
    SESSION_SECRET: 'sixteen letters or more',
    READ_RATE: '0',
    READ_LIMIT: '1000000',
  })
  async function fetch(_url: string, { body }: RequestInit) {
    const { current, size, params } = JSON.parse(String(body))
    const [from, to] = [params.strTime, params.endTime].map((time) => Date.parse(time) / 1_000)
    const start = Math.max(0, placeOf(from ?? 0))
    const total = Math.max(0, Math.min(calls, placeOf((to ?? 0) + 1)) - start)
    const count = Math.max(0, Math.min(size, total - (current - 1) * size))
    const records = Array.from({ length: count }, (_, row) => {
      const index = start + total - 1 - (current - 1) * size - row
      return recordOf(index, Math.floor(first + (index * seconds) / calls) * 1_000)
    })
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
    return Response.json({ status: '0', data: { records, total, size, current } })
  }
  const log = pino({ enabled: false })
  const app = createApp({ env, fetch, now: () => NOW, log })
  const period = new URLSearchParams({
    from: new Date(first * 1_000).toISOString(),
    to: new Date(NOW - 1_000).toISOString(),
  })
  return (path: string) => app.request(path.replace('?', `?${period}&`))
}

type Ask = ReturnType<typeof createServer>

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

async function readJson(ask: Ask, path: string) {
  const response = await ask(path)
  const answer = await response.json()
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  return answer
}

/** Adds a filter that keeps every call, because a question is not computed twice. */
function newQuestion(path: string, round: number): string {
  return `${path}&wait=..${10_000 + round}`
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

/** Reads an export to its end. Returns how far the memory of the process rose, in MB. */
async function exportMegabytes(ask: Ask, path: string): Promise<number> {
  const before = process.memoryUsage().rss
  let most = before
  const response = await ask(path)
  if (!response.ok || !response.body) throw new Error(`${path}: HTTP ${response.status}`)
  for await (const _ of response.body) most = Math.max(most, process.memoryUsage().rss)
  return (most - before) / MEGABYTE
}

async function measureReading(): Promise<Row[]> {
  const account = { calls: 20_000, seconds: 72_000, latencyMs: 50 }
  const samples: number[] = []
  let ask = createServer(account)
  for (let round = 0; round < 3; round += 1) {
    ask = createServer(account)
    const pages = Array.from({ length: 200 }, (_, index) => index + 1)
    const lane = async () => {
      for (let page = pages.shift(); page; page = pages.shift())
        await readJson(ask, `/api/records?size=100&page=${page}`)
    }
    const bare = await timeOf(() => Promise.all([lane(), lane(), lane(), lane()]))
    samples.push((await timeOf(() => readJson(ask, '/api/summary?read=all&hold=600'))) / bare)
  }
  const summary = await repeat(ROUNDS, (round) =>
    timeOf(() => readJson(ask, newQuestion('/api/summary?', round))),
  )
  const again = await repeat(ROUNDS, () => timeOf(() => readJson(ask, '/api/summary?')))
  return [
    { what: 'reading 20,000 calls ÷ their bare pages', unit: '×', samples, limit: 1.1 },
    { what: 'summary of 20,000 calls', unit: 'ms', samples: summary, limit: 40 },
    { what: 'the same question again', unit: 'ms', samples: again, limit: 10 },
  ]
}

async function measureExport(): Promise<Row[]> {
  const ask = createServer({ calls: 100_000, seconds: 864_000, latencyMs: 0 })
  await readJson(ask, '/api/summary?read=all&hold=600')
  const rows: Row[] = []
  for (const [format, limit] of [
    ['csv', 2_500],
    ['xlsx', 6_000],
  ] as const) {
    const memory: number[] = []
    const samples = await repeat(3, () =>
      timeOf(async () => memory.push(await exportMegabytes(ask, `/api/export?format=${format}`))),
    )
    rows.push({ what: `export of 100,000 calls, ${format}`, unit: 'ms', samples, limit })
    rows.push({ what: `memory for it, ${format}`, unit: 'MB', samples: memory, limit: 80 })
  }
  return rows
}

async function measureMillion(): Promise<Row[]> {
  const ask = createServer({ calls: 1_000_000, seconds: 2_592_000, latencyMs: 0 })
  await readJson(ask, '/api/summary?read=all&hold=600')
  const paths: [what: string, path: string, limit: number][] = [
    ['summary of 1,000,000 calls', '/api/summary?', 250],
    ['sorted page of 1,000,000 calls', '/api/records?sort=-talkSeconds', 120],
    ['its page beyond 100,000', '/api/records?sort=-talkSeconds&page=2001', 600],
  ]
  const rows: Row[] = []
  for (const [what, path, limit] of paths) {
    const samples = await repeat(ROUNDS, (round) =>
      timeOf(() => readJson(ask, newQuestion(path, round))),
    )
    rows.push({ what, unit: 'ms', samples, limit })
  }
  collectGarbage() // the vendor is in this process too, and left 10,000 pages
  const resident = process.memoryUsage().rss / MEGABYTE
  rows.push({ what: 'resident with 1,000,000 calls', unit: 'MB', samples: [resident], limit: 700 })
  const memory = await exportMegabytes(ask, '/api/export?format=xlsx')
  rows.push({ what: 'memory for 1,000,000 rows, xlsx', unit: 'MB', samples: [memory], limit: 150 })
  return rows
}

/** Measures reading, answering and exporting calls that were read, in this process. */
export async function measureCalls(): Promise<Row[]> {
  // Earlier parts leave memory, so the million calls come first.
  return [...(await measureMillion()), ...(await measureExport()), ...(await measureReading())]
}
