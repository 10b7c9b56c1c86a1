import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createVendor, DEMO_KEY, DEMO_SECRET } from '../../../mocks/vendor/handler.ts'
import type { AuditLine, AuditPage } from '../../calls/audit.ts'
import type { RecordsPage, User } from '../../calls/call.ts'
import { TEST_NOW, testEnv } from '../../testing/test-app.ts'
import { createApp } from '../app.ts'
import { type AuditLog, openAuditFile, streamAuditLog } from './audit-log.ts'

const RECORDINGS = new URL('../../../mocks/vendor/recordings/', import.meta.url)
const ADMIN: User = { name: 'Ada', role: 'admin', groups: [] }
const SUPERVISOR: User = { name: 'Sue', role: 'supervisor', groups: ['India Sales'] }
const DAY = '?range=yesterday'

function create(auditLog: AuditLog, settings: Record<string, string> = {}) {
  const fetch = createVendor({
    now: Date.now,
    recordings: (name) => readFile(new URL(name, RECORDINGS)),
  })
  const credentials = { LAAFFIC_API_KEY: DEMO_KEY, LAAFFIC_API_SECRET: DEMO_SECRET }
  const app = createApp({
    env: testEnv({ ...credentials, READ_RATE: '0', MASK: 'supervisor', ...settings }),
    fetch,
    now: Date.now,
    log: pino({ level: 'silent' }),
    auditLog,
  })
  return (user: User, path: string, init: RequestInit = {}) => app.request(path, init, { user })
}

/** Returns the recorded call with the longest talk, straight from the vendor. */
async function longestCall(get: ReturnType<typeof create>, user: User) {
  const answer = await get(user, `/api/records${DAY}&agent=&size=100`)
  const { records } = (await answer.json()) as RecordsPage
  const recorded = records.filter(({ recording }) => recording !== null)
  return recorded.sort((one, other) => (other.talkSeconds ?? 0) - (one.talkSeconds ?? 0))[0]
}

function inFile() {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-audit-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'audit.jsonl')
  const log = openAuditFile(path, { now: Date.now, onLoss: () => {} })
  const lines = () =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditLine)
  return { get: create(log, { AUDIT_FILE: path }), lines }
}

beforeEach(() => {
  vi.useFakeTimers({ now: TEST_NOW, toFake: ['Date'] })
})
afterEach(() => void vi.useRealTimers())

describe('the audit log', () => {
  it('has who searched, listened, downloaded, exported and was refused', async () => {
    const { get, lines } = inFile()
    const list = await get(SUPERVISOR, `/api/records${DAY}&number=9186001234567&recorded=true`)
    await list.body?.cancel()
    await get(SUPERVISOR, `/api/records${DAY}&number=9186001234567&recorded=true&page=2`)
    const call = await longestCall(get, SUPERVISOR)
    const path = call?.recording ?? ''
    await (await get(SUPERVISOR, path)).arrayBuffer()
    await (await get(SUPERVISOR, `${path}?download`)).arrayBuffer()
    const file = await get(SUPERVISOR, `/api/export${DAY}&format=csv&columns=id&hold=60`)
    await file.text()
    await get(SUPERVISOR, '/api/export?group=Jakarta%20Support&format=csv')
    const seconds = call?.talkSeconds
    const heard = { call: call?.id, startedAt: new Date(call?.startedAt ?? '').toISOString() }
    const rows = Number(file.headers.get('Callboard-Rows'))
    expect(rows).toBeGreaterThan(10)
    expect(lines().map(({ who, what, details }) => [who, what, details])).toEqual([
      ['Sue', 'searched', { filters: 'range=yesterday&number=918********67&recorded=true' }],
      ['Sue', 'searched', { filters: 'range=yesterday&agent=' }],
      ['Sue', 'listened', { ...heard, seconds }],
      ['Sue', 'downloaded', heard],
      [
        'Sue',
        'exported',
        {
          format: 'csv',
          rows,
          columns: ['id'],
          complete: true,
          provenAt: expect.any(String),
          filters: 'range=yesterday',
        },
      ],
      ['Sue', 'refused', { reason: 'out_of_scope', path: '/api/export' }],
    ])
  })

  it('has how much of a recording was sent', async () => {
    const { get, lines } = inFile()
    const call = await longestCall(get, ADMIN)
    const part = await get(ADMIN, call?.recording ?? '', { headers: { Range: 'bytes=0-1023' } })
    const size = Number(part.headers.get('Content-Range')?.split('/')[1])
    await part.arrayBuffer()
    const seconds = Math.round(((call?.talkSeconds ?? 0) * 1_024) / size)
    expect(lines().at(-1)).toMatchObject({ what: 'listened', details: { seconds } })
  })

  it('shows admins its lines, newest first, by event, user and time', async () => {
    const { get } = inFile()
    for (const second of [0, 1, 2]) {
      vi.setSystemTime(TEST_NOW + second * 1_000)
      await get(second === 1 ? SUPERVISOR : ADMIN, `/api/records${DAY}&page=1&agent=A${second}`)
    }
    const read = async (search: string) =>
      (await (await get(ADMIN, `/api/audit${search}`)).json()) as AuditPage
    const names = ({ lines }: AuditPage) => lines.map(({ who }) => who)
    expect(names(await read(''))).toEqual(['Ada', 'Sue', 'Ada'])
    expect(names(await read('?who=su'))).toEqual(['Sue'])
    expect(names(await read('?what=exported'))).toEqual([])
    expect(names(await read(`?to=${new Date(TEST_NOW).toISOString()}`))).toEqual(['Ada'])
    expect(await read('?page=2')).toMatchObject({ lines: [], total: 3, pages: 1, lost: 0 })
    const file = await (await get(ADMIN, '/api/audit?format=jsonl&who=ada')).text()
    expect(file.trim().split('\n')).toHaveLength(2)
    for (const wrong of ['?what=x', '?page=0', '?from=x'])
      expect((await get(ADMIN, `/api/audit${wrong}`)).status).toBe(400)
    expect((await get(SUPERVISOR, '/api/audit')).status).toBe(403)
  })
})

describe('a full disk', () => {
  const paths = [`/api/records${DAY}`, `/api/summary${DAY}`, `/api/export${DAY}&format=csv&hold=60`]

  it('refuses what cannot be recorded with AUDIT_REQUIRED, until it can be again', async () => {
    let isFull = false
    const log = streamAuditLog(() => !isFull, { now: Date.now, onLoss: () => {} })
    const get = create(log, { AUDIT_REQUIRED: 'true', AUDIT_FILE: 'unused' })
    const call = await longestCall(get, ADMIN)
    isFull = true
    for (const path of [...paths, call?.recording ?? '']) {
      const refused = await get(ADMIN, path)
      expect(refused.status).toBe(503)
      expect(await refused.json()).toMatchObject({ code: 'audit_unavailable' })
    }
    isFull = false
    for (const path of [...paths, call?.recording ?? '']) {
      const response = await get(ADMIN, path)
      expect(response.status).toBe(200)
      await response.body?.cancel()
    }
  })

  it('is counted otherwise, which the page of the log shows', async () => {
    const log = streamAuditLog(() => false, { now: Date.now, onLoss: () => {} })
    const get = create(log)
    for (const path of paths) {
      const response = await get(ADMIN, path)
      expect(response.status).toBe(200)
      await response.body?.cancel()
    }
    expect(log.lost()).toBe(3)
  })
})
