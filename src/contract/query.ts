import {
  createLoader,
  createMultiParser,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsStringLiteral,
  type SingleParserBuilder,
} from 'nuqs/server'
import { PRESETS, parseOffsetTime } from './time.ts'
import { CALL_TYPES, HANGUP_REASONS, HUNG_UP_BY } from './vocabulary.ts'

export const MAX_PAGE_SIZE = 100
const DEFAULT_PAGE_SIZE = 50
/** Names of 1,000 characters exist; nothing longer does. */
const MAX_TEXT = 1_000

const parseAsTime = createParser({ parse: parseOffsetTime, serialize: String })

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

/**
 * A phone number as people write it, to the digits the vendor compares:
 * `+86 132-0000-0001` and full-width digits alike become `8613200000001`.
 * @returns `null` if anything but digits and separators is in it.
 */
export function parsePhoneNumber(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s().+/\-\u2010-\u2015]/g, '')
  return /^\d{1,32}$/.test(digits) ? digits : null
}

/** A country calling code, digits only: `+86` becomes `86`. */
export function parseCountryCode(text: string): string | null {
  const digits = text.normalize('NFKC').trim().replace(/^\+/, '')
  return /^\d{1,4}$/.test(digits) ? digits : null
}

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

/** The endpoint's keys. The page's query string is the endpoint's query string. */
export const recordsParsers = {
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

/** The page's keys: a preset may stand instead of `from` and `to`. */
export const pageParsers = {
  ...recordsParsers,
  range: parseAsStringLiteral(PRESETS),
}

export type PageState = inferParserType<typeof pageParsers>

/** A query the endpoint can answer: both ends of the range are known. */
export type RecordsQuery = Omit<inferParserType<typeof recordsParsers>, 'from' | 'to'> & {
  from: string
  to: string
}

/** `?…` with defaults left out, or an empty string. */
export const serializeRecordsQuery = createSerializer(recordsParsers)
export const serializePageState = createSerializer(pageParsers)

/** The first key of `parsers` whose value in `params` is wrong. Empty values count as absent. */
function wrongKey(parsers: Partial<typeof pageParsers>, params: URLSearchParams): string | null {
  for (const [key, parser] of Object.entries(parsers)) {
    const values = params.getAll(key).filter((value) => value !== '')
    if (values.length === 0) continue
    if (parser.type !== 'multi' && values.length > 1) return key
    const parsed =
      parser.type === 'multi' ? parser.parse(values) : parser.parse(values[0] as string)
    if (parsed === null) return key
  }
  return null
}

/** The first key of a page's address that cannot be understood, or `null`. Unknown keys are fine. */
export function wrongPageKey(params: URLSearchParams): string | null {
  return wrongKey(pageParsers, params)
}

const loadRecordsQuery = createLoader(recordsParsers)

/**
 * Reads the endpoint's query string. Unknown keys are ignored.
 * @returns the query, or the name of the first key that is wrong or missing.
 */
export function parseRecordsQuery(
  params: URLSearchParams,
): { query: RecordsQuery } | { wrong: string; missing: boolean } {
  const wrong = wrongKey(recordsParsers, params)
  if (wrong) return { wrong, missing: false }
  const filled = new URLSearchParams([...params].filter(([, value]) => value !== ''))
  const { from, to, ...rest } = loadRecordsQuery(filled)
  if (from === null) return { wrong: 'from', missing: true }
  if (to === null) return { wrong: 'to', missing: true }
  return { query: { from, to, ...rest } }
}
