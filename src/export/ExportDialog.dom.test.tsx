import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { createLoader } from 'nuqs/server'
import { IntlProvider, type Messages } from 'use-intl'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { createQueryClient } from '../api/queries.ts'
import type { Coverage } from '../calls/call.ts'
import { COLUMNS, DEFAULT_COLUMNS } from '../calls/columns.ts'
import { recordsParsers } from '../calls/query.ts'
import { en } from '../i18n/en.ts'
import { NotesProvider } from '../notes/NotesProvider.tsx'
import { fakeMirror } from '../testing/fake-mirror.ts'
import { createFakeStorage } from '../testing/fake-storage.ts'
import { makeCall } from '../testing/make-call.ts'
import { problemResponse, scriptedFetch } from '../testing/scripted-fetch.ts'
import { createTestApp, TEST_NOW } from '../testing/test-app.ts'
import { ExportDialog, type ExportDialogProps } from './ExportDialog.tsx'
import { usualSeparator } from './ExportForm.tsx'

const CALLS = Array.from({ length: 1_234 }, (_, index) => makeCall({ id: `call-${index}` }))
const [FIRST, SECOND] = CALLS as [(typeof CALLS)[0], (typeof CALLS)[0]]

const READ: Coverage = { read: 1_234, total: 1_234, complete: true, reading: false, provenAt: null }
const UNREAD: Coverage = { ...READ, read: 0, complete: false }
const READING: Coverage = { ...UNREAD, read: 400, reading: true }

/** The forms that were posted to the frame. */
let posted: FormData[] = []

beforeEach(() => {
  posted = []
  vi.spyOn(HTMLFormElement.prototype, 'submit').mockImplementation(function (
    this: HTMLFormElement,
  ) {
    expect([this.method, this.target]).toEqual(['post', 'export-download'])
    posted.push(new FormData(this))
  })
})
afterEach(cleanup)

type Answer = Coverage | Response | Promise<Coverage>

/**
 * Opens the dialog on the real endpoint of exports.
 * @param summary answers of `/api/summary` in turn; the last one repeats
 * @param held until when `/api/export` is held
 */
function open(
  summary: Answer[],
  {
    view = {},
    coverage = READ,
    held = Promise.resolve(),
  }: { view?: Partial<ExportDialogProps>; coverage?: Coverage; held?: Promise<void> } = {},
) {
  const { mirror } = fakeMirror({ calls: CALLS, coverage })
  const { app } = createTestApp(scriptedFetch(), {}, () => TEST_NOW, mirror)
  const requests: string[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    requests.push(`${init.method ?? 'GET'} ${path}`)
    const left = new Promise<never>((_, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
    })
    if (path.startsWith('/api/export')) {
      await Promise.race([left, held])
      return app.request(path, init)
    }
    const next = await Promise.race([left, summary.length > 1 ? summary.shift() : summary[0]])
    return next instanceof Response ? next : Response.json({ coverage: next })
  })
  const show = (opened: boolean) => (
    <MantineProvider env="test">
      <IntlProvider locale="en" messages={en as Messages} timeZone="UTC">
        <QueryClientProvider client={createQueryClient()}>
          <NotesProvider createStorage={createFakeStorage().notesStorage}>
            <ExportDialog
              rows={opened ? 'all' : null}
              target={<button type="button">Export</button>}
              onClose={() => {}}
              query={createLoader(recordsParsers)('?range=yesterday&sort=-talkSeconds&page=3')}
              total={1_234}
              pageRecords={[SECOND, FIRST]}
              selectedRecords={[]}
              visibleColumns={DEFAULT_COLUMNS}
              timeZone="Asia/Shanghai"
              {...view}
            />
          </NotesProvider>
        </QueryClientProvider>
      </IntlProvider>
    </MantineProvider>
  )
  const { rerender } = render(show(true))
  const user = userEvent.setup()
  return {
    requests,
    user,
    close: () => rerender(show(false)),
    press: async (name: string) => {
      const button = await screen.findByRole('button', { name })
      await waitFor(() => expect(button).toHaveProperty('disabled', false))
      await user.click(button)
    },
  }
}

const status = () => screen.findByRole('status')

describe('a view that was read', () => {
  it('downloads at once, after a request for its headers', async () => {
    const { press, requests } = open([READ])
    await press('Download')
    await waitFor(async () =>
      expect((await status()).textContent).toBe('Download started: 1,234 calls'),
    )
    expect(requests[0]).toContain('GET /api/summary?range=yesterday&read=none')
    expect(requests[1]).toContain('GET /api/summary?range=yesterday&read=all')
    expect(requests[2]).toContain('HEAD /api/export?range=yesterday&sort=-talkSeconds&format=csv')
    expect(Object.fromEntries(posted[0] ?? [])).toEqual({
      range: 'yesterday',
      sort: '-talkSeconds',
      format: 'csv',
      separator: 'comma',
      codes: 'words',
      locale: 'en',
      columns: COLUMNS.filter((id) => DEFAULT_COLUMNS.includes(id)).join(),
      hold: '30',
    })
  })

  it('posts the chosen format and columns, and the notes if they are among them', async () => {
    const { press, user } = open([READ])
    await user.click(await screen.findByRole('radio', { name: 'Excel' }))
    await user.click(screen.getByRole('button', { name: 'All columns' }))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Reasons and types' }), 'codes')
    await press('Download')
    await waitFor(() => expect(posted).toHaveLength(1))
    const { columns, ...rest } = Object.fromEntries(posted[0] ?? [])
    expect(rest).toMatchObject({ format: 'xlsx', codes: 'codes', notes: '{}' })
    expect(columns).toMatch(/^startedAt,.*,id,starred,notes$/)
  })

  it('has no columns as an archive of recordings', async () => {
    const { user } = open([READ])
    await user.click(await screen.findByRole('radio', { name: 'Recordings' }))
    expect(screen.queryByRole('group', { name: 'Columns' })).toBeNull()
  })

  it('needs a column', async () => {
    const { user } = open([READ], { view: { visibleColumns: ['agent'] } })
    await user.click(await screen.findByRole('checkbox', { name: 'Agent' }))
    expect(screen.getByText('Choose at least one column.')).toBeTruthy()
    expect(await screen.findByRole('button', { name: 'Download' })).toHaveProperty('disabled', true)
  })
})

test('the calls of the page are posted in their order, without a question', async () => {
  const { press, user, requests } = open([UNREAD])
  await user.click(await screen.findByRole('radio', { name: 'This page' }))
  await press('Download')
  await waitFor(() => expect(posted).toHaveLength(1))
  expect(posted[0]?.get('calls')?.toString().split(/\r?\n/)).toEqual([
    `${SECOND.startedAt} ${SECOND.id}`,
    `${FIRST.startedAt} ${FIRST.id}`,
  ])
  expect((await status()).textContent).toBe('Download started: 2 calls')
  expect(requests.some((request) => request.includes('/api/export'))).toBe(false)
})

test('the rows to start with are chosen', async () => {
  open([READ], { view: { rows: 'selected', selectedRecords: [FIRST] } })
  expect(await screen.findByRole('radio', { name: 'Selected calls', checked: true })).toBeTruthy()
})

describe('a view that was not read', () => {
  it('is read first, and the download starts by itself', async () => {
    let finish: (coverage: Coverage) => void = () => {}
    const last = new Promise<Coverage>((resolve) => {
      finish = resolve
    })
    const { press, requests } = open([UNREAD, READING, last])
    await press('Start export')
    const bar = await screen.findByRole('progressbar', { name: 'Export progress' })
    await waitFor(() => expect(bar.getAttribute('aria-valuetext')).toBe('400 of 1,234'))
    expect([bar.getAttribute('aria-valuenow'), bar.getAttribute('aria-valuemax')]).toEqual([
      '400',
      '1234',
    ])
    expect(requests.at(-1)).toContain('/api/summary?range=yesterday&read=all&hold=2')
    finish(READ)
    await waitFor(() => expect(posted).toHaveLength(1))
    expect((await status()).textContent).toBe('Download started: 1,234 calls')
    expect(screen.queryByRole('progressbar')).toBeNull()
  })

  it('can be paused, and goes on with what was read', async () => {
    const { press, requests } = open([UNREAD, READING, new Promise(() => {}), READ])
    await press('Start export')
    const bar = await screen.findByRole('progressbar', { name: 'Export progress' })
    await waitFor(() => expect(requests).toHaveLength(3))
    await press('Pause')
    expect(await screen.findByText('Paused. What has been read is kept.')).toBeTruthy()
    expect(bar.getAttribute('aria-valuenow')).toBe('400')
    expect(posted).toEqual([])
    await press('Continue')
    await waitFor(() => expect(posted).toHaveLength(1))
  })

  it('can be cancelled while the server holds the download', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const { press, requests } = open([UNREAD, READ], { held })
    await press('Start export')
    await waitFor(() => expect(requests.at(-1)).toMatch(/^HEAD /))
    await press('Cancel')
    release()
    await waitFor(async () => expect((await status()).textContent).toBe('Export cancelled'))
    expect(posted).toEqual([])
  })

  it('can be cancelled during a pause', async () => {
    const { press } = open([UNREAD, READING, new Promise(() => {})])
    await press('Start export')
    await press('Pause')
    await press('Cancel')
    await waitFor(async () => expect((await status()).textContent).toBe('Export cancelled'))
    expect(posted).toEqual([])
  })

  it('can be cancelled', async () => {
    const { press } = open([UNREAD, READING, new Promise(() => {})])
    await press('Start export')
    await press('Cancel')
    await waitFor(async () => expect((await status()).textContent).toBe('Export cancelled'))
    expect(await screen.findByRole('button', { name: 'Start export' })).toBeTruthy()
    expect(posted).toEqual([])
  })

  it('shows if nothing more comes, and downloads what there is on request', async () => {
    const short = { ...UNREAD, read: 1_200 }
    const { press } = open([UNREAD, short], { coverage: short })
    await press('Start export')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Only 1,200 of 1,234 calls were read')
    await press('Download these calls')
    await waitFor(() => expect(posted[0]?.get('incomplete')).toBe('allow'))
    expect(posted[0]?.get('hold')).toBeNull()
  })
})

describe('a failure', () => {
  it('of reading is shown, with a button to try again', async () => {
    const { press } = open([UNREAD, problemResponse('vendor_auth'), READ])
    await press('Start export')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The telephony account refused the credentials')
    await press('Try again')
    await waitFor(() => expect(posted).toHaveLength(1))
  })

  it('of the export is shown before anything is posted', async () => {
    const { press } = open([READ], { coverage: READING })
    await press('Download')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Not all calls of this view are read yet')
    expect(posted).toEqual([])
  })

  it('that the frame loads is shown, in a closed dialog too', async () => {
    const { press, close } = open([READ])
    await press('Download')
    await waitFor(() => expect(posted).toHaveLength(1))
    close()
    const frame = document.querySelector('iframe') as HTMLIFrameElement
    const problem = JSON.stringify({ code: 'view_too_large', detail: '', requestId: 'r-1' })
    const body = Object.assign(document.createElement('body'), { textContent: problem })
    Object.defineProperty(frame, 'contentDocument', { value: { URL: '/api/export', body } })
    await act(async () => fireEvent.load(frame))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The view has more calls than Callboard can hold')
  })
})

test('no calls cannot be exported', async () => {
  open([READ], { view: { total: 0 } })
  expect(await screen.findByText('There are no calls to export.')).toBeTruthy()
  expect(await screen.findByRole('button', { name: 'Download' })).toHaveProperty('disabled', true)
})

test('the dialog has no accessibility violations', async () => {
  open([READ])
  const dialog = await screen.findByRole('dialog', { name: 'Export' })
  await within(dialog).findByRole('button', { name: 'Download' })
  const { violations } = await axe.run(dialog, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id }) => id)).toEqual([])
})

test.each([
  ['en', 'comma'],
  ['zh-CN', 'comma'],
  ['de', 'semicolon'],
  ['fr-FR', 'semicolon'],
])('spreadsheets in %s separate by %s', (language, separator) => {
  expect(usualSeparator(language)).toBe(separator)
})
