import {
  type BoundFunctions,
  cleanup,
  type queries,
  screen,
  waitFor,
  within,
} from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AuditLine, AuditPage } from '../calls/audit.ts'
import { makeSession } from '../testing/make-session.ts'
import { TEST_NOW } from '../testing/test-app.ts'
import { createPageServer, openPage } from '../testing/test-page.tsx'

const PROBLEM = { 'Content-Type': 'application/problem+json' }
const ADMIN = { name: 'Ada', role: 'admin', groups: [] } as const
const LINE: AuditLine = {
  at: '2026-03-10T04:00:00.000Z',
  what: 'refused',
  who: 'Sue',
  from: '10.0.0.9',
  details: { reason: 'out_of_scope', path: '/api/export' },
  after: 'a',
}

const server = createPageServer()
beforeAll(server.start)
afterAll(server.stop)
beforeEach(() => {
  vi.useFakeTimers({ now: TEST_NOW, toFake: ['Date'] })
  server.asked.length = 0
  for (const path of Object.keys(server.answers)) delete server.answers[path]
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function answer(parts: Partial<AuditPage> = {}): void {
  const page: AuditPage = { lines: [LINE], total: 1, page: 1, pages: 1, lost: 0, ...parts }
  server.answers['/api/audit'] = () => Response.json(page)
}

type Log = BoundFunctions<typeof queries>

/** Opens the log as an administrator. */
async function openLog({ auditLost = 0 } = {}): Promise<Log> {
  const session = makeSession({ auth: 'password', user: ADMIN, ...(auditLost && { auditLost }) })
  server.answers['/api/session'] = () => Response.json(session)
  await openPage('?range=yesterday&size=5')
  await screen.findByText(/^1–5 of/)
  if (auditLost) await userEvent.click(await screen.findByRole('button', { name: /incomplete/ }))
  else {
    await userEvent.click(screen.getByRole('button', { name: 'Settings' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Audit log' }))
  }
  const dialog = await screen.findByRole('dialog', { name: 'Audit log' })
  await within(dialog).findByLabelText('Event')
  return within(dialog)
}

const refused = (log: Log) => log.findByRole('cell', { name: 'Refused' })
const lastAsked = () => server.asked.filter((path) => path.startsWith('/api/audit')).at(-1)

describe('the audit log', () => {
  it('has each event in words, in the time of the account', async () => {
    const changed = { what: 'changed_users', who: null, from: 'users file', after: 'b' } as const
    const details = { names: ['Bob B', 'eve'], by: 'root' }
    answer({ lines: [LINE, { ...LINE, ...changed, details }], total: 2 })
    const log = await openLog()
    await refused(log)
    const texts = log
      .getAllByRole('row')
      .map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent))
    const time = '2026-03-10 12:00:00'
    expect(texts.slice(1)).toEqual([
      [time, 'Sue', 'Refused', '10.0.0.9', 'Outside their groups or role/api/export'],
      [time, '–', 'Users changed', 'Users file', 'Bob B, eveby root'],
    ])
    expect(log.getByRole('status').textContent).toBe('2 events · Times in Asia/Shanghai')
    expect(log.queryByRole('navigation')).toBeNull()
    expect(log.queryByRole('alert')).toBeNull()
  })

  it('that fails says why, and loads on request', async () => {
    server.answers['/api/audit'] = () =>
      Response.json({ code: 'internal_error' }, { status: 500, headers: PROBLEM })
    const log = await openLog()
    expect((await log.findByRole('alert')).textContent).toContain(
      'Something went wrong in Callboard',
    )
    expect(log.queryByRole('table')).toBeNull()
    answer()
    await userEvent.click(log.getByRole('button', { name: 'Try again' }))
    await refused(log)
    expect(log.queryByRole('alert')).toBeNull()
  })

  it('without a file says what to set, and offers neither a retry nor a download', async () => {
    const log = await openLog() // the app of the test has no AUDIT_FILE
    const alert = await log.findByRole('alert')
    expect(alert.textContent).toContain('The audit log is not in a file')
    expect(alert.textContent).toContain('Set AUDIT_FILE')
    expect(log.queryByRole('button', { name: 'Try again' })).toBeNull()
    expect(log.queryByRole('link', { name: 'Download' })).toBeNull()
  })

  it('that has lost events opens from a warning of the page, and has how many', async () => {
    answer({ lost: 3 })
    const log = await openLog({ auditLost: 3 })
    expect((await log.findByRole('alert')).textContent).toContain('3 events could not be recorded')
    await refused(log)
    await userEvent.keyboard('{Escape}')
    expect(document.activeElement?.textContent).toBe('Audit log incomplete')
  })

  it('without a match offers other filters', async () => {
    answer({ lines: [], total: 0, pages: 0 })
    const log = await openLog()
    await log.findByText('No event matches')
    expect(log.getByRole('status').textContent).toContain('No events')
    expect(log.queryByRole('table')).toBeNull()
  })

  it('is filtered by event, user and days of the account, from the first page', async () => {
    server.answers['/api/audit'] = ({ searchParams }) =>
      Response.json({
        ...{ lines: [LINE], total: 120, pages: 3, lost: 0 },
        page: Number(searchParams.get('page')),
      })
    const log = await openLog()
    await userEvent.click(await log.findByRole('button', { name: 'Page 3' }))
    await waitFor(() => expect(lastAsked()).toBe('/api/audit?page=3'))
    await userEvent.selectOptions(log.getByLabelText('Event'), 'Refused')
    await userEvent.type(log.getByLabelText('User'), ' su')
    await userEvent.type(log.getByLabelText('From day'), '2026-03-09')
    await userEvent.type(log.getByLabelText('To day'), '2026-03-10')
    const filters = 'what=refused&who=su&from=2026-03-09T00%3A00%3A00%2B08%3A00'
    const to = 'to=2026-03-10T15%3A59%3A59.999Z'
    await waitFor(() => expect(lastAsked()).toBe(`/api/audit?${filters}&${to}&page=1`))
    expect(log.getByRole('link', { name: 'Download' }).getAttribute('href')).toBe(
      `/api/audit?format=jsonl&${filters}&${to}`,
    )
  })
})
