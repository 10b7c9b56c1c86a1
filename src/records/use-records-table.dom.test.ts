import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, test } from 'vitest'
import { COLUMNS, DEFAULT_COLUMNS, TABLE_COLUMNS } from '../calls/columns.ts'
import { useColumnState } from './use-records-table.ts'

const KEY = 'callboard.columns'

afterEach(() => {
  cleanup()
  localStorage.clear()
})

function visibleWith(stored: string | null) {
  if (stored !== null) localStorage.setItem(KEY, stored)
  return renderHook(() => useColumnState()).result
}

/** Stores columns as another tab does. */
function inAnotherTab(value: string | null): void {
  if (value === null) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, value)
  const about = { key: KEY, newValue: value, storageArea: localStorage }
  act(() => void window.dispatchEvent(new StorageEvent('storage', about)))
}

describe('the visible columns are', () => {
  test.each<[name: string, stored: string | null, visible: readonly string[]]>([
    ['the default without a stored value', null, DEFAULT_COLUMNS],
    ['the stored ones', '["caller","id"]', ['caller', 'id']],
    ['each one once, in the order of the table', '["id","caller","id"]', ['caller', 'id']],
    ['the known ones of the stored value', '["sparkle","id","toString",7,null]', ['id']],
    ['the default without a known one', '["sparkle"]', DEFAULT_COLUMNS],
    ['the default for an empty list', '[]', DEFAULT_COLUMNS],
    ['those of an earlier version', '["caller","ringSeconds"]', ['waitSeconds', 'caller']],
    ['the default for an object', '{"caller":true}', DEFAULT_COLUMNS],
    ['the default for a text', '"caller"', DEFAULT_COLUMNS],
    ['the default for null', 'null', DEFAULT_COLUMNS],
    ['the default for an empty text', '', DEFAULT_COLUMNS],
    ['the default for invalid JSON', '["caller"', DEFAULT_COLUMNS],
  ])('%s', (_name, stored, visible) => {
    expect(visibleWith(stored).current.visible).toEqual(visible)
  })
})

describe('a change', () => {
  it('shows the chosen columns in the order of the table, and stores them', () => {
    const shown = visibleWith(null)
    act(() => shown.current.change({ columnVisibility: { id: true, agent: true, sparkle: true } }))
    expect(shown.current.visible).toEqual(['agent', 'id'])
    expect(visibleWith(null).current.visible).toEqual(['agent', 'id'])
  })

  it('never hides all columns', () => {
    const shown = visibleWith('["agent"]')
    act(() => shown.current.change({ columnVisibility: {} }))
    act(() => shown.current.change({ columnVisibility: { sparkle: true } }))
    expect(shown.current.visible).toEqual(['agent'])
  })

  it('can show all columns', () => {
    const shown = visibleWith(null)
    const all = Object.fromEntries(COLUMNS.map((id) => [id, true]))
    act(() => shown.current.change({ columnVisibility: all }))
    expect(shown.current.visible).toEqual(TABLE_COLUMNS)
  })
})

it('a reset restores the default', () => {
  const shown = visibleWith('["agent"]')
  act(() => shown.current.reset())
  expect(shown.current.visible).toEqual(DEFAULT_COLUMNS)
  expect(visibleWith(null).current.visible).toEqual(DEFAULT_COLUMNS)
})

describe('the columns follow another tab', () => {
  test.each<[name: string, written: string | null, visible: readonly string[]]>([
    ['with other columns', '["remark"]', ['remark']],
    ['with an invalid value', '{', DEFAULT_COLUMNS],
    ['without a value', null, DEFAULT_COLUMNS],
  ])('%s', (_name, written, visible) => {
    const shown = visibleWith('["agent"]')
    inAnotherTab(written)
    expect(shown.current.visible).toEqual(visible)
  })
})

describe('the order and the widths', () => {
  it('are stored', () => {
    const shown = visibleWith('["caller","agent"]')
    act(() => shown.current.change({ columnOrder: ['agent', 'caller'] }))
    act(() => shown.current.change({ columnSizing: { agent: 180 } }))
    const again = visibleWith(null).current
    expect(again.visible).toEqual(['agent', 'caller'])
    expect(again.state.columnOrder).toHaveLength(COLUMNS.length)
    expect(again.state.columnSizing).toEqual({ agent: 180 })
  })

  it('ignore unknown columns and invalid widths', () => {
    const stored = {
      columnVisibility: { agent: true, sparkle: true },
      columnOrder: ['agent', 'sparkle', 'agent', 7],
      columnSizing: { agent: 'wide', sparkle: 90, caller: 120 },
    }
    const { state, visible } = visibleWith(JSON.stringify(stored)).current
    expect(visible).toEqual(['agent'])
    expect(state.columnOrder.slice(0, 2)).toEqual(['agent', 'recording'])
    expect(state.columnSizing).toEqual({ caller: 120 })
  })

  it('are those of an earlier version, under the present name of a column', () => {
    const stored = {
      columnVisibility: { ringSeconds: true, agent: true },
      columnOrder: ['ringSeconds', 'agent'],
      columnSizing: { ringSeconds: 120 },
    }
    const { state, visible } = visibleWith(JSON.stringify(stored)).current
    expect(visible).toEqual(['waitSeconds', 'agent'])
    expect(state.columnSizing).toEqual({ waitSeconds: 120 })
  })

  it('are reset with the columns', () => {
    const shown = visibleWith('["agent"]')
    act(() => shown.current.change({ columnOrder: ['id'] }))
    act(() => shown.current.change({ columnSizing: { agent: 180 } }))
    act(() => shown.current.reset())
    expect(shown.current.state.columnOrder).toEqual(TABLE_COLUMNS)
    expect(shown.current.state.columnSizing).toEqual({})
  })
})
