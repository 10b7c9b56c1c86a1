import { createServer } from 'node:http'
import { createAccountZone } from '../../mocks/vendor/account/account-zone.ts'
import { queryBody } from '../../mocks/vendor/account/query-body.ts'
import { toWireRecord } from '../../mocks/vendor/account/wire-record.ts'
import { createCallBook } from '../../mocks/vendor/calls/call-book.ts'
import { RECORDINGS_ORIGIN } from '../../mocks/vendor/handler.ts'

/*
 * A vendor with so many calls in the last 30 days, evenly, of which every page takes 50 ms. They
 * are the simulator's of a day, over and over; a page is found by reckoning and not by search, so
 * that the vendor takes no processor time that an export would seem to take.
 */
const port = Number(process.argv[2])
const CALLS = Number(process.argv[3])
const DAY_MS = 86_400_000
const STEP_MS = Math.floor(2_500_000 / CALLS) * 1000
const PAGE_MS = 50

const zone = createAccountZone('Asia/Shanghai')
const now = Date.now()
const models = createCallBook('callboard', zone).between(now - DAY_MS, now, now)
/** Start of the latest call; the others are so many steps before. */
const latest = Math.floor((now - 3_600_000) / 1000) * 1000

/** Numbers of the calls from `from` to `to` (ms), both included; 0 is the latest. */
function numbersBetween(from: number, to: number): { first: number; count: number } {
  const first = Math.max(0, Math.ceil((latest - to) / STEP_MS))
  const last = Math.min(CALLS - 1, Math.floor((latest - from) / STEP_MS))
  return { first, count: Math.max(0, last - first + 1) }
}

function recordOf(number: number) {
  const model = models[number % models.length]
  if (!model) throw new Error('There are no calls to go by')
  const startedAt = latest - number * STEP_MS
  const moved = (at: number) => at + startedAt - model.startedAt
  const answeredAt = model.answeredAt && moved(model.answeredAt)
  const times = { startedAt, answeredAt, endedAt: moved(model.endedAt) }
  const id = String(23_000_000_000_000_000n + BigInt(number))
  return toWireRecord({ ...model, ...times, id }, { zone, recordingsOrigin: RECORDINGS_ORIGIN })
}

function answer(body: string): string {
  const { current, size, params } = queryBody.parse(JSON.parse(body))
  const { first, count } = numbersBetween(params.strTime, params.endTime)
  const start = (current - 1) * size
  const shown = Math.max(0, Math.min(size, count - start))
  const records = Array.from({ length: shown }, (_, index) => recordOf(first + start + index))
  return JSON.stringify({
    status: '0',
    reason: 'success',
    data: { records, total: count, size, current },
  })
}

createServer((request, response) => {
  if (request.method !== 'POST') return response.end('ok')
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    const text = answer(body)
    setTimeout(() => {
      response.writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' })
      response.end(text)
    }, PAGE_MS)
  })
}).listen(port, '127.0.0.1')
