import { expect, test } from 'vitest'
import { createVendor, DEMO_KEY, QUERY_PATH, VENDOR_ORIGIN } from './handler.ts'
import { isoTime, type QueryToSend, readAnswer, signedQuery } from './signed-query.ts'

const NOW = Date.parse('2026-03-18T14:30:00+08:00')
const DAY = 86_400_000
const vendor = createVendor({ now: () => NOW, recordings: async () => new Uint8Array() })

async function ask(query: Partial<QueryToSend> = {}) {
  return readAnswer(await vendor(signedQuery({ now: NOW, ...query })))
}

test.each<[string, Partial<QueryToSend>, string]>([
  ['a query for a day', {}, '0'],
  ['another content type', { headers: { 'Content-Type': 'text/plain' } }, '-22'],
  ['half a JSON', { body: '{"current":1,' }, '-22'],
  ['no body', { body: '' }, '-22'],
  ['a list', { body: [] }, '-22'],
  ['a key it does not know', { params: { page: 1 } }, '-22'],
  ['an empty list', { params: { ccode: [] } }, '-22'],
  ['size 101', { size: 101 }, '-22'],
  ['an unknown key', { headers: { 'Api-Key': 'x' } }, '-1'],
  ['a wrong signature', { headers: { Sign: 'x' } }, '-1'],
  ['a late clock', { now: NOW - 301_000 }, '-16'],
  ['a wrong signature before a wrong body', { headers: { Sign: 'x' }, body: '' }, '-1'],
  ['32 days', { params: { strTime: isoTime(NOW - 32 * DAY) } }, '-25'],
  [
    'a day too long ago',
    { params: { strTime: isoTime(NOW - 64 * DAY), endTime: isoTime(NOW - 63 * DAY) } },
    '-25',
  ],
  ['a reversed day', { params: { strTime: isoTime(NOW), endTime: isoTime(NOW - DAY) } }, '-22'],
])('%s', async (_, query, status) => {
  expect((await ask(query)).status).toBe(status)
})

test('answers POST only, and dates every answer by its clock', async () => {
  const get = await vendor(VENDOR_ORIGIN + QUERY_PATH, { headers: { 'Api-Key': DEMO_KEY } })
  expect(get.status).toBe(405)
  const post = await vendor(signedQuery({ now: 0 }))
  expect(Date.parse(post.headers.get('Date') ?? '')).toBe(NOW)
})

test('pages hold every call once, in order, and the last is short', async () => {
  const { data } = await ask({ size: 100 })
  const ids: unknown[] = []
  for (let current = 1; ids.length < data.total; current += 1) {
    const page = await ask({ current, size: 100 })
    expect(page.data.total).toBe(data.total)
    ids.push(...page.data.records.map((record) => record.callSessionId))
  }
  expect(new Set(ids).size).toBe(data.total)
  expect((await ask({ current: 100 })).data).toMatchObject({ total: data.total, records: [] })
})

test('a period holds the second it begins in and the second it ends in', async () => {
  const all = await ask({ size: 1, current: 5 })
  const started = `${all.data.records[0]?.callStartTime}+08:00`.replace(' ', 'T')
  const { data } = await ask({ params: { strTime: started, endTime: started } })
  expect(data.records).toContainEqual(all.data.records[0])
})

test('other credentials are taken in place of the demo account', async () => {
  const own = createVendor({
    now: () => NOW,
    recordings: async () => new Uint8Array(),
    key: 'k',
    secret: 's',
  })
  expect((await readAnswer(await own(signedQuery({ now: NOW })))).status).toBe('-1')
})

test('the zone moves the wall clock and the days', async () => {
  const utc = createVendor({
    now: () => NOW,
    recordings: async () => new Uint8Array(),
    timeZone: 'UTC',
  })
  const { data } = await readAnswer(
    await utc(signedQuery({ now: NOW, params: { sipGroupName: '!one' } })),
  )
  expect(data.records[0]?.callStartTime).toBe('2026-03-18 06:29:00')
})
