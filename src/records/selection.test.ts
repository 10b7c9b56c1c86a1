import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { makeCall } from '../testing/make-call.ts'
import { createSelection } from './selection.ts'

const PAGE = [...'abcdefg'].map((id) => makeCall({ id }))
const NEXT = [...'hij'].map((id) => makeCall({ id }))

function setUp() {
  const client = new QueryClient()
  const selection = createSelection(client)
  return { client, selection, ids: () => [...selection.getState().keys()].join('') }
}

describe('a pick', () => {
  it.each([
    ['one', 'b', 'b'],
    ['one twice', 'b b', ''],
    ['several, in the order picked', 'd b', 'db'],
    ['a range downwards', 'b +d', 'bcd'],
    ['a range upwards, in the order shown', 'e +c', 'ecd'],
    ['a range from the last pick', 'b +d +f', 'bcdef'],
    ['a range without a first pick', '+c', 'c'],
    ['a range over some selected', 'c a +d', 'cabd'],
    ['a range that is deselected', 'a +e b +d', 'ae'],
    ['a range from a deselected call', 'a a +c', 'abc'],
  ])('of %s: %s', (_name, picks, selected) => {
    const { selection, ids } = setUp()
    for (const pick of picks.split(' '))
      selection.pick(PAGE, pick.replace('+', ''), pick.startsWith('+'))
    expect(ids()).toBe(selected)
  })

  it('of a range starts on this page', () => {
    const { selection, ids } = setUp()
    selection.pick(PAGE, 'b', false)
    selection.pick(NEXT, 'j', true)
    expect(ids()).toBe('bj')
    selection.pick(NEXT, 'h', true)
    expect(ids()).toBe('bjhi')
  })

  it('of a range follows the order shown', () => {
    const { selection, ids } = setUp()
    selection.pick(PAGE, 'a', false)
    selection.pick([...PAGE].reverse(), 'c', true)
    expect(ids()).toBe('acb')
  })
})

describe('extending the selection', () => {
  it.each([
    ['starts at a row that is not selected', '', 'b>c', 'bc'],
    ['continues', 'b', 'b>c c>d', 'bcd'],
    ['deselects on the way back', 'b', 'b>c c>d d>c', 'bc'],
    ['continues on the other side of its start', 'c', 'c>d d>c c>b', 'cb'],
    ['works upwards', 'd', 'd>c c>b', 'dbc'],
    ['starts again from another row', 'a', 'e>f f>e', 'ae'],
  ])('%s', (_name, picks, steps, selected) => {
    const { selection, ids } = setUp()
    for (const id of picks) selection.pick(PAGE, id, false)
    for (const [from = '', to = ''] of steps.split(' ').map((step) => step.split('>')))
      selection.extend(PAGE, from, to)
    expect([...ids()].sort().join('')).toBe([...selected].sort().join(''))
  })
})

describe('a selection', () => {
  it('adds a page once in its order, and removes it', () => {
    const { selection, ids } = setUp()
    selection.pick(PAGE, 'c', false)
    selection.set(NEXT, true)
    selection.set(PAGE, true)
    expect(ids()).toBe('chijabdefg')
    selection.set(PAGE, false)
    expect(ids()).toBe('hij')
  })

  it('is empty once cleared', () => {
    const { selection, ids } = setUp()
    selection.set(PAGE, true)
    selection.clear()
    expect(ids()).toBe('')
  })

  it('has a maximum size, and still updates its calls', () => {
    const { selection } = setUp()
    const many = Array.from({ length: selection.max - 2 }, (_, at) => makeCall({ id: `${at}` }))
    selection.set(many, true)
    selection.set(PAGE, true)
    expect(selection.getState().size).toBe(selection.max)
    expect([...selection.getState().keys()].slice(-2)).toEqual(['a', 'b'])
    selection.set([makeCall({ id: 'a', remark: 'new' })], true)
    expect(selection.getState().get('a')?.remark).toBe('new')
  })

  it('notifies of each change with a new map', () => {
    const { selection } = setUp()
    const told = vi.fn()
    const end = selection.subscribe(told)
    const before = selection.getState()
    selection.pick(PAGE, 'a', false)
    expect(selection.getState()).not.toBe(before)
    expect(before.size).toBe(0)
    end()
    selection.clear()
    expect(told).toHaveBeenCalledOnce()
  })
})

describe('a selected call', () => {
  const pageOf = (...records: ReturnType<typeof makeCall>[]) => ({
    records,
    total: records.length,
    page: 1,
    size: 50,
    pages: 1,
  })

  it('is updated from the latest page', () => {
    const { client, selection } = setUp()
    selection.pick(PAGE, 'a', false)
    const renewed = makeCall({ id: 'a', remark: 'called back' })
    client.setQueryData(['records', 'any'], pageOf(renewed, makeCall({ id: 'z' })))
    expect([...selection.getState().values()]).toEqual([renewed])
  })

  it('does not change with pages that have no new data of it', () => {
    const { client, selection } = setUp()
    selection.set(PAGE, true)
    const before = selection.getState()
    client.setQueryData(['records', 'any'], pageOf(...NEXT, ...PAGE.slice(0, 2)))
    client.setQueryData(['session'], { records: [makeCall({ id: 'a', remark: 'no page' })] })
    expect(selection.getState()).toBe(before)
  })
})
