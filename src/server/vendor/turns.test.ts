import { expect, test } from 'vitest'
import { scriptedFetch, vendorPage } from '../../testing/scripted-fetch.ts'
import { createTestApp, TEST_QUERY } from '../../testing/test-app.ts'

/** A vendor that holds its answers until the test releases them. */
function heldVendor() {
  const held: (() => void)[] = []
  const fetch = scriptedFetch(async (url, init) => {
    await new Promise<void>((resolve) => held.push(resolve))
    return vendorPage()(url, init)
  })
  return { fetch, held }
}

const nextTask = () => new Promise((resolve) => setImmediate(resolve))

function setUp(settings: Record<string, string> = {}) {
  const { fetch, held } = heldVendor()
  const { app } = createTestApp(fetch, settings)
  const ask = async (address: string, page: number) => {
    const socket = { remoteAddress: address }
    return app.request(`${TEST_QUERY}&page=${page}`, {}, { incoming: { socket } })
  }
  /** The pages requested from the vendor, in order. */
  const asked = () => fetch.calls.map(({ body }) => JSON.parse(body).current)
  return { ask, asked, held }
}

test('of 400 concurrent queries, those above the limit are refused before any is answered', async () => {
  const { ask, asked, held } = setUp()
  const under = Array.from({ length: 46 }, (_, index) => ask('192.0.2.1', index + 1))
  await nextTask()
  const refused = Array.from({ length: 354 }, (_, index) => ask('192.0.2.1', index + 47))
  for (const response of await Promise.all(refused)) {
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toBe('5')
  }
  expect(asked()).toHaveLength(6)
  while (asked().length < 46 || held.length > 0) {
    held.shift()?.()
    await nextTask()
  }
  expect((await Promise.all(under)).every(({ ok }) => ok)).toBe(true)
})

test('a query of another client is sent next', async () => {
  const { ask, asked, held } = setUp({ LAAFFIC_CONCURRENCY: '1' })
  const many = Array.from({ length: 40 }, (_, index) => ask('192.0.2.1', index + 1))
  const other = ask('::ffff:192.0.2.2', 100)
  await nextTask()
  held.shift()?.()
  await expect.poll(asked).toEqual([1, 100])
  held.shift()?.()
  expect((await other).status).toBe(200)
  const answered = Promise.all(many)
  while (asked().length < 41 || held.length > 0) {
    held.shift()?.()
    await nextTask()
  }
  expect((await answered).every(({ ok }) => ok)).toBe(true)
})

test('identical queries are sent once', async () => {
  const { ask, asked, held } = setUp({ LAAFFIC_CONCURRENCY: '1' })
  const same = Array.from({ length: 100 }, () => ask('192.0.2.1', 1))
  await expect.poll(() => held.length).toBe(1)
  held.shift()?.()
  expect((await Promise.all(same)).every(({ ok }) => ok)).toBe(true)
  expect(asked()).toEqual([1])
})

test('queries of the page are sent before those of an export', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const page = vendorPage()
  const fetch = scriptedFetch(async (...request) => {
    await held
    return page(...request)
  }, page)
  const { app } = createTestApp(fetch, { LAAFFIC_CONCURRENCY: '1' })
  const ask = (search: string, headers = {}) => app.request(`${TEST_QUERY}&${search}`, { headers })
  const asked = [
    ask('page=1'),
    ask('page=2', { Priority: 'u=6' }),
    ask('page=3', { Priority: 'u=6' }),
    ask('page=4'),
  ]
  release()
  await Promise.all(asked)
  expect(fetch.calls.map(({ body }) => JSON.parse(body).current)).toEqual([1, 4, 2, 3])
})
