import { Client } from 'undici'
import { isoTime, signedQuery } from '../../mocks/vendor/signed-query.ts'
import { type Row, repeat } from './measure.ts'
import { startCallboard, startNginx, startSimulator } from './processes.ts'

const WARM_UP_ROUNDS = 20
const ROUNDS = 200
const PAGE_SIZE = 50
const DAY_MS = 86_400_000
/** A refusal of the vendor is HTTP 200 too, and short. */
const MIN_ANSWER_BYTES = 300

/** A period no earlier request had, so that no answer is shared or cached. */
function nextPeriod(index: number): { from: string; to: string } {
  const now = Date.now()
  return { from: isoTime(now - DAY_MS - index * 1_000), to: isoTime(now) }
}

async function vendorRequest(index: number) {
  const { from, to } = nextPeriod(index)
  const params = { strTime: from, endTime: to }
  const request = signedQuery({ now: Date.now(), size: PAGE_SIZE, params })
  const headers = Object.fromEntries(request.headers)
  const { pathname: path } = new URL(request.url)
  return { method: 'POST', path, headers, body: await request.text() } as const
}

async function callboardRequest(index: number) {
  const query = new URLSearchParams({ ...nextPeriod(index), size: String(PAGE_SIZE) })
  return { method: 'GET', path: `/api/records?${query}` } as const
}

/** Sends a request and reads its answer to the end. Returns the time that took, in ms. */
async function timeRequest(client: Client, request: Parameters<Client['request']>[0]) {
  const startedAt = performance.now()
  const { statusCode, body } = await client.request(request)
  const { byteLength } = await body.arrayBuffer()
  const ms = performance.now() - startedAt
  if (statusCode !== 200 || byteLength < MIN_ANSWER_BYTES)
    throw new Error(`${request.path}: HTTP ${statusCode}, ${byteLength} bytes`)
  return ms
}

/** Measures one page of calls: from the vendor, through nginx and through Callboard, by turns. */
export async function measureEndpoint(): Promise<Row[]> {
  const vendor = await startSimulator()
  const nginx = await startNginx(vendor)
  const callboard = await startCallboard(vendor)
  const routes = [
    { what: 'vendor, direct', origin: vendor, createRequest: vendorRequest },
    { what: 'vendor through nginx', origin: nginx, createRequest: vendorRequest },
    { what: 'Callboard', origin: callboard, createRequest: callboardRequest },
  ].map(({ origin, ...route }) => ({ ...route, client: origin ? new Client(origin) : null }))
  const rounds = await repeat(WARM_UP_ROUNDS + ROUNDS, async (index) => {
    const round: number[] = []
    for (const { client, createRequest } of routes)
      round.push(client ? await timeRequest(client, await createRequest(index)) : Number.NaN)
    return round
  })
  await Promise.all(routes.map(({ client }) => client?.close()))
  return routes.map(({ what, client }, column) => ({
    what: `page of ${PAGE_SIZE} calls, ${what}`,
    unit: 'ms',
    samples: client ? rounds.slice(WARM_UP_ROUNDS).map((round) => round[column] as number) : [],
    ...(!client && { note: 'not installed' }),
  }))
}
