import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  parseCountryCode,
  parsePhoneNumber,
  parseRecordsQuery,
  type RecordsQuery,
  serializePageState,
  serializeRecordsQuery,
  wrongPageKey,
} from './query.ts'
import { CALL_TYPES, HANGUP_REASONS, HUNG_UP_BY } from './vocabulary.ts'

const RANGE = 'from=2024-05-01T00:00:00%2B08:00&to=2024-05-01T23:59:59%2B08:00'

const EVERYTHING_LEFT_OUT: RecordsQuery = {
  from: '2024-05-01T00:00:00+08:00',
  to: '2024-05-01T23:59:59+08:00',
  group: null,
  agent: [],
  type: [],
  reason: [],
  hungUpBy: [],
  number: null,
  country: [],
  label: [],
  page: 1,
  size: 50,
}

function parse(search: string) {
  return parseRecordsQuery(new URLSearchParams(search))
}

describe('parseRecordsQuery', () => {
  test.each<[name: string, search: string, expected: Partial<RecordsQuery>]>([
    ['defaults', '', {}],
    ['a group', '&group=Sales%20A', { group: 'Sales A' }],
    ['one agent', '&agent=Ann', { agent: ['Ann'] }],
    ['repeated agents', '&agent=Ann&agent=Bo', { agent: ['Ann', 'Bo'] }],
    ['an agent named twice', '&agent=Ann&agent=Ann', { agent: ['Ann'] }],
    ['a name with commas and quotes', '&agent=a%2C%22b%22%27c%27', { agent: [`a,"b"'c'`] }],
    ['a name of 1,000 characters', `&group=${'x'.repeat(1000)}`, { group: 'x'.repeat(1000) }],
    ['repeated codes', '&type=1&type=3&reason=0&reason=9', { type: [1, 3], reason: [0, 9] }],
    ['who hung up', '&hungUpBy=0&hungUpBy=3', { hungUpBy: [0, 3] }],
    ['a number as people write it', '&number=%2B86 132-0000-0001', { number: '8613200000001' }],
    ['a number whose + became a space', '&number=+86 132-0000-0001', { number: '8613200000001' }],
    ['country codes', '&country=86&country=%2B91&country=+1', { country: ['86', '91', '1'] }],
    ['a page and its size', '&page=7&size=100', { page: 7, size: 100 }],
    ['keys that are not ours', '&utm=x&call=1&sort=agent&__proto__=1&range=soon', {}],
    ['empty values', '&group=&agent=&type=&number=&country=&page=&size=&label=', {}],
    [
      'an empty value beside another',
      '&agent=&agent=Ann&group=&group=B',
      { agent: ['Ann'], group: 'B' },
    ],
  ])('reads %s', (_name, search, expected) => {
    expect(parse(RANGE + search)).toEqual({ query: { ...EVERYTHING_LEFT_OUT, ...expected } })
  })

  test.each([
    ['an escaped +', 'from=2024-05-01T00:00:00%2B08:00'],
    ['a bare +, which a URL reads as a space', 'from=2024-05-01T00:00:00+08:00'],
    ['an empty value before it', 'from=&from=2024-05-01T00:00:00%2B08:00'],
    ['no colon in the offset', 'from=2024-05-01T00:00:00%2B0800'],
  ])('reads a time with %s', (_name, from) => {
    expect(parse(`${from}&to=2024-05-01T23:59:59%2B08:00`)).toEqual({ query: EVERYTHING_LEFT_OUT })
  })

  test.each([
    ['', 'from'],
    ['to=2024-05-01T23:59:59Z', 'from'],
    ['from=&to=2024-05-01T23:59:59Z', 'from'],
    ['from=2024-05-01T00:00:00Z', 'to'],
    ['from=2024-05-01T00:00:00Z&to=', 'to'],
  ])('says of %j that %s is missing', (search, key) => {
    expect(parse(search)).toEqual({ wrong: key, missing: true })
  })

  test.each([
    ['from=yesterday', 'from'],
    ['from=2024-05-01', 'from'],
    ['from=2024-05-01T00:00:00', 'from'],
    ['from=2024-02-30T00:00:00Z', 'from'],
    ['from=1714492800', 'from'],
    ['from=2024-05-01T00:00:00Z&from=2024-05-02T00:00:00Z', 'from'],
    [`${RANGE}&to=2024-05-01T23:59:59Z`, 'to'],
    [`${RANGE}&group=a&group=b`, 'group'],
    [`${RANGE}&group=%20`, 'group'],
    [`${RANGE}&group=${'x'.repeat(1001)}`, 'group'],
    [`${RANGE}&agent=Ann&agent=%20%20`, 'agent'],
    [`${RANGE}&label=${'x'.repeat(1001)}`, 'label'],
    [`${RANGE}&type=0`, 'type'],
    [`${RANGE}&type=4`, 'type'],
    [`${RANGE}&type=1&type=x`, 'type'],
    [`${RANGE}&type=1,2`, 'type'],
    [`${RANGE}&type=1abc`, 'type'],
    [`${RANGE}&type=1.0`, 'type'],
    [`${RANGE}&type=%201`, 'type'],
    [`${RANGE}&reason=10`, 'reason'],
    [`${RANGE}&reason=-1`, 'reason'],
    [`${RANGE}&hungUpBy=2`, 'hungUpBy'],
    [`${RANGE}&number=abc`, 'number'],
    [`${RANGE}&number=%2B`, 'number'],
    [`${RANGE}&number=${'1'.repeat(33)}`, 'number'],
    [`${RANGE}&country=CN`, 'country'],
    [`${RANGE}&country=12345`, 'country'],
    [`${RANGE}&page=0`, 'page'],
    [`${RANGE}&page=-1`, 'page'],
    [`${RANGE}&page=1.5`, 'page'],
    [`${RANGE}&page=1e3`, 'page'],
    [`${RANGE}&page=1000000001`, 'page'],
    [`${RANGE}&page=1&page=2`, 'page'],
    [`${RANGE}&size=0`, 'size'],
    [`${RANGE}&size=101`, 'size'],
    [`${RANGE}&size=all`, 'size'],
  ])('says of %j that %s is wrong', (search, key) => {
    expect(parse(search)).toEqual({ wrong: key, missing: false })
  })
})

describe('wrongPageKey', () => {
  test.each([
    ['', null],
    ['range=last7d', null],
    ['range=', null],
    ['group=a&unknown=%00', null],
    ['range=last8d', 'range'],
    ['range=today&range=yesterday', 'range'],
    ['type=1&reason=x', 'reason'],
    ['from=then', 'from'],
  ])('names the first wrong key of %j: %s', (search, expected) => {
    expect(wrongPageKey(new URLSearchParams(search))).toBe(expected)
  })
})

const time = fc
  .tuple(
    fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
    fc.constantFrom('Z', '+08:00', '-03:30', '+05:45'),
  )
  .map(([date, offset]) => date.toISOString().slice(0, 19) + offset)
const oddName = fc.constantFrom(
  'a,b',
  `"it's"`,
  '👩‍💻 é',
  'שלום \u202Eabc',
  '<b>&amp;</b>',
  '100% + 1',
  'a=b&c',
  '#;/?\\',
  'line\nbreak',
  ' padded ',
)
const name = fc
  .oneof(oddName, fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }))
  .filter((text) => text.trim() !== '')
const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^\\d{1,${maxLength}}$`))

const validQuery: fc.Arbitrary<RecordsQuery> = fc.record({
  from: time,
  to: time,
  group: fc.option(name),
  agent: fc.uniqueArray(name, { maxLength: 4 }),
  type: fc.subarray([...CALL_TYPES]),
  reason: fc.subarray([...HANGUP_REASONS]),
  hungUpBy: fc.subarray([...HUNG_UP_BY]),
  number: fc.option(digits(32)),
  country: fc.uniqueArray(digits(4), { maxLength: 3 }),
  label: fc.uniqueArray(name, { maxLength: 4 }),
  page: fc.integer({ min: 1, max: 1_000_000_000 }),
  size: fc.integer({ min: 1, max: 100 }),
})

describe('serializeRecordsQuery', () => {
  it('writes what parseRecordsQuery reads back, whatever names hold', () => {
    fc.assert(
      fc.property(validQuery, (query) => {
        expect(parse(serializeRecordsQuery(query))).toEqual({ query })
        expect(wrongPageKey(new URLSearchParams(serializeRecordsQuery(query)))).toBeNull()
      }),
    )
  })

  test.each<[name: string, query: Partial<RecordsQuery>, expected: string]>([
    ['nothing for nothing', {}, ''],
    ['no defaults', { page: 1, size: 50, agent: [], group: null }, ''],
    [
      'a key for each of several values',
      { agent: ['Ann', 'Bo'], type: [1, 3] },
      '?agent=Ann&agent=Bo&type=1&type=3',
    ],
    ['codes of 0', { reason: [0], hungUpBy: [0] }, '?reason=0&hungUpBy=0'],
    [
      'a + that stays one',
      { from: '2024-05-01T00:00:00+08:00' },
      '?from=2024-05-01T00:00:00%2B08:00',
    ],
  ])('writes %s', (_name, query, expected) => {
    expect(serializeRecordsQuery(query)).toBe(expected)
  })

  it('writes a preset only in the page’s address', () => {
    expect(serializePageState({ range: 'last7d', page: 2 })).toBe('?page=2&range=last7d')
  })
})

test.each([
  ['+86 132-0000-0001', '8613200000001'],
  ['８６１３２００００', '861320000'],
  ['＋86（132）', '86132'],
  ['(022) 123.45/67', '0221234567'],
  ['86\u2013132\u00a00', '861320'],
  ['0', '0'],
  ['1'.repeat(32), '1'.repeat(32)],
  ['1'.repeat(33), null],
  ['91861****978737', null],
  ['12a', null],
  ['٠١٢', null],
  ['+', null],
  ['', null],
])('parsePhoneNumber reads %j as %j', (text, expected) => {
  expect(parsePhoneNumber(text)).toBe(expected)
})

test.each([
  ['86', '86'],
  ['+86', '86'],
  [' 86 ', '86'],
  ['８６', '86'],
  ['1684', '1684'],
  ['++86', null],
  ['16845', null],
  ['CN', null],
  ['', null],
])('parseCountryCode reads %j as %j', (text, expected) => {
  expect(parseCountryCode(text)).toBe(expected)
})
