import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { createLoader } from 'nuqs/server'
import { IntlProvider } from 'use-intl'
import { afterEach, describe, expect, it } from 'vitest'
import { RequestFailure } from '../api/client.ts'
import { DEFAULT_COLUMNS } from '../calls/columns.ts'
import { recordsParsers } from '../calls/query.ts'
import { en } from '../i18n/en.ts'
import { fakeExport, pagesOf } from '../testing/fake-export.ts'
import { callsOfDay } from '../testing/fake-plan.ts'
import { makeEmptyCall } from '../testing/make-call.ts'
import { createExport } from './create-export.ts'
import { ExportDialog, type ExportDialogProps } from './ExportDialog.tsx'
import { createMakeFile } from './worker/make-file.ts'

const DAY = `?${new URLSearchParams({ from: '2026-11-21T00:00:00+08:00', to: '2026-11-21T23:59:59+08:00' })}`

afterEach(cleanup)

type FetchPage = Parameters<typeof fakeExport>[0]['fetchPage']

const FOUR = callsOfDay(4)

function open(fetchPage: FetchPage, view: Partial<ExportDialogProps> = {}) {
  const files: { file: Blob; name: string }[] = []
  const exporter = createExport({
    createWorker: () =>
      fakeExport({ fetchPage, makeFile: createMakeFile(fetchPage)(new AbortController().signal) })
        .worker,
    saveFile: (file, name) => void files.push({ file, name }),
  })
  const show = (opened: boolean) => (
    <MantineProvider env="test">
      <IntlProvider locale="en" messages={en} timeZone="UTC">
        <button type="button" ref={(opener) => opener?.focus()}>
          Opener
        </button>
        <ExportDialog
          opened={opened}
          onClose={() => {}}
          exporter={exporter}
          list={createLoader(recordsParsers)(DAY)}
          period={null}
          now={Date.now}
          total={1_234}
          pageRecords={[makeEmptyCall({ id: 'b', caller: '=1' }), makeEmptyCall({ id: 'a' })]}
          selectedRecords={[]}
          visibleColumns={DEFAULT_COLUMNS}
          timeZone="Asia/Shanghai"
          {...view}
        />
      </IntlProvider>
    </MantineProvider>
  )
  const { rerender } = render(show(true))
  return {
    files,
    user: userEvent.setup(),
    close: () => rerender(show(false)),
    reopen: () => {
      rerender(show(false))
      rerender(show(true))
    },
  }
}

/** Pages after the first so many are held back until `release` is called. */
function heldPages(first = 1): { fetchPage: FetchPage; release: () => void } {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const pages = pagesOf(callsOfDay(150))
  let asked = 0
  const fetchPage: FetchPage = async (query) => {
    asked += 1
    if (asked > first) await gate
    return pages(query)
  }
  return { fetchPage, release: () => release() }
}

const button = (name: string) => screen.getByRole('button', { name })

describe('ExportDialog', () => {
  it('offers what the page shows, every control named', async () => {
    open(pagesOf([]))
    const dialog = await screen.findByRole('dialog', { name: 'Export' })
    const rows = within(dialog).getByRole('radiogroup', { name: 'Rows' })
    const all = within(rows).getByRole('radio', { name: 'All matching calls', checked: true })
    expect(all.getAttribute('aria-describedby')).toBeTruthy()
    expect(rows.textContent).toContain('1,234 calls')
    expect(rows.textContent).toContain('2 calls')
    expect(screen.getByRole('radio', { name: 'CSV', checked: true })).toBeTruthy()
    const columns = screen.getByRole('group', { name: 'Columns' })
    expect(within(columns).getAllByRole('checkbox')).toHaveLength(20)
    expect(within(columns).getAllByRole('checkbox', { checked: true })).toHaveLength(11)
    const { violations } = await axe.run(dialog, {
      rules: { 'color-contrast': { enabled: false } },
    })
    expect(violations).toEqual([])
  })

  it('exports all calls and says how many', async () => {
    const { files, user } = open(pagesOf(FOUR))
    await user.click(button('Start export'))
    await screen.findByText('Exported 4 of 4 calls')
    expect(screen.getByText('Exported 4 of 4 calls').getAttribute('role')).toBe('status')
    expect(files).toHaveLength(1)
  })

  it('exports the page with the columns chosen', async () => {
    const { files, user } = open(pagesOf([]), { visibleColumns: ['caller'] })
    await user.click(screen.getByRole('radio', { name: 'This page' }))
    await user.click(screen.getByRole('checkbox', { name: 'Session ID' }))
    await user.click(button('Start export'))
    await screen.findByText('Exported 2 of 2 calls')
    expect(await files[0]?.file.text()).toContain('"Caller","Session ID"\r\n"\'=1","b"\r\n"","a"')
  })

  it('shows progress, goes on while closed, and keeps the keyboard inside', async () => {
    const { fetchPage, release } = heldPages()
    const { files, user, reopen } = open(fetchPage)
    await user.click(button('Start export'))
    await screen.findByText('100 of 150')
    const bar = screen.getByRole('progressbar', { name: 'Export progress' })
    expect(bar.getAttribute('aria-valuenow')).toBe('100')
    expect(bar.getAttribute('aria-valuemax')).toBe('150')
    expect(document.activeElement).toBe(button('Cancel'))
    reopen()
    await screen.findByRole('progressbar', { name: 'Export progress' })
    release()
    await screen.findByText('Exported 150 of 150 calls')
    expect(files).toHaveLength(1)
  })

  it('says what it does once every call is read: their number is asked for again', async () => {
    const { fetchPage, release } = heldPages(2)
    const { user } = open(fetchPage)
    await user.click(button('Start export'))
    await screen.findByText('150 of 150')
    expect(screen.getByText('Checking that no call is missing…')).toBeTruthy()
    release()
    await screen.findByText('Exported 150 of 150 calls')
  })

  it('gives the focus back to what opened it, also where opening it has loaded it', async () => {
    const { close } = open(pagesOf([]))
    await waitFor(() =>
      expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true),
    )
    close()
    await waitFor(() => expect(document.activeElement).toBe(button('Opener')))
  })

  it('ends without a file when cancelled', async () => {
    const { fetchPage, release } = heldPages()
    const { files, user } = open(fetchPage)
    await user.click(button('Start export'))
    await screen.findByText('100 of 150')
    await user.click(button('Cancel'))
    release()
    await screen.findByText('Export cancelled, no file was kept')
    expect(document.activeElement).toBe(button('Start export'))
    expect(files).toEqual([])
  })

  it('says what failed, and can try again', async () => {
    let asked = 0
    const pages = pagesOf(FOUR)
    const { files, user } = open(async (query) => {
      asked += 1
      if (asked === 1) throw new RequestFailure('vendor_auth', { requestId: 'r1' })
      return pages(query)
    })
    await user.click(button('Start export'))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The export stopped before its first call')
    expect(alert.textContent).toContain('The telephony account refused the credentials')
    expect(alert.textContent).toContain('Request r1')
    expect(alert.textContent).toContain('No file was kept.')
    expect(files).toEqual([])
    await user.click(button('Try again'))
    await screen.findByText('Exported 4 of 4 calls')
    expect(screen.queryByRole('alert')).toBeNull()
    expect(files).toHaveLength(1)
  })

  it('says how many came where some are missing, and of which time', async () => {
    const pages = pagesOf(FOUR)
    const { files, user } = open(async (query) => {
      const page = await pages(query)
      return { ...page, total: (page.total ?? 0) + 1 }
    })
    await user.click(button('Start export'))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Only 4 of 5 calls came')
    const name = 'calls_2026-11-21_2026-11-21_Asia-Shanghai_incomplete.csv'
    expect(alert.textContent).toContain(name)
    expect(alert.textContent).toContain('2026-11-21 00:00:00 – 2026-11-21 23:59:59')
    expect(files.map((file) => file.name)).toEqual([name])
  })

  it('says that it could not be checked whether calls are missing, and why', async () => {
    let asked = 0
    const pages = pagesOf(FOUR)
    const { files, user } = open(async (query) => {
      asked += 1
      if (asked > 1) throw new RequestFailure('range_too_old')
      return pages(query)
    })
    await user.click(button('Start export'))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Whether any call is missing could not be checked')
    expect(alert.textContent).toContain('failed: The period starts more than two months ago.')
    const name = 'calls_2026-11-21_2026-11-21_Asia-Shanghai_incomplete.csv'
    expect(alert.textContent).toContain(name)
    expect(files.map((file) => file.name)).toEqual([name])
  })

  it('can be paused', async () => {
    const { fetchPage, release } = heldPages()
    const { user } = open(fetchPage)
    await user.click(button('Start export'))
    await user.click(button('Pause'))
    expect(screen.getByText('Paused. It goes on from here.')).toBeTruthy()
    await user.click(button('Resume'))
    release()
    await screen.findByText('Exported 150 of 150 calls')
  })

  it('offers formats, and what each leaves to choose', async () => {
    const { user } = open(pagesOf([]))
    expect(screen.getByRole('combobox', { name: 'Separator' })).toBeTruthy()
    await user.click(screen.getByRole('radio', { name: 'Excel' }))
    expect(screen.queryByRole('combobox', { name: 'Separator' })).toBeNull()
    expect(screen.getByRole('combobox', { name: 'Reasons and types' })).toBeTruthy()
    await user.click(screen.getByRole('radio', { name: 'JSON Lines' }))
    expect(screen.queryByRole('combobox')).toBeNull()
    await user.click(screen.getByRole('radio', { name: 'Recordings' }))
    expect(screen.queryByRole('group', { name: 'Columns' })).toBeNull()
    expect(screen.getByText('At most 1,000 calls: select some, or narrow the view.')).toBeTruthy()
    expect(button('Start export').hasAttribute('disabled')).toBe(true)
  })

  it('makes no archive of calls nobody has counted', async () => {
    const { user } = open(pagesOf([]), { total: null })
    expect(button('Start export').hasAttribute('disabled')).toBe(false)
    await user.click(screen.getByRole('radio', { name: 'Recordings' }))
    expect(screen.getByText(/^At most 1,000 calls, and how many match is not known/)).toBeTruthy()
    expect(button('Start export').hasAttribute('disabled')).toBe(true)
    await user.click(screen.getByRole('radio', { name: 'This page' }))
    expect(button('Start export').hasAttribute('disabled')).toBe(false)
  })

  it('chooses all columns, or those shown', async () => {
    const { user } = open(pagesOf([]), { visibleColumns: ['caller', 'id'] })
    const chosen = () => screen.getAllByRole('checkbox', { checked: true })
    await user.click(button('All columns'))
    expect(chosen()).toHaveLength(20)
    await user.click(button('Those shown'))
    expect(chosen()).toHaveLength(2)
  })

  it('offers what was selected first', async () => {
    open(pagesOf([]), { selectedRecords: FOUR })
    expect(screen.getByRole('radio', { name: 'Selected calls', checked: true })).toBeTruthy()
  })

  it('does not start with no calls or no columns, and says why', async () => {
    const { user } = open(pagesOf([]), { total: 0, visibleColumns: ['id'] })
    expect(button('Start export').hasAttribute('disabled')).toBe(true)
    expect(screen.getByText('There are no calls to export.')).toBeTruthy()
    await user.click(screen.getByRole('radio', { name: 'This page' }))
    expect(button('Start export').hasAttribute('disabled')).toBe(false)
    await user.click(screen.getByRole('checkbox', { name: 'Session ID' }))
    expect(button('Start export').hasAttribute('disabled')).toBe(true)
    expect(screen.getByText('Choose at least one column.')).toBeTruthy()
  })
})
