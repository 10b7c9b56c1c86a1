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
    ['one again', 'b b', ''],
    ['several, in the order picked', 'd b', 'db'],
    ['a range downwards', 'b +d', 'bcd'],
    ['a range upwards, in the order shown', 'e +c', 'ecd'],
    ['a range from the last pick', 'b +d +f', 'bcdef'],
    ['a range without a first pick', '+c', 'c'],
    ['a range over some selected', 'c a +d', 'cabd'],
    ['a range that is let go', 'a +e b +d', 'ae'],
    ['a range from where was let go', 'a a +c', 'abc'],
  ])('of %s: %s', (_name, picks, selected) => {
    const { selection, ids } = setUp()
    for (const pick of picks.split(' '))
      selection.pick(PAGE, pick.replace('+', ''), pick.startsWith('+'))
    expect(ids()).toBe(selected)
  })

  it('of a range counts from this page only', () => {
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

describe('stretching', () => {
  it.each([
    ['from a row that is not selected', '', 'b>c', 'bc'],
    ['on and on', 'b', 'b>c c>d', 'bcd'],
    ['and going back lets go', 'b', 'b>c c>d d>c', 'bc'],
    ['back over the start goes on at its other side', 'c', 'c>d d>c c>b', 'cb'],
    ['upwards', 'd', 'd>c c>b', 'dbc'],
    ['from elsewhere starts anew', 'a', 'e>f f>e', 'ae'],
  ])('%s', (_name, picks, steps, selected) => {
    const { selection, ids } = setUp()
    for (const id of picks) selection.pick(PAGE, id, false)
    for (const [from = '', to = ''] of steps.split(' ').map((step) => step.split('>')))
      selection.extend(PAGE, from, to)
    expect([...ids()].sort().join('')).toBe([...selected].sort().join(''))
  })
})

describe('a selection', () => {
  it('takes a page in its order, once, and lets go of it', () => {
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

  it('holds no more than it may, and still keeps those up to date', () => {
    const { selection } = setUp()
    const many = Array.from({ length: selection.max - 2 }, (_, at) => makeCall({ id: `${at}` }))
    selection.set(many, true)
    selection.set(PAGE, true)
    expect(selection.getState().size).toBe(selection.max)
    expect([...selection.getState().keys()].slice(-2)).toEqual(['a', 'b'])
    selection.set([makeCall({ id: 'a', remark: 'new' })], true)
    expect(selection.getState().get('a')?.remark).toBe('new')
  })

  it('tells of each change with another map', () => {
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

  it('is as it was last seen on a page', () => {
    const { client, selection } = setUp()
    selection.pick(PAGE, 'a', false)
    const renewed = makeCall({ id: 'a', remark: 'called back' })
    client.setQueryData(['records', 'any'], pageOf(renewed, makeCall({ id: 'z' })))
    expect([...selection.getState().values()]).toEqual([renewed])
  })

  it('stays the same where nothing new is seen, and is not missed where it is not', () => {
    const { client, selection } = setUp()
    selection.set(PAGE, true)
    const before = selection.getState()
    client.setQueryData(['records', 'any'], pageOf(...NEXT, ...PAGE.slice(0, 2)))
    client.setQueryData(['session'], { records: [makeCall({ id: 'a', remark: 'no page' })] })
    expect(selection.getState()).toBe(before)
  })
})
