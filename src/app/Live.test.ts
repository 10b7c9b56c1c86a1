import { expect, test } from 'vitest'
import type { RecordsPage } from '../calls/call.ts'
import type { Sort } from '../calls/query.ts'
import { makeCall } from '../testing/make-call.ts'
import { type NewCalls, newCalls, wouldMove } from './Live.tsx'

function pageOf(ids: string, total: number | null): RecordsPage {
  const records = [...ids].map((id) => makeCall({ id }))
  const pages = { page: 1, size: 50, pages: null, coverage: null }
  return { records, total, ...pages, from: '', to: '' }
}

const SORT: Sort = { column: 'talkSeconds', descending: true }

test.each<
  [name: string, page: number, sort: Sort | null, shown: string, newest: string, is: NewCalls]
>([
  ['none if nothing came', 1, null, 'abc 3', 'abc 3', null],
  ['those before the first one shown', 1, null, 'abc 3', 'yzabc 5', { count: 2 }],
  [
    'all of the page if the first one is no longer on it',
    1,
    null,
    'abc 3',
    'vwxyz 60',
    { count: 5 },
  ],
  ['those of a list that was empty', 1, null, ' 0', 'ab 2', { count: 2 }],
  ['none if an older one was deleted', 1, null, 'abc 3', 'ab 2', null],
  ['some, on another page', 2, null, 'def 6', 'zab 7', { count: null }],
  ['none, on another page with the same total', 2, null, 'def 6', 'abc 6', null],
  ['some, in another order', 1, SORT, 'cab 3', 'zab 4', { count: null }],
])('new calls are %s', (_name, page, sort, shown, newest, is) => {
  const parse = (text: string) => {
    const [ids = '', total] = text.split(' ')
    return pageOf(ids, Number(total))
  }
  expect(newCalls({ page, sort }, parse(shown), parse(newest))).toEqual(is)
})

test('an unknown total tells nothing', () => {
  expect(newCalls({ page: 2, sort: null }, pageOf('a', null), pageOf('b', null))).toBeNull()
})

test.each<[name: string, shown: string, newest: string, moves: boolean]>([
  ['the same calls', 'abc', 'abc', false],
  ['more calls below', 'ab', 'abc', false],
  ['a call before them', 'abc', 'zab', true],
  ['a call between them', 'abc', 'azb', true],
  ['a call that is gone', 'abc', 'ac', true],
  ['the first calls', '', 'abc', false],
])('rows would move: %s', (_name, shown, newest, moves) => {
  expect(wouldMove(pageOf(shown, 3), pageOf(newest, 3))).toBe(moves)
})

test('another day replaces the rows', () => {
  const tomorrow = { ...pageOf('z', 1), from: '2099-01-01T00:00:00+08:00' }
  expect(wouldMove(pageOf('abc', 3), tomorrow)).toBe(false)
})
