import { expect, test } from 'vitest'
import { scriptedFetch, vendorPage } from '../../testing/scripted-fetch.ts'
import { createTestApp, TEST_QUERY } from '../../testing/test-app.ts'
import { readUrgency } from './urgency.ts'

test.each([
  [undefined, 3],
  ['', 3],
  ['u=0', 3],
  ['u=2', 3],
  ['u=7', 7],
  ['i, u=5', 5],
  ['u=5, i', 5],
  ['u=5;q=1', 5],
  ['u=8', 3],
  ['u=55', 3],
  ['xu=5', 3],
  ['u="5"', 3],
])('Priority: %s is urgency %d', (header, urgency) => {
  expect(readUrgency(header)).toBe(urgency)
})

test('who browses goes before who exports', async () => {
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
