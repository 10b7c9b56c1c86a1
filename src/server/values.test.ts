import { beforeAll, describe, expect, it, test } from 'vitest'
import type { NamesAnswer } from '../calls/figures.ts'
import type { Problem } from '../calls/problems.ts'
import { scriptedFetch } from '../testing/scripted-fetch.ts'
import { createTestApp } from '../testing/test-app.ts'

const START = '2026-03-09T10:00:00+08:00'

type TestApp = ReturnType<typeof createTestApp>['app']

async function ask<Answer>(app: TestApp, query: Record<string, string>) {
  const response = await app.request(`/api/values?${new URLSearchParams(query)}`)
  return { status: response.status, body: (await response.json()) as Answer }
}

/** Creates a server that has read yesterday's calls: these. */
async function appWith(given: readonly object[]): Promise<TestApp> {
  const calls = given.map((call, index) => ({
    callSessionId: `${index}`,
    callStartTime: START,
    ...call,
  }))
  const fetch = scriptedFetch((_url, { body }) => {
    const { current, size, params } = JSON.parse(String(body))
    const found = params.strTime < START && START <= params.endTime ? calls : []
    const records = found.slice((current - 1) * size, current * size)
    return Response.json({ status: '0', data: { records, total: found.length } })
  })
  const { app } = createTestApp(fetch, { READ_RATE: '0' })
  const answer = await app.request('/api/summary?range=yesterday&hold=60')
  expect(await answer.json()).toMatchObject({ coverage: { complete: true, read: given.length } })
  return app
}

const RIGHT_TO_LEFT = '\u202eשירות לקוחות'
const AGENTS = [
  ...["O'Brien", '100% Ann', 'Per_son', 'Person', 'back\\slash', 'a"b', '$1', '李娜', '王李'],
  ...[RIGHT_TO_LEFT, 'نور', 'ÉMILE', 'annika', 'Joanna'],
]
const CALLS = [
  ...AGENTS.map((agentName) => ({ agentName })),
  { agentName: 'annika', agentGroupName: 'Sales EU', ccode: '+86', labels: ['VIP', '回访'] },
  { agentName: null, agentGroupName: 'sales', ccode: '91', labels: ['vip 2', 'VIP'] },
]

describe('names among the calls that were read', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await appWith(CALLS)
  })

  it.each<[key: string, q: string, values: string[]]>([
    ['agent', "'", ["O'Brien"]],
    ['agent', "' or 1=1 --", []],
    ['agent', '"', ['a"b']],
    ['agent', '%', ['100% Ann']],
    ['agent', '_', ['Per_son']],
    ['agent', '\\', ['back\\slash']],
    ['agent', '$1', ['$1']],
    ['agent', ' ', ['100% Ann', RIGHT_TO_LEFT]],
    ['agent', '李', ['李娜', '王李']],
    ['agent', 'שירות', [RIGHT_TO_LEFT]],
    ['agent', 'نو', ['نور']],
    ['agent', 'émile', ['ÉMILE']],
    ['agent', 'ANN', ['annika', '100% Ann', 'Joanna']],
    ['agent', 'p', ['Per_son', 'Person']],
    ['agent', '\0', []],
    ['agent', 'nobody', []],
    ['agent', '', AGENTS.toSorted()],
    ['group', '', ['Sales EU', 'sales']],
    ['group', 'eu', ['Sales EU']],
    ['label', '', ['VIP', 'vip 2', '回访']],
    ['label', '2', ['vip 2']],
    ['country', '', ['86', '91']],
    ['country', '1', ['91']],
  ])('finds by %s and %j', async (key, q, values) => {
    expect(await ask<NamesAnswer>(app, { key, q })).toEqual({ status: 200, body: { values } })
  })

  it('are all of them without q', async () => {
    const { body } = await ask<NamesAnswer>(app, { key: 'country' })
    expect(body.values).toEqual(['86', '91'])
  })

  it.each([{}, { key: '' }, { key: 'caller' }, { key: 'reason' }, { key: 'Agent' }])(
    'are refused for %j',
    async (query) => {
      const { status, body } = await ask<Problem>(app, query)
      expect([status, body.code]).toEqual([400, 'invalid_query'])
      expect(body.detail).toContain('“key”')
    },
  )
})

test('of 5,000 agents, 50 are offered, and each can be found', { timeout: 60_000 }, async () => {
  const nameOf = (index: number) => `Agent ${String(index).padStart(4, '0')}`
  const calls = Array.from({ length: 5_000 }, (_, index) => ({ agentName: nameOf(index) }))
  const app = await appWith(calls.toReversed())
  const find = async (q: string) => (await ask<NamesAnswer>(app, { key: 'agent', q })).body.values
  expect(await find('')).toEqual(Array.from({ length: 50 }, (_, index) => nameOf(index)))
  expect(await find('4999')).toEqual(['Agent 4999'])
  expect(await find('agent 49')).toHaveLength(50)
})

test('before anything was read, there are no names', async () => {
  const { app } = createTestApp(scriptedFetch())
  expect((await ask(app, { key: 'label' })).body).toEqual({ values: [] })
})

test('without a mirror, there is an answer that says so', async () => {
  const { app } = createTestApp(scriptedFetch(), { CALLS_DB: 'off' })
  const { status, body } = await ask<Problem>(app, { key: 'agent' })
  expect([status, body.code]).toEqual([501, 'mirror_off'])
})
