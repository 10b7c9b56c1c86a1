import type { Dispatcher } from 'undici'
import { DEMO_KEY, DEMO_SECRET, QUERY_PATH } from '../../mocks/vendor/handler.ts'
import { type RecordsQuery, serializeRecordsQuery } from '../../src/calls/query.ts'
import { inZone } from '../../src/calls/time.ts'
import { serializeVendorBody } from '../../src/server/vendor/request-body.ts'
import { sign } from '../../src/server/vendor/sign.ts'

const ZONE = 'Asia/Shanghai'
const DAY_MS = 86_400_000
let asked = 0

/** A query never made before in this run, so that nothing can be shared or remembered. */
function freshQuery(size: number): RecordsQuery {
  asked += 1
  const to = Date.now()
  const none = { group: null, agent: [], type: [], reason: [], hungUpBy: [], number: null }
  const from = inZone(to - DAY_MS - (asked % DAY_MS) * 1_000, ZONE)
  return { ...none, from, to: inZone(to, ZONE), country: [], label: [], page: 1, size }
}

function signedRequest(query: RecordsQuery) {
  const timestamp = Math.floor(Date.now() / 1000)
  return {
    method: 'POST',
    path: QUERY_PATH,
    headers: {
      'Content-Type': 'application/json;charset=UTF-8',
      'Api-Key': DEMO_KEY,
      Timestamp: String(timestamp),
      Sign: sign(DEMO_KEY, DEMO_SECRET, timestamp),
    },
    body: serializeVendorBody(query, ZONE),
  } as const
}

/**
 * Asks for one page of calls by one of the ways and reads the answer to its end.
 * @returns how long that took, in ms
 * @throws Error where the answer is no page of calls
 */
export async function askCalls(
  client: Dispatcher,
  { signed, size }: { signed: boolean; size: number },
): Promise<number> {
  const query = freshQuery(size)
  const request = signed
    ? signedRequest(query)
    : ({ method: 'GET', path: `/api/records${serializeRecordsQuery(query)}` } as const)
  const startedAt = performance.now()
  const { statusCode, body } = await client.request(request)
  const bytes = (await body.arrayBuffer()).byteLength
  const ms = performance.now() - startedAt
  // A refusal of the vendor's is HTTP 200, and short.
  if (statusCode !== 200 || bytes < 300)
    throw new Error(`${request.path} answered HTTP ${statusCode}, ${bytes} bytes`)
  return ms
}
