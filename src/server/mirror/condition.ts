import type { RecordsQuery, SecondsRange } from '../../calls/query.ts'
import type { Value } from './database.ts'
import type { Tile } from './ledger.ts'

/** A part of a statement after `where`, with its values for `$1`, `$2`, … */
export interface Condition {
  sql: string
  values: Value[]
}

/** The columns of values that a query names, by key. */
export const COLUMN_OF = {
  group: 'agent_group',
  agent: 'agent',
  country: 'country_code',
  type: 'type',
  reason: 'hangup_reason',
  hungUpBy: 'hung_up_by',
} as const

const EXCLUDED = {
  notGroup: 'group',
  notAgent: 'agent',
  notCountry: 'country',
  notType: 'type',
  notReason: 'reason',
  notHungUpBy: 'hungUpBy',
} as const

type Key = keyof typeof COLUMN_OF
const KEYS = Object.keys(COLUMN_OF) as Key[]

/** Without a label. PostgreSQL has no length for an empty list, DuckDB has 0. */
export const HAS_NO_LABEL = 'coalesce(array_length(labels, 1), 0) = 0'

const any = (parts: readonly string[]) =>
  parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' or ')})`

/**
 * Returns the condition for the calls of `query` among those of `tiles`: the one place where a query
 * becomes SQL. A key of the vendor's is not repeated for a read of the same values, because the
 * vendor's own answer decides there.
 */
export function conditionOf(query: RecordsQuery, tiles: readonly Tile[]): Condition {
  const values: Value[] = []
  const value = (each: Value) => `$${values.push(each)}`
  const isAny = (column: string, list: readonly (string | number)[]) =>
    `${column} = any(${value(list as Value)})`

  /** Each part for one key that the vendor has. */
  function vendorParts(question: Record<string, unknown>, group: string | undefined): string[] {
    const asked = group === undefined ? query : { ...query, group: [group] }
    const isOwn = (key: Key | 'label') =>
      JSON.stringify([...asked[key]].sort()) === JSON.stringify(question[key])
    const parts = KEYS.filter((key) => asked[key].length > 0 && !isOwn(key)).map((key) =>
      isAny(COLUMN_OF[key], asked[key]),
    )
    if (query.label.length > 0 && !isOwn('label')) parts.push(`labels && ${value(query.label)}`)
    return parts
  }

  /** All tiles of one question, for one group. */
  function tilesPart(of: readonly Tile[]): string {
    const isWhole = ({ first, last, read }: Tile) => first === read.first && last === read.last
    const wholeIds = of.filter(isWhole).map(({ read }) => read.id)
    const places = of
      .filter((tile) => !isWhole(tile))
      .map(({ first, last, read }) => `read_id = ${read.id} and start between ${first} and ${last}`)
    if (wholeIds.length > 0) places.push(isAny('read_id', wholeIds))
    const [{ read, group } = { read: { question: '{}' }, group: undefined }] = of
    return [any(places), ...vendorParts(JSON.parse(read.question), group)].join(' and ')
  }

  function inRange(column: string, { min, max }: SecondsRange): string {
    const ends = [
      ...(min === null ? [] : [`${column} >= ${value(min)}`]),
      ...(max === null ? [] : [`${column} <= ${value(max)}`]),
    ]
    return ends.join(' and ')
  }

  const partOf = ({ read, group }: Tile) => JSON.stringify([read.question, group])
  const places = [...new Set(tiles.map(partOf))].map((part) =>
    tilesPart(tiles.filter((tile) => partOf(tile) === part)),
  )
  const parts = [places.length === 0 ? '1 = 0' : any(places.map((place) => `(${place})`))]
  // Also for calls that the vendor sent in spite of its filter.
  if (query.scope) parts.push(isAny(COLUMN_OF.group, query.scope))
  if (query.outcome.length > 0) parts.push(isAny('outcome', query.outcome))
  for (const [key, of] of Object.entries(EXCLUDED) as [keyof typeof EXCLUDED, Key][]) {
    if (query[key].length === 0) continue
    const column = COLUMN_OF[of]
    parts.push(`(${column} is null or not ${isAny(column, query[key])})`)
  }
  if (query.notLabel.length > 0) parts.push(`not labels && ${value(query.notLabel)}`)
  if (query.without.length > 0)
    parts.push(
      any(
        query.without.map((key) => (key === 'label' ? HAS_NO_LABEL : `${COLUMN_OF[key]} is null`)),
      ),
    )
  if (query.talk) parts.push(`outcome = 'answered' and ${inRange('talk_seconds', query.talk)}`)
  if (query.wait) parts.push(inRange('wait_seconds', query.wait))
  if (query.recorded !== null) parts.push(`recording is ${query.recorded ? 'not null' : 'null'}`)
  if (query.id.length > 0) parts.push(isAny('id', query.id))
  return { sql: parts.join(' and '), values }
}
