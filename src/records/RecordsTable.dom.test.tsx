import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeCall } from '../testing/make-call.ts'
import { renderRecords } from '../testing/render-records.tsx'

const CALLS = ['a', 'b', 'c'].map((id) => makeCall({ id, sipCode: '486', agent: `Agent ${id}` }))

beforeEach(() => renderRecords(CALLS))
afterEach(cleanup)

function row(id: string): HTMLElement {
  const found = screen.getAllByRole('row').find((each) => each.dataset.id === id)
  if (!found) throw new Error(`no row ${id}`)
  return found
}

const opener = (id: string) => row(id).querySelector('[aria-expanded]') as HTMLElement
const player = (id: string) => screen.getByRole('button', { name: `Play ${id}` })
const openRows = () => ['a', 'b', 'c'].filter((id) => row(id).dataset.open === 'true')

describe('the keys', () => {
  it.each([
    ['{ArrowDown}', 'a', 'b'],
    ['{ArrowUp}', 'b', 'a'],
    ['{ArrowDown}', 'c', 'c'],
    ['{ArrowUp}', 'a', 'a'],
    ['{End}', 'a', 'c'],
    ['{Home}', 'c', 'a'],
    ['{Shift>}{ArrowDown}{/Shift}', 'a', 'b'],
    ['{Shift>}{End}{/Shift}', 'a', 'a'],
    ['{Control>}{End}{/Control}', 'a', 'a'],
  ])('%s moves the focus from row %s to row %s', async (key, from, to) => {
    opener(from).focus()
    await userEvent.keyboard(key)
    expect(document.activeElement).toBe(opener(to))
  })

  it('keep the focus in its column', async () => {
    player('a').focus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    expect(document.activeElement).toBe(player('c'))
  })
})

describe('a row opens', () => {
  it.each(['{Enter}', ' '])('with the key %j and closes with it', async (key) => {
    opener('b').focus()
    await userEvent.keyboard(key)
    expect(openRows()).toEqual(['b'])
    expect(opener('b').getAttribute('aria-expanded')).toBe('true')
    opener('b').focus()
    await userEvent.keyboard(key)
    expect(openRows()).toEqual([])
  })

  it('with a click anywhere in it, and closes another row', async () => {
    await userEvent.click(screen.getByText('Agent a'))
    expect(openRows()).toEqual(['a'])
    await userEvent.click(screen.getByText('Agent b'))
    expect(openRows()).toEqual(['b'])
    await userEvent.click(row('b'))
    expect(openRows()).toEqual([])
  })

  it('once with a click on the button with its start', async () => {
    await userEvent.click(opener('c'))
    expect(openRows()).toEqual(['c'])
  })

  it('not with a click on a control in it', async () => {
    await userEvent.click(player('a'))
    expect(openRows()).toEqual([])
  })

  it('not with a click that ends a text selection', async () => {
    vi.stubGlobal('getSelection', () => 'Agent')
    await userEvent.click(screen.getByText('Agent a'))
    expect(openRows()).toEqual([])
  })

  it('not with a click on a column header', async () => {
    await userEvent.click(screen.getByRole('columnheader', { name: /Agent/ }))
    expect(openRows()).toEqual([])
  })
})

describe('the tip', () => {
  const tip = 'SIP 486 · Hung up by: Customer'

  it('appears over a badge, and Escape hides it', async () => {
    const [badge] = await screen.findAllByText('Outbound, hung up')
    await waitFor(async () => {
      await userEvent.unhover(badge as Element)
      await userEvent.hover(badge as Element)
      expect(screen.getByText(tip)).toBeDefined()
    })
    await userEvent.keyboard('{Escape}')
    expect(screen.queryByText(tip)).toBeNull()
  })
})
