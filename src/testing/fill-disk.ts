import { randomBytes } from 'node:crypto'
import { createTestApp } from './test-app.ts'

/*
 * Runs the server with the database file of the first argument, and requests the paths of the other
 * ones in turn. It prints a JSON line for each answer. Yesterday has more calls than a full disk can
 * take; today has one.
 */
const YESTERDAY = Date.parse('2026-03-09T10:00:00+08:00')
const TODAY = YESTERDAY + 86_400_000
const MANY = 2_000

const calls = Array.from({ length: MANY + 1 }, (_, index) => ({
  callSessionId: `${index}`,
  startedAt: index < MANY ? YESTERDAY : TODAY,
  remark: randomBytes(500).toString('hex'), // cannot be compressed to less
}))

const [, , path = '', ...paths] = process.argv
const { app, lines } = createTestApp(
  async (_url, { body }) => {
    const { current, size, params } = JSON.parse(String(body))
    const [first, last] = [params.strTime, params.endTime].map((time) => Date.parse(time))
    const found = calls.filter(
      ({ startedAt }) => Number(first) <= startedAt && startedAt <= Number(last),
    )
    const records = found
      .slice((current - 1) * size, current * size)
      .map((call) => ({ ...call, callStartTime: new Date(call.startedAt).toISOString() }))
    return Response.json({ status: '0', data: { records, total: found.length } })
  },
  { CALLS_DB: path, READ_RATE: '0' },
)
for (const each of paths) {
  const response = await app.request(each)
  const body = await response.json()
  const failures = lines.splice(0).filter((line) => line.includes('database'))
  process.stdout.write(`${JSON.stringify({ status: response.status, body, failures })}\n`)
}
