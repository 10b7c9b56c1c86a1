import {
  createLoader,
  createMultiParser,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsStringLiteral,
  type SingleParserBuilder,
} from 'nuqs/server'
import { OUTCOMES } from './call-codes.ts'
import { COLUMNS, type ColumnId } from './columns.ts'
import type { FacetName } from './figures.ts'
import { PRESETS, type Preset, presetOf, resolvePeriod, type TimeSpan } from './periods.ts'
import { parseOffsetTime } from './time.ts'

export const MAX_PAGE_SIZE = 100
const DEFAULT_PAGE_SIZE = 50
/** The vendor has names of up to 1,000 characters. */
const MAX_TEXT = 1_000

const parseAsText = createParser({
  parse: (text) => (text.trim() !== '' && text.length <= MAX_TEXT ? text : null),
  serialize: String,
})

function parseAsIntegerIn(min: number, max: number) {
  return createParser({
    parse: (text) => {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
      return value >= min && value <= max ? value : null
    },
    serialize: String,
  })
}

/** Invisible characters that come with pasted text. Spaces are not among them. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\uFFF9-\uFFFB]/gu
/** Invisible characters that some scripts and emoji need: joiners, variants, flags. */
const JOINS = /\u200C|\u200D|[\uFE00-\uFE0F]|[\u{E0020}-\u{E007F}]/u

const SEPARATORS = /[\s().+/\-\u00B7]/g
/** `00` before a number of international length (E.164). Shorter numbers keep their zeros. */
const INTERNATIONAL_PREFIX = /^00(?=[1-9]\d{6,14}$)/

/** Converts a digit of any script to 0 to 9. Unicode keeps the ten digits of a script in a row. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) as number
  let first = code
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1
  return String((code - first) % 10)
}

/**
 * Normalizes pasted text: digits of any script become 0 to 9, dashes and minus signs become hyphens,
 * full-width characters become usual ones, and invisible characters are removed.
 */
export function normalizeText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/(?!\d)\p{Nd}/gu, asciiDigit)
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .trim()
}

/**
 * Parses a phone number as people write or paste it, to the digits that the vendor compares.
 * `+86 132-0000-0001`, `00 86 132 0000 0001` and digits of other scripts become `8613200000001`.
 * The parameters of a `tel:` link (RFC 3966) are ignored.
 * @returns `null` if the text holds any other visible character
 */
export function parsePhoneNumber(text: string): string | null {
  const [, link] = /^tel:([^;]*)/i.exec(normalizeText(text)) ?? []
  const number = link === undefined ? normalizeText(text) : normalizeText(decodeLink(link))
  const digits = number.replace(SEPARATORS, '').replace(INTERNATIONAL_PREFIX, '')
  return /^\d{1,32}$/.test(digits) ? digits : null
}

function decodeLink(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Parses a country calling code: `+86` and `0086` become `86`. */
export function parseCountryCode(text: string): string | null {
  const digits = normalizeText(text).replace(/^(?:\+|00(?=[1-9]))\s*/, '')
  return /^\d{1,4}$/.test(digits) ? digits : null
}

/**
 * Removes the invisible characters of a typed or pasted name. Returns `null` if nothing is left.
 * Do not use it for the vendor's names, because they may hold such characters.
 */
export function parseTypedName(text: string): string | null {
  const seen = text
    .replace(/[\t\n\v\f\r]+/g, ' ')
    .replace(INVISIBLE, (c) => (JOINS.test(c) ? c : ''))
  return /[^\s\p{Default_Ignorable_Code_Point}]/u.test(seen) ? seen.trim() : null
}

const parseAsTime = createParser({
  parse: (text) => parseOffsetTime(normalizeText(text)),
  serialize: String,
})

/** Parses any whole number as a code, strictly: `1,2` is not 1. */
const parseAsCode = createParser({
  parse: (text) => (/^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : null),
  serialize: String,
})

/** Seconds, both ends included. At least one end is set. */
export interface SecondsRange {
  min: number | null
  max: number | null
}

const parseAsSecondsRange = createParser<SecondsRange>({
  parse(text) {
    const ends = /^(\d{0,9})\.\.(\d{0,9})$/.exec(text)?.slice(1)
    const [min = null, max = null] = (ends ?? []).map((end) => (end === '' ? null : Number(end)))
    const isEmpty = min === null ? max === null : max !== null && min > max
    return isEmpty ? null : { min, max }
  },
  serialize: ({ min, max }) => `${min ?? ''}..${max ?? ''}`,
  eq: (a, b) => a.min === b.min && a.max === b.max,
})

const parseAsTruth = createParser({
  parse: (text) => (text === 'true' || text === 'false' ? text === 'true' : null),
  serialize: String,
})

/** One column and its direction. */
export interface Sort {
  column: ColumnId
  descending: boolean
}

const parseAsSort = createParser<Sort>({
  parse(text) {
    const column = COLUMNS.find((id) => id === text.replace(/^-/, ''))
    return column ? { column, descending: text.startsWith('-') } : null
  },
  serialize: ({ column, descending }) => `${descending ? '-' : ''}${column}`,
  eq: (a, b) => a.column === b.column && a.descending === b.descending,
})

/** Fields of a call that may be empty, and that `without` requires to be empty. */
const OPTIONAL_FIELDS = [
  'agent',
  'group',
  'label',
  'country',
  'reason',
  'type',
  'hungUpBy',
] as const

/** Parses a repeated key. One invalid value makes the key invalid; without it the search would widen. */
function parseAsListOf<Item>(item: SingleParserBuilder<Item>) {
  return createMultiParser<Item[]>({
    parse: (texts) => {
      const values = texts.filter((text) => text !== '').map((text) => item.parse(text))
      return values.every((value) => value !== null) ? [...new Set(values)] : null
    },
    serialize: (values) => values.map((value) => item.serialize(value)),
    eq: (a, b) => a.length === b.length && a.every((value, index) => value === b[index]),
  }).withDefault([])
}

const parseAsCountry = createParser({ parse: parseCountryCode, serialize: String })

/** The keys of the query string, which page and endpoint share. */
export const recordsParsers = {
  range: parseAsStringLiteral(PRESETS),
  from: parseAsTime,
  to: parseAsTime,
  group: parseAsListOf(parseAsText),
  agent: parseAsListOf(parseAsText),
  type: parseAsListOf(parseAsCode),
  reason: parseAsListOf(parseAsCode),
  hungUpBy: parseAsListOf(parseAsCode),
  outcome: parseAsListOf(parseAsStringLiteral(OUTCOMES)),
  number: createParser({ parse: parsePhoneNumber, serialize: String }),
  country: parseAsListOf(parseAsCountry),
  label: parseAsListOf(parseAsText),
  notGroup: parseAsListOf(parseAsText),
  notAgent: parseAsListOf(parseAsText),
  notLabel: parseAsListOf(parseAsText),
  notCountry: parseAsListOf(parseAsCountry),
  notType: parseAsListOf(parseAsCode),
  notReason: parseAsListOf(parseAsCode),
  notHungUpBy: parseAsListOf(parseAsCode),
  without: parseAsListOf(parseAsStringLiteral(OPTIONAL_FIELDS)),
  talk: parseAsSecondsRange,
  wait: parseAsSecondsRange,
  recorded: parseAsTruth,
  id: parseAsListOf(parseAsText),
  sort: parseAsSort,
  page: parseAsIntegerIn(1, 1_000_000_000).withDefault(1),
  size: parseAsIntegerIn(1, MAX_PAGE_SIZE).withDefault(DEFAULT_PAGE_SIZE),
}

/** The filters that exclude values, by the facets whose values they exclude. */
export const EXCLUDING = {
  reason: 'notReason',
  type: 'notType',
  hungUpBy: 'notHungUpBy',
  group: 'notGroup',
  agent: 'notAgent',
  label: 'notLabel',
  country: 'notCountry',
} as const satisfies Record<FacetName, keyof typeof recordsParsers>

const loadPageState = createLoader(recordsParsers)

/** A query as it stands in the URL. Its period may be relative. */
export type PageState = inferParserType<typeof recordsParsers>

/** Parses a query string. Invalid values are left out; see `wrongPageKey`. */
export const parsePageState = (search: string): PageState => loadPageState(search)

/** A query with a resolved period. */
export type RecordsQuery = Omit<PageState, 'range' | 'from' | 'to'> &
  TimeSpan & {
    /** The groups that the user may see, of which `group` holds one or more; absent for all. */
    scope?: readonly string[]
  }

/** The first page of a query without a filter. */
export const NO_FILTERS: Omit<RecordsQuery, 'from' | 'to'> = withoutPeriod(loadPageState(''))

function withoutPeriod({ range, from, to, ...rest }: PageState) {
  return rest
}

/** Returns `?…` without default values, or an empty string. */
export const serializeRecordsQuery = createSerializer(recordsParsers)

/**
 * Returns the first key with an invalid value, or `null`. Unknown keys and empty values are
 * ignored.
 */
export function wrongPageKey(params: URLSearchParams): string | null {
  for (const [key, parser] of Object.entries(recordsParsers)) {
    const values = params.getAll(key).filter((value) => value !== '')
    if (values.length === 0) continue
    if (parser.type !== 'multi' && values.length > 1) return key
    const parsed =
      parser.type === 'multi' ? parser.parse(values) : parser.parse(values[0] as string)
    if (parsed === null) return key
  }
  return null
}

/**
 * Parses a query string and resolves its period. Unknown keys are ignored.
 * @param zone IANA zone of the account, in which the period is written
 * @param now ms since the epoch
 * @returns the query and the preset of its period, or the name of the first invalid key
 */
export function parseRecordsQuery(
  params: URLSearchParams,
  zone: string,
  now: number,
): { query: RecordsQuery; preset: Preset | null } | { wrong: string } {
  const wrong = wrongPageKey(params)
  if (wrong) return { wrong }
  const filled = new URLSearchParams([...params].filter(([, value]) => value !== ''))
  const { range, from, to, ...rest } = loadPageState(filled)
  const period = { range, from, to }
  return { query: { ...rest, ...resolvePeriod(period, zone, now) }, preset: presetOf(period) }
}
