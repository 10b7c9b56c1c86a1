import { cleanup, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { COLUMNS } from '../calls/columns.ts'
import { en } from '../i18n/en.ts'
import { makeCall } from '../testing/make-call.ts'
import { renderRecords } from '../testing/render-records.tsx'

afterEach(cleanup)

const FULL: Partial<CallRecord> = {
  startedAt: '2026-03-10T12:00:00+08:00',
  answeredAt: '2026-03-10T12:00:12+08:00',
  endedAt: '2026-03-10T12:01:12+08:00',
  talkSeconds: 60,
  hangupReason: 9,
  sipCode: '200',
  type: 2,
  caller: '13200000001',
  called: '4001234567',
  labels: ['vip', 'a, b'],
  country: { code: '86', name: 'China' },
}

const panel = () => screen.queryByRole('complementary', { name: 'Call details' })
const rowButton = (id: string) =>
  document.querySelector<HTMLElement>(`tr[data-id="${id}"] [aria-expanded]`)

async function openByKeyboard(calls: CallRecord[], id: string) {
  renderRecords(calls)
  rowButton(id)?.focus()
  await userEvent.keyboard('{Enter}')
  return within(await screen.findByRole('complementary', { name: 'Call details' }))
}

async function openFields(calls: CallRecord[], id: string) {
  const details = await openByKeyboard(calls, id)
  await userEvent.click(details.getByRole('tab', { name: 'All fields' }))
  return details
}

describe('the call details', () => {
  it('show every field by the name of its column', async () => {
    const details = await openFields([makeCall({ id: 'a', ...FULL })], 'a')
    expect(details.getAllByRole('term').map((term) => term.textContent)).toEqual(
      COLUMNS.map((id) => en.columns[id]),
    )
    const values = details.getAllByRole('definition').map((value) => value.textContent)
    const shown = Object.fromEntries(COLUMNS.map((id, index) => [id, values[index]]))
    expect(shown).toMatchObject({
      startedAt: 'Mar 10, 2026, 12:00:00',
      customer: '13200000001',
      line: '4001234567',
      waitSeconds: '0:12',
      hangupReason: 'Inbound, hung up',
      country: '86 China',
      sipCode: '200',
      remark: '–',
      id: 'a',
    })
    expect(details.getByText('a, b')).toBeDefined()
  })

  it('show the timeline with a text alternative', async () => {
    const details = await openByKeyboard([makeCall({ id: 'a', ...FULL })], 'a')
    expect(details.getByRole('img', { name: 'Rang 0:12, talked 1:00' })).toBeDefined()
    expect(details.getAllByRole('listitem').map((step) => step.dataset.step)).toEqual([
      'ring',
      'talk',
      'end',
    ])
  })

  it('show no timeline without valid times', async () => {
    const details = await openByKeyboard([makeCall({ id: 'a', startedAt: '' })], 'a')
    expect(details.queryByRole('figure')).toBeNull()
  })
})

describe('the focus', () => {
  const calls = [makeCall({ id: 'a' }), makeCall({ id: 'b' })]

  it('moves into the details when a row is opened by the keyboard', async () => {
    const details = await openByKeyboard(calls, 'b')
    expect(document.activeElement).toBe(details.getByRole('heading'))
  })

  it('returns to the row on Escape', async () => {
    await openByKeyboard(calls, 'b')
    await userEvent.keyboard('{Escape}')
    expect(panel()).toBeNull()
    expect(document.activeElement).toBe(rowButton('b'))
  })

  it('returns to the row with the close button', async () => {
    const details = await openByKeyboard(calls, 'a')
    await userEvent.click(details.getByRole('button', { name: 'Close details' }))
    expect(panel()).toBeNull()
    expect(document.activeElement).toBe(rowButton('a'))
  })

  it('stays outside the details', async () => {
    await openByKeyboard(calls, 'a')
    rowButton('b')?.focus()
    await userEvent.keyboard('{Escape}')
    expect(panel()).toBeNull()
    expect(document.activeElement).toBe(rowButton('b'))
  })
})

it('does not close the details when a dialog on top handles Escape', async () => {
  await openByKeyboard([makeCall({ id: 'a' })], 'a')
  screen.getByLabelText('Field on top').focus()
  await userEvent.keyboard('{Escape}')
  expect(panel()).not.toBeNull()
})
