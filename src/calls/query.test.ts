import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { makeQuery } from '../testing/make-query.ts'
import { OUTCOMES } from './call-codes.ts'
import { COLUMNS } from './columns.ts'
import {
  NO_FILTERS,
  parseCountryCode,
  parsePhoneNumber,
  parseRecordsQuery,
  parseTypedName,
  type RecordsQuery,
  serializeRecordsQuery,
  wrongPageKey,
} from './query.ts'
import { inZone } from './time.ts'

const RANGE = 'from=2024-05-01T00:00:00%2B08:00&to=2024-05-01T23:59:59%2B08:00'

const EVERYTHING_LEFT_OUT = makeQuery({
  from: '2024-05-01T00:00:00+08:00',
  to: '2024-05-01T23:59:59+08:00',
})

const ZONE = 'Asia/Shanghai'
const NOW = Date.parse('2024-05-01T12:00:00+08:00')

function parse(search: string) {
  const read = parseRecordsQuery(new URLSearchParams(search), ZONE, NOW)
  return 'query' in read ? { query: read.query } : read
}

const EXCLUDED_NAMES = { notGroup: ['a'], notAgent: ['b'], notLabel: ['c'] }
const EXCLUDED_CODES = { notType: [1], notReason: [-1], notHungUpBy: [0] }

describe('parseRecordsQuery', () => {
  test.each<[name: string, search: string, expected: Partial<RecordsQuery>]>([
    ['defaults', '', {}],
    ['a group', '&group=Sales%20A', { group: ['Sales A'] }],
    ['repeated groups', '&group=a&group=b', { group: ['a', 'b'] }],
    ['one agent', '&agent=Ann', { agent: ['Ann'] }],
    ['repeated agents', '&agent=Ann&agent=Bo', { agent: ['Ann', 'Bo'] }],
    ['an agent named twice', '&agent=Ann&agent=Ann', { agent: ['Ann'] }],
    ['a name with commas and quotes', '&agent=a%2C%22b%22%27c%27', { agent: [`a,"b"'c'`] }],
    ['a name of 1,000 characters', `&group=${'x'.repeat(1000)}`, { group: ['x'.repeat(1000)] }],
    ['repeated codes', '&type=1&type=3&reason=0&reason=9', { type: [1, 3], reason: [0, 9] }],
    ['who hung up', '&hungUpBy=0&hungUpBy=3', { hungUpBy: [0, 3] }],
    [
      'unlisted codes',
      '&type=0&reason=-1&hungUpBy=12',
      { type: [0], reason: [-1], hungUpBy: [12] },
    ],
    ['outcomes', '&outcome=missed&outcome=unknown', { outcome: ['missed', 'unknown'] }],
    ['excluded names', '&notGroup=a&notAgent=b&notLabel=c', EXCLUDED_NAMES],
    ['excluded countries', '&notCountry=%2B86&notCountry=1', { notCountry: ['86', '1'] }],
    ['excluded codes', '&notType=1&notReason=-1&notHungUpBy=0', EXCLUDED_CODES],
    ['empty fields', '&without=agent&without=label', { without: ['agent', 'label'] }],
    ['a talk time', '&talk=10..600', { talk: { min: 10, max: 600 } }],
    ['a talk time of one value', '&talk=0..0', { talk: { min: 0, max: 0 } }],
    ['a maximum of a wait', '&wait=..10', { wait: { min: null, max: 10 } }],
    ['a minimum of a wait', '&wait=600..', { wait: { min: 600, max: null } }],
    ['calls with a recording', '&recorded=true', { recorded: true }],
    ['calls without a recording', '&recorded=false', { recorded: false }],
    ['ids', '&id=1|a&id=2', { id: ['1|a', '2'] }],
    ['a sort', '&sort=waitSeconds', { sort: { column: 'waitSeconds', descending: false } }],
    ['a descending sort', '&sort=-customer', { sort: { column: 'customer', descending: true } }],
    ['a formatted number', '&number=%2B86 132-0000-0001', { number: '8613200000001' }],
    ['a number whose + became a space', '&number=+86 132-0000-0001', { number: '8613200000001' }],
    ['country codes', '&country=86&country=%2B91&country=+1', { country: ['86', '91', '1'] }],
    ['a page and its size', '&page=7&size=100', { page: 7, size: 100 }],
    ['unknown keys', '&utm=x&call=1&t=7&__proto__=1', {}],
    ['empty values', `&${Object.keys(NO_FILTERS).join('=&')}=`, {}],
    [
      'an empty value and another one',
      '&agent=&agent=Ann&group=&group=B',
      { agent: ['Ann'], group: ['B'] },
    ],
  ])('reads %s', (_name, search, expected) => {
    expect(parse(RANGE + search)).toEqual({ query: { ...EVERYTHING_LEFT_OUT, ...expected } })
  })

  test.each([
    ['an escaped +', 'from=2024-05-01T00:00:00%2B08:00'],
    ['a bare +, which a URL reads as a space', 'from=2024-05-01T00:00:00+08:00'],
    ['an empty value before it', 'from=&from=2024-05-01T00:00:00%2B08:00'],
    ['an offset without a colon', 'from=2024-05-01T00:00:00%2B0800'],
  ])('reads a time with %s', (_name, from) => {
    expect(parse(`${from}&to=2024-05-01T23:59:59%2B08:00`)).toEqual({ query: EVERYTHING_LEFT_OUT })
  })

  test.each([
    ['no key', '', {}],
    ['empty keys', 'from=&to=&range=', {}],
    [
      'a preset',
      'range=yesterday',
      { from: '2024-04-30T00:00:00+08:00', to: '2024-04-30T23:59:59+08:00' },
    ],
    ['from and to beside a preset', `range=last7d&${RANGE}`, {}],
    [
      'from alone, up to now',
      'range=last7d&from=2024-04-20T00:00:00Z',
      { from: '2024-04-20T08:00:00+08:00', to: '2024-05-01T12:00:00+08:00' },
    ],
    ['to alone, from the start of its day', 'to=2024-05-01T15:59:59Z', {}],
    ['pasted dashes and digits', RANGE.replaceAll('-', '\u2212').replaceAll('5', '５'), {}],
  ])('resolves a period with %s', (_name, search, expected) => {
    expect(parse(search)).toEqual({ query: { ...EVERYTHING_LEFT_OUT, ...expected } })
  })

  test.each([
    ['from=yesterday', 'from'],
    ['range=soon', 'range'],
    [`${RANGE}&range=soon`, 'range'],
    ['range=today&range=yesterday', 'range'],
    ['from=2024-05-01', 'from'],
    ['from=2024-05-01T00:00:00', 'from'],
    ['from=2024-02-30T00:00:00Z', 'from'],
    ['from=1714492800', 'from'],
    ['from=2024-05-01T00:00:00Z&from=2024-05-02T00:00:00Z', 'from'],
    [`${RANGE}&to=2024-05-01T23:59:59Z`, 'to'],
    [`${RANGE}&group=%20`, 'group'],
    [`${RANGE}&group=${'x'.repeat(1001)}`, 'group'],
    [`${RANGE}&agent=Ann&agent=%20%20`, 'agent'],
    [`${RANGE}&label=${'x'.repeat(1001)}`, 'label'],
    [`${RANGE}&type=1&type=x`, 'type'],
    [`${RANGE}&type=1,2`, 'type'],
    [`${RANGE}&type=1abc`, 'type'],
    [`${RANGE}&type=1.0`, 'type'],
    [`${RANGE}&type=%201`, 'type'],
    [`${RANGE}&type=01`, 'type'],
    [`${RANGE}&reason=-0`, 'reason'],
    [`${RANGE}&reason=--1`, 'reason'],
    [`${RANGE}&hungUpBy=${'1'.repeat(16)}`, 'hungUpBy'],
    [`${RANGE}&outcome=busy`, 'outcome'],
    [`${RANGE}&outcome=missed&outcome=Failed`, 'outcome'],
    [`${RANGE}&notGroup=%20`, 'notGroup'],
    [`${RANGE}&notAgent=${'x'.repeat(1001)}`, 'notAgent'],
    [`${RANGE}&notLabel=a&notLabel=%20`, 'notLabel'],
    [`${RANGE}&notCountry=CN`, 'notCountry'],
    [`${RANGE}&notType=x`, 'notType'],
    [`${RANGE}&notReason=1,2`, 'notReason'],
    [`${RANGE}&notHungUpBy=1.0`, 'notHungUpBy'],
    [`${RANGE}&without=caller`, 'without'],
    [`${RANGE}&without=agent,group`, 'without'],
    [`${RANGE}&talk=10`, 'talk'],
    [`${RANGE}&talk=..`, 'talk'],
    [`${RANGE}&talk=20..10`, 'talk'],
    [`${RANGE}&talk=-1..10`, 'talk'],
    [`${RANGE}&talk=1..2&talk=3..4`, 'talk'],
    [`${RANGE}&wait=1.5..2`, 'wait'],
    [`${RANGE}&wait=1...2`, 'wait'],
    [`${RANGE}&wait=${'1'.repeat(10)}..`, 'wait'],
    [`${RANGE}&recorded=yes`, 'recorded'],
    [`${RANGE}&recorded=TRUE`, 'recorded'],
    [`${RANGE}&recorded=true&recorded=false`, 'recorded'],
    [`${RANGE}&id=%20`, 'id'],
    [`${RANGE}&sort=duration`, 'sort'],
    [`${RANGE}&sort=ringSeconds`, 'sort'],
    [`${RANGE}&sort=toString`, 'sort'],
    [`${RANGE}&sort=AGENT`, 'sort'],
    [`${RANGE}&sort=--agent`, 'sort'],
    [`${RANGE}&sort=agent-`, 'sort'],
    [`${RANGE}&sort=-`, 'sort'],
    [`${RANGE}&sort=agent&sort=caller`, 'sort'],
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
  ])('rejects %j because of the key %s', (search, key) => {
    expect(parse(search)).toEqual({ wrong: key })
  })
})

test.each([
  ['', 'today'],
  ['range=', 'today'],
  ['range=last7d', 'last7d'],
  [`range=last7d&${RANGE}`, null],
  ['from=2024-04-20T00:00:00Z', null],
])('the period of %j is the preset %s', (search, preset) => {
  expect(parseRecordsQuery(new URLSearchParams(search), ZONE, NOW)).toMatchObject({ preset })
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
  ])('returns the first invalid key of %j: %s', (search, expected) => {
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

const names = fc.uniqueArray(name, { maxLength: 4 })
const codes = fc.uniqueArray(fc.oneof(fc.nat(12), fc.integer()), { maxLength: 4 })
const countries = fc.uniqueArray(
  digits(4).filter((code) => !/^00[1-9]/.test(code)),
  { maxLength: 3 },
)
const seconds = fc
  .tuple(fc.option(fc.nat(7_200)), fc.option(fc.nat(7_200)))
  .filter(([min, max]) => (min === null ? max !== null : max === null || min <= max))
  .map(([min, max]) => ({ min, max }))

const validQuery: fc.Arbitrary<RecordsQuery> = fc.record({
  from: time,
  to: time,
  group: names,
  agent: names,
  type: codes,
  reason: codes,
  hungUpBy: codes,
  outcome: fc.subarray([...OUTCOMES]),
  number: fc.option(digits(32).filter((number) => !/^00[1-9]/.test(number))),
  country: countries,
  label: names,
  notGroup: names,
  notAgent: names,
  notLabel: names,
  notCountry: countries,
  notType: codes,
  notReason: codes,
  notHungUpBy: codes,
  without: fc.subarray(['agent', 'group', 'label', 'country', 'reason', 'type', 'hungUpBy']),
  talk: fc.option(seconds),
  wait: fc.option(seconds),
  recorded: fc.option(fc.boolean()),
  id: names,
  sort: fc.option(fc.record({ column: fc.constantFrom(...COLUMNS), descending: fc.boolean() })),
  page: fc.integer({ min: 1, max: 1_000_000_000 }),
  size: fc.integer({ min: 1, max: 100 }),
})

describe('serializeRecordsQuery', () => {
  it('writes any query so that parseRecordsQuery reads it back', () => {
    fc.assert(
      fc.property(validQuery, (query) => {
        const [from, to] = [inZone(query.from, ZONE), inZone(query.to, ZONE)]
        expect(parse(serializeRecordsQuery(query))).toEqual({ query: { ...query, from, to } })
        expect(wrongPageKey(new URLSearchParams(serializeRecordsQuery(query)))).toBeNull()
      }),
    )
  })

  test.each<[name: string, query: Partial<RecordsQuery>, expected: string]>([
    ['an empty query', {}, ''],
    ['defaults', { page: 1, size: 50, agent: [], group: [], talk: null, sort: null }, ''],
    ['repeated keys', { agent: ['Ann', 'Bo'], type: [1, 3] }, '?agent=Ann&agent=Bo&type=1&type=3'],
    ['ranges', { talk: { min: 0, max: 10 }, wait: { min: 5, max: null } }, '?talk=0..10&wait=5..'],
    ['a sort', { sort: { column: 'talkSeconds', descending: true } }, '?sort=-talkSeconds'],
    ['a truth', { recorded: false }, '?recorded=false'],
    ['codes of 0', { reason: [0], hungUpBy: [0] }, '?reason=0&hungUpBy=0'],
    ['an escaped +', { from: '2024-05-01T00:00:00+08:00' }, '?from=2024-05-01T00:00:00%2B08:00'],
  ])('writes %s', (_name, query, expected) => {
    expect(serializeRecordsQuery(query)).toBe(expected)
  })

  it('writes a preset by its name', () => {
    expect(serializeRecordsQuery({ range: 'last7d', page: 2 })).toBe('?range=last7d&page=2')
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
  ['٠١٢', '012'],
  ['۰۱۲', '012'],
  ['+९१ ९८७', '91987'],
  ['𝟘𝟙𝟚', '012'],
  ['86\u2212132\u2011000', '86132000'],
  ['\u202a+86 132 0000 0001\u202c', '8613200000001'],
  ['\ufeff86\u200b132\u00ad00\u2060\u200e\u061c\u0000', '8613200'],
  ['\u200b', null],
  ['tel:+86-132-0000-0001', '8613200000001'],
  ['TEL:+86132;ext=77;phone-context=+1', '86132'],
  ['tel:%2B86%20132', '86132'],
  ['tel:%', null],
  ['tel:', null],
  ['00 86 132-0000-0001', '8613200000001'],
  ['tel:0086132000', '86132000'],
  ['0086', '0086'],
  ['000861320000', '000861320000'],
  ['+', null],
  ['', null],
])('parsePhoneNumber reads %j as %j', (text, expected) => {
  expect(parsePhoneNumber(text)).toBe(expected)
})

test('parsePhoneNumber reads the digits of every script', () => {
  for (const numberingSystem of Intl.supportedValuesOf('numberingSystem')) {
    const numbers = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false })
    const text = numbers.format(9876543210)
    if (/^\p{Nd}+$/u.test(text)) expect(parsePhoneNumber(text), numberingSystem).toBe('9876543210')
  }
})

test.each([
  ['86', '86'],
  ['+86', '86'],
  [' 86 ', '86'],
  ['８６', '86'],
  ['1684', '1684'],
  ['0086', '86'],
  ['\u202a+86\u202c', '86'],
  ['٨٦', '86'],
  ['++86', null],
  ['16845', null],
  ['CN', null],
  ['', null],
])('parseCountryCode reads %j as %j', (text, expected) => {
  expect(parseCountryCode(text)).toBe(expected)
})

test.each([
  ['  Ann ', 'Ann'],
  ['\u202aAnn\u200b Lee\u202c\ufeff', 'Ann Lee'],
  ['Ann\tLee', 'Ann Lee'],
  ['An\u00adna\u0007', 'Anna'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['👩\u200d💻 ❤\ufe0f', '👩\u200d💻 ❤\ufe0f'],
  ['\u200d\ufe0f', null],
  ['\u200b \ufeff', null],
  ['', null],
])('parseTypedName reads %j as %j', (text, expected) => {
  expect(parseTypedName(text)).toBe(expected)
})

test('parseRecordsQuery resolves any two ends without an error', () => {
  const extremes = ['0000-01-01T00:00Z', '9999-12-31T23:59:59-12:00', '0001-01-01T00:00+14:00']
  const ends = fc.oneof(fc.constantFrom(...extremes), time)
  fc.assert(
    fc.property(fc.option(ends), fc.option(ends), (from, to) => {
      const search = new URLSearchParams({ from: from ?? '', to: to ?? '' })
      expect(parseRecordsQuery(search, ZONE, NOW)).toHaveProperty('query.from')
    }),
  )
})
