import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeCall } from '../testing/make-call.ts'
import { renderRecords } from '../testing/render-records.tsx'
import type { Selection } from './selection.ts'

const CALLS = [...'abcd'].map((id) => makeCall({ id, caller: `+1 ${id}`, sipCode: '486' }))

let selection: Selection
beforeEach(() => {
  selection = renderRecords(CALLS)
})
afterEach(cleanup)

const boxes = () =>
  screen.getAllByRole<HTMLInputElement>('checkbox', { name: /^Select the call at / })
const box = (at: number) => boxes()[at] as HTMLInputElement
const pageBox = () =>
  screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all on this page' })
const ids = () => [...selection.getState().keys()].join('')
const opened = () => screen.queryByRole('complementary', { name: 'Call details' })
const button = (name: string) => screen.findByRole('button', { name })

describe('the checkbox of a row', () => {
  it('is named after its call', () => {
    expect(boxes()).toHaveLength(4)
    const names = boxes().map((each) => each.getAttribute('aria-label'))
    expect(new Set(names)).toEqual(new Set(['Select the call at Mar 04, 14:05:09']))
  })

  it('selects its call without opening it, also by a click beside it', async () => {
    await userEvent.click(box(1))
    expect([ids(), box(1).checked]).toEqual(['b', true])
    await userEvent.click(box(2).parentElement as HTMLElement)
    expect([ids(), box(2).checked]).toEqual(['bc', true])
    expect(document.activeElement).toBe(box(2))
    await userEvent.click(box(1))
    expect([ids(), box(1).checked]).toEqual(['c', false])
    expect(opened()).toBeNull()
  })

  it('selects a range with Shift', async () => {
    await userEvent.click(box(0))
    await userEvent.keyboard('{Shift>}')
    box(2).dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))
    expect(ids()).toBe('abc')
  })
})

describe('the keyboard', () => {
  const opener = (at: number) =>
    box(at).closest('tr')?.querySelector('[aria-expanded]') as HTMLElement

  it.each([
    ['x', 'b'],
    ['x{ArrowDown}x', 'bc'],
    ['x{ArrowDown}{ArrowDown}{Shift>}X{/Shift}', 'bcd'],
    ['{Shift>}{ArrowDown}{ArrowDown}{/Shift}', 'bcd'],
    ['{Shift>}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}', 'bc'],
    ['{Control>}x{/Control}', ''],
  ])('%s in the second row selects the calls “%s”', async (keys, selected) => {
    opener(1).focus()
    await userEvent.keyboard(keys)
    expect(ids()).toBe(selected)
    expect(opened()).toBeNull()
  })

  it('moves between checkboxes, and Space selects', async () => {
    box(0).focus()
    await userEvent.keyboard('{ArrowDown} {ArrowDown}')
    expect(document.activeElement).toBe(box(2))
    expect(ids()).toBe('b')
  })
})

describe('the checkbox of the page', () => {
  it('selects all calls, is indeterminate for some, and deselects all', async () => {
    expect([pageBox().checked, pageBox().indeterminate]).toEqual([false, false])
    await userEvent.click(box(1))
    expect([pageBox().checked, pageBox().indeterminate]).toEqual([false, true])
    await userEvent.click(pageBox())
    expect([pageBox().checked, pageBox().indeterminate]).toEqual([true, false])
    expect(ids()).toBe('bacd')
    await userEvent.click(pageBox())
    expect(ids()).toBe('')
  })

  it('has a column of its own', () => {
    expect(screen.getByRole('columnheader', { name: 'Select' }).contains(pageBox())).toBe(true)
  })
})

describe('the bar', () => {
  it('announces how many calls are selected, and how many on other pages', async () => {
    await userEvent.click(box(0))
    const said = screen.getByText('1 call selected')
    expect(said.getAttribute('aria-live')).toBe('polite')
    selection.set([makeCall({ id: 'y' }), makeCall({ id: 'z' })], true)
    expect(await screen.findByText('3 calls selected, 2 not on this page')).toBe(said)
  })

  it('copies and shows it until the selection changes', async () => {
    await userEvent.click(box(0))
    await userEvent.click(box(2))
    await userEvent.click(await button('Copy'))
    await screen.findByText('Copied 2 calls')
    expect(await navigator.clipboard.readText()).toBe('a,c')
    await userEvent.click(box(3))
    expect(screen.queryByText('Copied 2 calls')).toBeNull()
    expect(screen.getByText('3 calls selected')).toBeDefined()
  })

  it('shows why nothing was copied', async () => {
    await userEvent.click(box(0))
    const copy = await button('Copy')
    vi.spyOn(navigator.clipboard, 'write').mockRejectedValue(new DOMException('no'))
    await userEvent.click(copy)
    expect(await screen.findByText(/^Not copied: the browser did not allow it\./)).toBeDefined()
  })

  it('disappears when the selection is cleared', async () => {
    await userEvent.click(pageBox())
    await userEvent.click(await button('Clear selection'))
    expect(ids()).toBe('')
    expect(screen.queryByRole('button', { name: 'Copy' })).toBeNull()
    expect(screen.queryByText(/selected/)).toBeNull()
  })
})
