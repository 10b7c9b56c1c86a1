import { describe, expect, test } from 'vitest'
import { COLUMNS } from '../calls/columns.ts'
import { nextSort, type PageSort, parseSort, serializeSort } from './page-sort.ts'

const up = (column: PageSort['column']): PageSort => ({ column, descending: false })
const down = (column: PageSort['column']): PageSort => ({ column, descending: true })

test.each<[text: string | null, sort: PageSort | null]>([
  ['talkSeconds', up('talkSeconds')],
  ['-talkSeconds', down('talkSeconds')],
  ['id', up('id')],
  [null, null],
  ['', null],
  ['-', null],
  ['--talkSeconds', null],
  ['talkSeconds-', null],
  ['TALKSECONDS', null],
  ['toString', null],
  ['duration', null],
])('%j is read as %j', (text, sort) => expect(parseSort(text)).toEqual(sort))

test('every column is written and read back in both directions', () => {
  const all = COLUMNS.flatMap((column) => [up(column), down(column)])
  expect(all.map((sort) => parseSort(serializeSort(sort)))).toEqual(all)
})

test('no sort is not written', () => expect(serializeSort(null)).toBeNull())

describe('a click on a column sorts', () => {
  test.each<[name: string, sort: PageSort | null, next: PageSort | null]>([
    ['descending at first', null, down('agent')],
    ['then ascending', down('agent'), up('agent')],
    ['then not at all', up('agent'), null],
    ['descending after another column', up('caller'), down('agent')],
  ])('%s', (_name, sort, next) => expect(nextSort('agent', sort)).toEqual(next))
})
