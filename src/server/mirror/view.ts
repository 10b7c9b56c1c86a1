import { HISTORY_DAYS } from '../../calls/periods.ts'
import { NO_FILTERS, type RecordsQuery } from '../../calls/query.ts'
import { type VendorFilter, vendorFilterOf } from '../vendor/request.ts'
import { type Condition, conditionOf } from './condition.ts'
import type { Query } from './database.ts'
import { findReads, gapsIn, questionOf, type Span, type Tile, tilesOf } from './ledger.ts'

/** A span read later than this after its end is settled: labels and recordings have arrived. */
const SETTLED_SECONDS = 6 * 3_600
/** A younger span is compared with the vendor's at most this often. */
export const FRESH_SECONDS = 30
const HISTORY_SECONDS = HISTORY_DAYS * 86_400

/** A comparison of a question with the vendor: total and ids agreed. */
export interface Check extends Span {
  question: string
  readIds: ReadonlySet<number>
  /** Seconds since the epoch. */
  at: number
}

/** What a question needs to be answered. */
export interface Asked {
  query: RecordsQuery
  filter: VendorFilter
  question: string
  /** Up to now. */
  span: Span
}

/** What is known of a question. */
export interface View extends Asked {
  tiles: Tile[]
  /** Spans that must be read, and that the vendor still keeps. Latest first. */
  toRead: Span[]
  /** Whether the vendor keeps a missing part no longer. */
  isTooOld: boolean
  isComplete: boolean
  /** Calls of the vendor's filter that were read. */
  read: number
  /** Seconds since the epoch; `null` without a proof. */
  provenAt: number | null
}

/** Returns whole seconds since the epoch for ms. */
export const toSeconds = (ms: number) => Math.floor(ms / 1_000)

/** @param now seconds since the epoch */
function askedOf(query: RecordsQuery, now: number): Asked {
  const { filter } = vendorFilterOf(query)
  const span = {
    first: toSeconds(Date.parse(query.from)),
    last: Math.min(toSeconds(Date.parse(query.to)), now),
  }
  return { query, filter, question: questionOf(filter), span }
}

/**
 * Returns the questions that answer a query together. The vendor narrows by one group, so that a user
 * of some groups only needs one question for each.
 * @param now seconds since the epoch
 */
export function questionsOf(query: RecordsQuery, now: number): Asked[] {
  if (!query.scope || query.group.length < 2) return [askedOf(query, now)]
  return [...query.group].sort().map((group) => askedOf({ ...query, group: [group] }, now))
}

/** Joins the views of the questions of a query. */
export function joinViews(query: RecordsQuery, views: readonly View[]): View {
  const [first] = views
  if (!first) throw new Error('a query has no question')
  if (views.length === 1) return first
  const proofs = views.map(({ provenAt }) => provenAt)
  return {
    ...first,
    query,
    tiles: views.flatMap(({ query: { group }, tiles }) =>
      tiles.map((tile) => ({ ...tile, group: group[0] ?? '' })),
    ),
    toRead: views.flatMap(({ toRead }) => toRead),
    isTooOld: views.some(({ isTooOld }) => isTooOld),
    isComplete: views.every(({ isComplete }) => isComplete),
    read: views.reduce((sum, { read }) => sum + read, 0),
    provenAt:
      proofs.reduce((one, at) => (one === null || at === null ? null : Math.min(one, at))) ?? null,
  }
}

/** Returns the part of `span` that the vendor still keeps; `null` if there is none. */
export function keptByVendor({ first, last }: Span, now: number): Span | null {
  const kept = { first: Math.max(first, now - HISTORY_SECONDS), last }
  return kept.first <= kept.last ? kept : null
}

/** The condition of the vendor's filter alone, which coverage counts. */
export function filterCondition({ query, filter }: Asked, tiles: readonly Tile[]): Condition {
  const { from, to } = query
  return conditionOf({ ...NO_FILTERS, ...filter, from, to }, tiles)
}

/** Returns when a tile was last compared for `question`, or 0. */
function checkedAt(
  question: string,
  { first, last, read }: Tile,
  checks: readonly Check[],
): number {
  const own = read.question === question ? read.checkedAt : 0
  const fitting = checks.filter(
    (check) =>
      check.question === question &&
      check.first <= first &&
      last <= check.last &&
      check.readIds.has(read.id),
  )
  return Math.max(own, ...fitting.map(({ at }) => at))
}

/** The state of a tile at `now`: it must be read, compared, or is proven. */
function stateOf({ read }: Tile, checked: number, now: number): 'unread' | 'unchecked' | 'proven' {
  const settledFrom = read.last + SETTLED_SECONDS
  const isSettled = read.readAt >= settledFrom
  if (read.readAt === 0 || (!isSettled && now >= settledFrom)) return 'unread'
  if (checked === 0 || (!isSettled && checked < now - FRESH_SECONDS)) return 'unchecked'
  return 'proven'
}

/**
 * Looks up what is known of a question.
 * @param checks comparisons that the ledger does not hold, of wider reads and parts of reads
 * @param now seconds since the epoch
 */
export async function lookUp(
  query: Query,
  asked: Asked,
  checks: readonly Check[],
  now: number,
): Promise<View> {
  const { question, span } = asked
  const isFuture = span.first > span.last
  const reads = isFuture ? [] : await findReads(query, question, span)
  const tiles = tilesOf(question, span, reads)
  const checkedTimes = tiles.map((tile) => checkedAt(question, tile, checks))
  const states = tiles.map((tile, index) => stateOf(tile, checkedTimes[index] ?? 0, now))
  const readable = tiles.filter((_, index) => states[index] !== 'unread')
  const missing = gapsIn(span, readable).filter(
    ({ first }) => first <= now - FRESH_SECONDS || tiles.length === 0,
  )
  const toRead = missing.flatMap((gap) => keptByVendor(gap, now) ?? [])
  const secondsOf = (spans: readonly Span[]) =>
    spans.reduce((sum, { first, last }) => sum + last - first + 1, 0)
  const { sql, values } = filterCondition(asked, tiles)
  const [count] =
    tiles.length === 0
      ? []
      : await query<{ n: number }>(`select count(*) as n from calls where ${sql}`, values)
  return {
    ...asked,
    tiles,
    toRead,
    isTooOld: secondsOf(toRead) < secondsOf(missing),
    isComplete: isFuture || (missing.length === 0 && states.every((state) => state === 'proven')),
    read: count?.n ?? 0,
    provenAt:
      checkedTimes.every((at) => at > 0) && tiles.length > 0 ? Math.min(...checkedTimes) : null,
  }
}
