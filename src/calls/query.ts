import {
  createLoader,
  createMultiParser,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsStringLiteral,
  type SingleParserBuilder,
} from 'nuqs/server'
import { CALL_TYPES, HANGUP_REASONS, HUNG_UP_BY } from './call-codes.ts'
import { PRESETS, parseOffsetTime, resolvePeriod, type TimeRange } from './time.ts'

export const MAX_PAGE_SIZE = 100
const DEFAULT_PAGE_SIZE = 50
/** Names of 1,000 characters exist; nothing longer does. */
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

/** Characters that nobody sees and that come along with what is pasted. Spaces are not among them. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\uFFF9-\uFFFB]/gu
/** Of these, what some scripts and emoji need inside a word: joiners, variants, flags. */
const JOINS = /\u200C|\u200D|[\uFE00-\uFE0F]|[\u{E0020}-\u{E007F}]/u

const SEPARATORS = /[\s().+/\-\u00B7]/g
/** `00` and then a number of international length (E.164): parts of numbers keep their zeros. */
const INTERNATIONAL_PREFIX = /^00(?=[1-9]\d{6,14}$)/

/** A decimal digit of any script as 0 to 9. Unicode keeps the ten digits of a script in a row. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) as number
  let first = code
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1
  return String((code - first) % 10)
}

/**
 * Text as it is seen: digits of any script as 0 to 9, every dash and minus sign as a hyphen,
 * full-width characters as usual ones, and nothing that is not seen.
 */
export function asSeen(text: string): string {
  return text
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(/(?!\d)\p{Nd}/gu, asciiDigit)
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .trim()
}

/**
 * A phone number as people write or paste it, to the digits the vendor compares:
 * `+86 132-0000-0001`, `00 86 132 0000 0001` and digits of other scripts alike become
 * `8613200000001`. Of a `tel:` link (RFC 3966) its parameters are left out.
 * @returns `null` if anything else that can be seen is in it.
 */
export function parsePhoneNumber(text: string): string | null {
  const [, link] = /^tel:([^;]*)/i.exec(asSeen(text)) ?? []
  const number = link === undefined ? asSeen(text) : asSeen(decodeLink(link))
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

/** A country calling code, digits only: `+86` and `0086` become `86`. */
export function parseCountryCode(text: string): string | null {
  const digits = asSeen(text).replace(/^(?:\+|00(?=[1-9]))\s*/, '')
  return /^\d{1,4}$/.test(digits) ? digits : null
}

/**
 * A name as people type or paste it, without what is not seen; `null` if nothing is left. A name
 * that the vendor wrote is not to go through here, because it may hold such characters.
 */
export function parseTypedName(text: string): string | null {
  const seen = text.replace(/[\t\n\v\f\r]+/g, ' ').replace(UNSEEN, (c) => (JOINS.test(c) ? c : ''))
  return /[^\s\p{Default_Ignorable_Code_Point}]/u.test(seen) ? seen.trim() : null
}

const parseAsTime = createParser({
  parse: (text) => parseOffsetTime(asSeen(text)),
  serialize: String,
})

/** One of the vendor's codes, written as its digits and nothing else: `1,2` is not 1. */
function parseAsCode<const Code extends number>(codes: readonly Code[]) {
  return createParser<Code>({
    parse: (text) => codes.find((code) => String(code) === text) ?? null,
    serialize: String,
  })
}

/** A repeated key. One wrong value makes the key wrong: dropping it would widen the search. */
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

/** The keys of the page's query string, which is the endpoint's query string. */
export const recordsParsers = {
  range: parseAsStringLiteral(PRESETS),
  from: parseAsTime,
  to: parseAsTime,
  group: parseAsText,
  agent: parseAsListOf(parseAsText),
  type: parseAsListOf(parseAsCode(CALL_TYPES)),
  reason: parseAsListOf(parseAsCode(HANGUP_REASONS)),
  hungUpBy: parseAsListOf(parseAsCode(HUNG_UP_BY)),
  number: createParser({ parse: parsePhoneNumber, serialize: String }),
  country: parseAsListOf(createParser({ parse: parseCountryCode, serialize: String })),
  label: parseAsListOf(parseAsText),
  page: parseAsIntegerIn(1, 1_000_000_000).withDefault(1),
  size: parseAsIntegerIn(1, MAX_PAGE_SIZE).withDefault(DEFAULT_PAGE_SIZE),
}

/** A query as it stands in an address: its period may be relative. */
export type PageState = inferParserType<typeof recordsParsers>

/** A query whose period is resolved. */
export type RecordsQuery = Omit<PageState, 'range' | 'from' | 'to'> & TimeRange

/** `?…` with defaults left out, or an empty string. */
export const serializeRecordsQuery = createSerializer(recordsParsers)

/**
 * The first key whose value cannot be understood, or `null`. Unknown keys are fine, and empty values
 * count as absent.
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

const loadPageState = createLoader(recordsParsers)

/**
 * Reads a query string and resolves its period. Unknown keys are ignored.
 * @param zone IANA zone of the account, in which the period is written
 * @param now ms since the epoch
 * @returns the query, or the name of the first key that is wrong.
 */
export function parseRecordsQuery(
  params: URLSearchParams,
  zone: string,
  now: number,
): { query: RecordsQuery } | { wrong: string } {
  const wrong = wrongPageKey(params)
  if (wrong) return { wrong }
  const filled = new URLSearchParams([...params].filter(([, value]) => value !== ''))
  const { range, from, to, ...rest } = loadPageState(filled)
  return { query: { ...rest, ...resolvePeriod({ range, from, to }, zone, now) } }
}
