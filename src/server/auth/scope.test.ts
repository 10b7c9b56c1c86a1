import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { createVendor, DEMO_KEY, DEMO_SECRET } from '../../../mocks/vendor/handler.ts'
import type { CallRecord, RecordsPage, User } from '../../calls/call.ts'
import type { Summary } from '../../calls/figures.ts'
import { createTestApp, TEST_NOW } from '../../testing/test-app.ts'
import type { FetchFunction } from '../fetch.ts'
import { maskNumber } from './scope.ts'

const RECORDINGS = new URL('../../../mocks/vendor/recordings/', import.meta.url)
const ADMIN: User = { name: 'Ada', role: 'admin', groups: [] }
const SUPERVISOR: User = { name: 'Sue', role: 'supervisor', groups: ['India Sales', 'LatAm Desk'] }
const LISTENER: User = { ...SUPERVISOR, name: 'Lee', role: 'listener' }
const NOBODY: User = { ...SUPERVISOR, name: 'Nan', groups: [] }

function createApp(settings: Record<string, string> = {}, wrap = (fetch: FetchFunction) => fetch) {
  const vendor = createVendor({
    now: Date.now,
    recordings: (name) => readFile(new URL(name, RECORDINGS)),
  })
  const { app, lines } = createTestApp(
    wrap(vendor),
    { LAAFFIC_API_KEY: DEMO_KEY, LAAFFIC_API_SECRET: DEMO_SECRET, READ_RATE: '0', ...settings },
    Date.now,
  )
  const get = async (user: User, path: string, init: RequestInit = {}) =>
    app.request(path, init, { user })
  const list = async (user: User, search: string) =>
    (await (await get(user, `/api/records${search}`)).json()) as RecordsPage
  return { get, list, lines }
}

beforeEach(() => {
  vi.useFakeTimers({ now: TEST_NOW, toFake: ['Date'] })
})
afterEach(() => void vi.useRealTimers())

const DAY = '?range=yesterday'

describe('a supervisor', () => {
  it('lists the calls of all own groups without choosing one', async () => {
    const { list } = createApp()
    await list(SUPERVISOR, DAY)
    const all = await list(ADMIN, `${DAY}&size=100`)
    const own = all.records.filter(({ group }) => SUPERVISOR.groups.includes(group ?? ''))
    const { records } = await list(SUPERVISOR, `${DAY}&size=100`)
    expect(own.length).toBeGreaterThan(10)
    expect(records.slice(0, own.length).map(({ id }) => id)).toEqual(own.map(({ id }) => id))
  })

  test.each([
    [`/api/records${DAY}&group=Jakarta%20Support`],
    [`/api/summary${DAY}&group=Jakarta%20Support&group=India%20Sales`],
    [`/api/export${DAY}&group=Jakarta%20Support&format=csv`],
  ])('gets 403 for %s', async (path) => {
    const response = await createApp().get(SUPERVISOR, path)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'out_of_scope' })
  })

  it('sees nothing without a group', async () => {
    const { get } = createApp()
    for (const path of ['records', 'summary', 'values?key=agent', 'export?format=csv'])
      expect((await get(NOBODY, `/api/${path}`)).status).toBe(403)
  })

  it('is never sent a call that the vendor sent in spite of its filter', async () => {
    const { get, list, lines } = createApp({}, (fetch) => (url, init) => {
      const body = JSON.parse(String(init?.body ?? '{}'))
      delete body.params?.sipGroupName
      return fetch(url, { ...init, body: JSON.stringify(body) })
    })
    const oneGroup: User = { ...SUPERVISOR, groups: ['India Sales'] }
    const { records } = await list(oneGroup, `${DAY}&size=100`)
    expect(records.length).toBeGreaterThan(0)
    expect(new Set(records.map(({ group }) => group))).toEqual(new Set(['India Sales']))
    expect(lines.join()).toContain('calls of other groups were held back')
    const all = (await (await get(ADMIN, `/api/summary${DAY}&hold=60`)).json()) as Summary
    const sum = (await (await get(oneGroup, `/api/summary${DAY}&hold=60`)).json()) as Summary
    const india = all.facets.group.values.find(({ value }) => value === 'India Sales')
    expect(sum.figures.calls).toBe(india?.calls)
  })
})

describe('whatever a supervisor asks, no answer holds a call of another group', () => {
  const some = (values: readonly string[]) => fc.subarray([...values], { maxLength: 3 })
  const names = ['India Sales', 'Jakarta Support', 'LatAm Desk', '客服一组', '']
  const flag = (key: string, ...values: string[]) =>
    fc.option(fc.constantFrom(...values)).map((value) => (value === null ? [] : [[key, value]]))
  const lists = (key: string, values: readonly string[]) =>
    some(values).map((chosen) => chosen.map((value) => [key, value]))
  const question = (foreign: readonly CallRecord[]) =>
    fc
      .tuple(
        lists('group', names),
        lists('notGroup', names),
        lists('without', ['group', 'agent', 'label', 'country', 'reason', 'type', 'hungUpBy']),
        lists('outcome', ['answered', 'missed', 'failed', 'unknown']),
        lists(
          'id',
          foreign.map(({ id }) => id),
        ),
        lists(
          'agent',
          foreign.flatMap(({ agent }) => agent ?? []),
        ),
        flag('number', ...foreign.map(({ called }) => called.replace(/\D/g, ''))),
        flag('sort', 'group', '-agent', 'customer'),
        flag('size', '1', '100'),
        flag('page', '2'),
        flag('agents', 'all'),
        flag('scope', 'Jakarta Support'),
        flag('user', 'Ada'),
      )
      .map((parts) => String(new URLSearchParams(parts.flat() as string[][])))

  it('in the list, the figures, the names and the files', { timeout: 240_000 }, async () => {
    const { get, list } = createApp()
    const { records } = await list(ADMIN, `${DAY}&size=100`)
    const isForeign = ({ group }: CallRecord) => !SUPERVISOR.groups.includes(group ?? '')
    const foreign = records.filter(isForeign)
    const ownAgents = new Set(records.filter((call) => !isForeign(call)).map(({ agent }) => agent))
    const foreignAgents = foreign
      .map(({ agent }) => agent)
      .filter((agent) => agent !== null && !ownAgents.has(agent)) as string[]
    expect(foreignAgents.length).toBeGreaterThan(1)
    await get(ADMIN, `/api/summary${DAY}&hold=60`) // the mirror holds the calls of all groups
    const selected = foreign
      .slice(0, 20)
      .map(({ startedAt, id }) => `${startedAt} ${id}`)
      .join('\n')
    await fc.assert(
      fc.asyncProperty(question(foreign), async (search) => {
        const asked = decodeURIComponent(search.replaceAll('+', ' '))
        const form = new URLSearchParams({ format: 'csv', calls: selected })
        const answers = await Promise.all([
          get(SUPERVISOR, `/api/records${DAY}&${search}`),
          get(SUPERVISOR, `/api/summary${DAY}&hold=20&${search}`),
          get(SUPERVISOR, `/api/values?key=agent&${search}`),
          get(SUPERVISOR, `/api/values?key=group&${search}`),
          get(
            SUPERVISOR,
            `/api/export${DAY}&format=jsonl&columns=id,agent,group&hold=20&${search}`,
          ),
          get(SUPERVISOR, `/api/export?${search}`, { method: 'POST', body: form }),
        ])
        for (const answer of answers) {
          const body = await answer.text()
          for (const name of ['Jakarta Support', '客服一组', ...foreignAgents])
            if (!asked.includes(name)) expect(body.includes(name), name).toBe(false)
          for (const { id } of foreign)
            if (!asked.includes(id)) expect(body.includes(id), id).toBe(false)
          if (answer.ok && body.startsWith('{"records"'))
            for (const { group } of (JSON.parse(body) as RecordsPage).records)
              expect(SUPERVISOR.groups).toContain(group)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('a listener', () => {
  it('plays recordings of own groups, and downloads nothing', async () => {
    const { get, list } = createApp()
    const { records } = await list(LISTENER, `${DAY}&recorded=true`)
    const path = records[0]?.recording ?? ''
    const playing = await get(LISTENER, path, { headers: { Range: 'bytes=0-9' } })
    expect(playing.status).toBe(206)
    await playing.body?.cancel()
    expect((await get(LISTENER, `${path}?download`)).status).toBe(403)
    expect((await get(LISTENER, `/api/export${DAY}&format=csv`)).status).toBe(403)
    expect((await get(LISTENER, '/api/export', { method: 'POST' })).status).toBe(403)
  })

  it('sees masked numbers with MASK=listener', async () => {
    const { list } = createApp({ MASK: 'listener' })
    const [masked] = (await list(LISTENER, DAY)).records
    const [full] = (await list(SUPERVISOR, DAY)).records
    expect(masked?.id).toBe(full?.id)
    for (const key of ['caller', 'called', 'customer', 'line'] as const) {
      expect(masked?.[key]).toBe(maskNumber(full?.[key] ?? ''))
      expect(masked?.[key]).not.toMatch(/\d{4}/)
    }
  })
})

describe('the sealed URL of a recording', () => {
  it('opens for users of its group only, until the end of the following day', async () => {
    const { get, list } = createApp()
    const { records } = await list(ADMIN, `${DAY}&recorded=true&group=Jakarta%20Support`)
    const path = records[0]?.recording ?? ''
    const status = async (user: User) => {
      const response = await get(user, path, { headers: { Range: 'bytes=0-9' } })
      await response.body?.cancel()
      return response.status
    }
    expect(await status(SUPERVISOR)).toBe(403)
    expect(await status({ ...SUPERVISOR, groups: ['Jakarta Support'] })).toBe(206)
    vi.setSystemTime('2026-03-11T23:59:59+08:00')
    expect(await status(ADMIN)).not.toBe(404)
    vi.setSystemTime('2026-03-12T00:00:00+08:00')
    expect(await status(ADMIN)).toBe(404)
  })
})

test.each([
  ['', ''],
  ['110', '***'],
  ['10086', '*****'],
  ['8613800138000', '861********00'],
  ['+86 138 0013 8000', '+86 1** **** **00'],
  ['91861****978737', '918**********37'],
  ['sip:alice', 'sip:alice'],
])('maskNumber(%s) is %s', (number, masked) => {
  expect(maskNumber(number)).toBe(masked)
})
