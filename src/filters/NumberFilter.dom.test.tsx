import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import type { HistoryStep } from '../api/use-page-state.ts'
import { makeQuery } from '../testing/make-query.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { NumberFilter } from './NumberFilter.tsx'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** Renders the field with a value that can change from outside, like the address. */
function setUp(initial: string | null = null) {
  const applied: [number: string | null | undefined, step: HistoryStep | undefined][] = []
  let set: (value: string | null) => void = () => {}
  function Page() {
    const [value, setValue] = useState(initial)
    set = setValue
    return (
      <NumberFilter
        list={{ ...makeQuery(), range: null, from: null, to: null, number: value }}
        onFilter={({ number }, step) => {
          applied.push([number, step])
          setValue(number ?? null)
        }}
      />
    )
  }
  renderInPage(<Page />)
  return { applied, fromOutside: (value: string | null) => act(() => set(value)) }
}

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Number' })
const type = (value: string) => fireEvent.change(field(), { target: { value } })
const pressEnter = () => fireEvent.keyDown(field(), { key: 'Enter' })
const pause = (ms = 400) => act(() => vi.advanceTimersByTime(ms))
const said = () => screen.queryByText('Digits only, such as +86 132-0000-0001')

describe('applies', () => {
  it('once when typing pauses', () => {
    const { applied } = setUp()
    type('8')
    pause(399)
    type('86')
    pause(399)
    expect(applied).toEqual([])
    pause(1)
    expect(applied).toEqual([['86', 'push']])
    pause(5_000)
    expect(applied).toHaveLength(1)
    expect(field().value).toBe('86')
  })

  it('at once on Enter, and not again', () => {
    const { applied } = setUp()
    type('+86 132')
    pressEnter()
    expect(applied).toEqual([['86132', 'push']])
    pause()
    pressEnter()
    expect(applied).toHaveLength(1)
    expect(field().value).toBe('+86 132')
  })

  it('one visit of the field as one history step', () => {
    const { applied } = setUp()
    type('8')
    pause()
    type('86')
    pause()
    type('861')
    pressEnter()
    fireEvent.blur(field())
    type('8613')
    pause()
    expect(applied).toEqual([
      ['8', 'push'],
      ['86', 'replace'],
      ['861', 'replace'],
      ['8613', 'push'],
    ])
  })

  it('once when the field loses the focus, and shows the digits', () => {
    const { applied } = setUp()
    type('+86 132-0000')
    fireEvent.blur(field())
    expect(applied).toEqual([['861320000', 'push']])
    expect(field().value).toBe('861320000')
    pause()
    expect(applied).toHaveLength(1)
  })

  it('nothing if the same number is formatted differently', () => {
    const { applied } = setUp('86132')
    type('+86 132')
    pause()
    fireEvent.blur(field())
    expect(applied).toEqual([])
  })

  it('no number if the field is emptied', () => {
    const { applied } = setUp('86')
    type('  ')
    pause()
    expect(applied).toEqual([[null, 'push']])
  })
})

describe('an invalid number', () => {
  test.each([
    ['pause', () => pause()],
    ['Enter', pressEnter],
    ['blur', () => fireEvent.blur(field())],
  ] as const)('is not applied on %s, but kept with an error text', (_name, end) => {
    const { applied } = setUp('86')
    type('86a')
    expect(said()).not.toBeNull()
    end()
    expect(applied).toEqual([])
    expect(field().value).toBe('86a')
    expect(field().getAttribute('aria-invalid')).toBe('true')
    type('861')
    expect(said()).toBeNull()
  })
})

describe('a change from outside, such as Back', () => {
  it('replaces the applied number', () => {
    const { applied, fromOutside } = setUp()
    type('86')
    pause()
    fromOutside(null)
    expect(field().value).toBe('')
    fromOutside('91')
    expect(field().value).toBe('91')
    expect(applied).toEqual([['86', 'push']])
  })

  it('discards a number not yet applied', () => {
    const { applied, fromOutside } = setUp()
    type('86')
    pause()
    type('861')
    fromOutside(null)
    pause()
    expect(field().value).toBe('')
    expect(applied).toEqual([['86', 'push']])
  })

  it('starts a new history step', () => {
    const { applied, fromOutside } = setUp()
    type('86')
    pause()
    fromOutside(null)
    type('91')
    pause()
    expect(applied.at(-1)).toEqual(['91', 'push'])
  })
})

describe('the clear button', () => {
  const clear = () => fireEvent.click(screen.getByRole('button', { name: 'Clear Number' }))

  it('is shown only with a text', () => {
    setUp()
    expect(screen.queryByRole('button')).toBeNull()
    type('8')
    expect(screen.queryByRole('button')).not.toBeNull()
  })

  it('removes the number as a history step', () => {
    const { applied } = setUp('86')
    clear()
    expect(applied).toEqual([[null, 'push']])
    expect(field().value).toBe('')
  })

  it('discards a number not yet applied by a click', () => {
    const { applied } = setUp()
    type('86')
    clear()
    pause()
    expect(applied).toEqual([])
    expect(field().value).toBe('')
  })
})
