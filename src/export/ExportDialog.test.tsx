// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { createLoader } from 'nuqs/server'
import { IntlProvider } from 'use-intl'
import { afterEach, describe, expect, it } from 'vitest'
import { RequestFailure } from '../api/client.ts'
import { DEFAULT_COLUMNS } from '../contract/columns.ts'
import { pageParsers } from '../contract/query.ts'
import { en } from '../i18n/en.ts'
import { enLate } from '../i18n/en-late.ts'
import { callWith } from './call-with.ts'
import { createExport } from './create-export.ts'
import { ExportDialog, type ExportDialogProps } from './ExportDialog.tsx'
import { pagesOf } from './moving-calls.ts'
import type { PageSource } from './persistent-pages.ts'

afterEach(cleanup)

function open(pages: PageSource, view: Partial<ExportDialogProps> = {}) {
  const files: { file: Blob; name: string }[] = []
  const exporter = createExport({
    pages,
    pause: async (_, signal) => signal.throwIfAborted(),
    saveFile: (file, name) => void files.push({ file, name }),
  })
  const show = (opened: boolean) => (
    <MantineProvider env="test">
      <IntlProvider locale="en" messages={{ ...en, ...enLate }} timeZone="UTC">
        <button type="button" ref={(opener) => opener?.focus()}>
          Opener
        </button>
        <ExportDialog
          opened={opened}
          onClose={() => {}}
          exporter={exporter}
          list={createLoader(pageParsers)('?range=today')}
          total={1_234}
          pageRecords={[callWith({ id: 'b', caller: '=1' }), callWith({ id: 'a' })]}
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

/** Pages whose end is held back until `release` is called. */
function heldPages(): { pages: PageSource; release: () => void } {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const pages: PageSource = async function* (query, signal) {
    for await (const page of pagesOf([...'abcd'])({ ...query, size: 3 }, signal)) {
      yield page
      await gate
    }
  }
  return { pages, release }
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
    const { files, user } = open(pagesOf([...'abcd']))
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
    const { pages, release } = heldPages()
    const { files, user, reopen } = open(pages)
    await user.click(button('Start export'))
    await screen.findByText('3 of 4')
    const bar = screen.getByRole('progressbar', { name: 'Export progress' })
    expect(bar.getAttribute('aria-valuenow')).toBe('3')
    expect(bar.getAttribute('aria-valuemax')).toBe('4')
    expect(document.activeElement).toBe(button('Cancel'))
    reopen()
    await screen.findByRole('progressbar', { name: 'Export progress' })
    release()
    await screen.findByText('Exported 4 of 4 calls')
    expect(files).toHaveLength(1)
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
    const { pages, release } = heldPages()
    const { files, user } = open(pages)
    await user.click(button('Start export'))
    await screen.findByText('3 of 4')
    await user.click(button('Cancel'))
    release()
    await screen.findByText('Export cancelled, no file was kept')
    expect(document.activeElement).toBe(button('Start export'))
    expect(files).toEqual([])
  })

  it('says what failed, and can try again', async () => {
    const { files, user } = open(
      pagesOf([...'abcd'], (reads) => {
        if (reads === 0) throw new RequestFailure('vendor_auth', { requestId: 'r1' })
      }),
    )
    await user.click(button('Start export'))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The export stopped after 0 calls')
    expect(alert.textContent).toContain('The telephony account refused the credentials')
    expect(alert.textContent).toContain('Request r1')
    expect(alert.textContent).toContain('No file was kept.')
    expect(files).toEqual([])
    await user.click(button('Try again'))
    await screen.findByText('Exported 4 of 4 calls')
    expect(screen.queryByRole('alert')).toBeNull()
    expect(files).toHaveLength(1)
  })

  it('says how many came where some are missing', async () => {
    const short: PageSource = async function* (query, signal) {
      for await (const page of pagesOf([...'ab'])(query, signal)) yield { ...page, total: 3 }
    }
    const { files, user } = open(short)
    await user.click(button('Start export'))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Only 2 of 3 calls came')
    expect(files).toEqual([])
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
