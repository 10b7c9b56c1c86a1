import {
  CALL_TYPES,
  HANGUP_REASONS,
  HUNG_UP_BY,
  OUTCOMES,
  type Outcome,
} from '../../calls/call-codes.ts'
import {
  type AgentFigures,
  type Bucket,
  FACETS,
  type Facet,
  type FacetName,
  type FacetValue,
  type Figures,
  MIN_CALLS_OF_WORST_HOUR,
  type Outcomes,
  SHORT_TALK_SECONDS,
  type Summary,
} from '../../calls/figures.ts'
import type { TimeSpan } from '../../calls/periods.ts'
import type { RecordsQuery } from '../../calls/query.ts'
import { inZone } from '../../calls/time.ts'
import { type Condition, conditionOf, HAS_NO_LABEL } from './condition.ts'
import type { Query } from './database.ts'
import { bucketsOf, type Cell, gridOf, hoursOf } from './timeline.ts'
import type { View } from './view.ts'

const COUNTS = `count(*) as calls, ${OUTCOMES.map(
  (outcome) => `count(*) filter (where outcome = '${outcome}') as ${outcome}`,
).join(', ')}`

const IS_ANSWERED = "outcome = 'answered'"

/** The keys that a facet's counts leave out. */
const FACET_KEYS: Record<FacetName, readonly (keyof RecordsQuery)[]> = {
  reason: ['outcome', 'reason', 'notReason'],
  type: ['type', 'notType'],
  hungUpBy: ['hungUpBy', 'notHungUpBy'],
  group: ['group', 'notGroup'],
  agent: ['agent', 'notAgent'],
  label: ['label', 'notLabel'],
  country: ['country', 'notCountry'],
}

const FACET_COLUMNS: Record<FacetName, string> = {
  reason: 'hangup_reason',
  type: 'type',
  hungUpBy: 'hung_up_by',
  group: 'agent_group',
  agent: 'agent',
  country: 'country_code',
  // A call may have several labels, so this counts those without one.
  label: `case when ${HAS_NO_LABEL} then 1 else 0 end`,
}

const KNOWN_CODES: Partial<Record<FacetName, readonly number[]>> = {
  reason: HANGUP_REASONS,
  type: CALL_TYPES,
  hungUpBy: HUNG_UP_BY,
}

const MAX_VALUES = 100

const NO_OUTCOMES: Outcomes = { answered: 0, missed: 0, failed: 0, unknown: 0 }

/** Returns the outcomes of a row alone. */
export const outcomesOf = ({ answered, missed, failed, unknown }: Outcomes): Outcomes => ({
  answered,
  missed,
  failed,
  unknown,
})

/** A query with the view that answers it. */
export interface Answered {
  query: RecordsQuery
  view: View
}

const conditionFor = ({ query, view }: Answered) => conditionOf(query, view.tiles)

/** Returns a query without the keys of a facet; `null` if it has none of them. */
export function withoutFacet(query: RecordsQuery, facet: FacetName): RecordsQuery | null {
  const keys = FACET_KEYS[facet]
  // Beside another field, to be without this one is an alternative.
  const isWithout = query.without.length === 1 && query.without[0] === facet
  const isSet = keys.some((key) => (query[key] as readonly unknown[]).length > 0)
  if (!isSet && !isWithout) return null
  const none = Object.fromEntries(keys.map((key) => [key, []]))
  const group = facet === 'group' && query.scope ? { group: [...query.scope] } : null
  return { ...query, ...none, ...group, ...(isWithout && { without: [] }) }
}

/** Counts the key figures of a query. */
export async function figuresOf(query: Query, asked: Answered): Promise<Figures> {
  const { sql, values } = conditionFor(asked)
  const [row] = await query<Figures>(
    `select ${COUNTS},
       coalesce(sum(talk_seconds) filter (where ${IS_ANSWERED}), 0) as "talkSeconds",
       avg(talk_seconds) filter (where ${IS_ANSWERED}) as "meanTalkSeconds",
       percentile_cont(0.5) within group (order by talk_seconds)
         filter (where ${IS_ANSWERED}) as "medianTalkSeconds",
       percentile_cont(0.5) within group (order by wait_seconds)
         filter (where ${IS_ANSWERED}) as "medianWaitSeconds",
       count(recording) as recorded
     from calls where ${sql}`,
    values,
  )
  return row as Figures
}

async function cellsOf(query: Query, { sql, values }: Condition, base: number, seconds: number) {
  const cell = `floor(cast(start - ${base} as double precision) / ${seconds})`
  const rows = await query<Outcomes & { cell: number }>(
    `select ${cell} as cell, ${COUNTS} from calls where ${sql} and start is not null group by 1`,
    values,
  )
  return rows.map((row): Cell => ({ start: base + row.cell * seconds, ...outcomesOf(row) }))
}

interface ValueCount {
  value: string | number | null
  outcome: Outcome
  n: number
}

/** Sums counts of values and outcomes up to one entry for each value. */
function valuesFrom(counts: readonly ValueCount[]): FacetValue[] {
  const values = new Map<ValueCount['value'], FacetValue>()
  for (const { value, outcome, n } of counts) {
    const entry = values.get(value) ?? { value, calls: 0, ...NO_OUTCOMES }
    values.set(value, entry)
    entry.calls += n
    entry[outcome] += n
  }
  return [...values.values()]
}

/**
 * Counts the values of facets. All but the labels are counted in one statement, by value and outcome,
 * which is faster than a count with a filter for each outcome.
 */
async function valuesOf(query: Query, { sql, values }: Condition, names: readonly FacetName[]) {
  const columns = names.map((name) => FACET_COLUMNS[name])
  const listed = columns.map((column, index) => `${column} as value_${index}`).join(', ')
  const sets = columns.map((column) => `(${column}, outcome)`).join(', ')
  const [rows, labels] = await Promise.all([
    query<{ outcome: Outcome; n: number; facet: number } & Record<string, string | number | null>>(
      `select ${listed}, outcome, grouping(${columns.join(', ')}) as facet, count(*) as n
       from calls where ${sql} group by grouping sets (${sets})`,
      values,
    ),
    names.includes('label')
      ? query<ValueCount>(
          `select value, outcome, count(*) as n
           from (select unnest(labels) as value, outcome from calls where ${sql}) as of_labels
           group by value, outcome`,
          values,
        )
      : [],
  ])
  return new Map(
    names.map((name, index) => {
      // The bit of the grouped column is 0; the first column has the highest bit.
      const bit = 1 << (columns.length - 1 - index)
      const counts = rows
        .filter(({ facet }) => (facet & bit) === 0)
        .map((row) => ({ value: row[`value_${index}`] ?? null, outcome: row.outcome, n: row.n }))
      if (name !== 'label') return [name, valuesFrom(counts)]
      const without = counts.flatMap((count) =>
        count.value === 1 ? { ...count, value: null } : [],
      )
      return [name, valuesFrom([...labels, ...without])]
    }),
  )
}

/** Returns the most frequent values, with known codes and the values that the query names. */
function facetOf(
  name: FacetName,
  values: readonly FacetValue[],
  query: RecordsQuery,
): Facet['values'] {
  const chosen = FACET_KEYS[name].flatMap((key) =>
    key === 'outcome' ? [] : (query[key] as readonly (string | number)[]),
  )
  const always = [...new Set([...(KNOWN_CODES[name] ?? []), ...chosen])]
  const none = { calls: 0, ...NO_OUTCOMES }
  const present = new Set(values.map(({ value }) => value))
  const absent = always.filter((value) => !present.has(value)).map((value) => ({ value, ...none }))
  const ordered = values.toSorted(
    (one, other) => other.calls - one.calls || (String(one.value) < String(other.value) ? -1 : 1),
  )
  const isKept = ({ value }: FacetValue, index: number) =>
    index < MAX_VALUES || (value !== null && always.includes(value))
  return [...ordered.filter(isKept), ...absent].map(({ value, calls, ...rest }) => ({
    value,
    calls,
    ...outcomesOf(rest),
  }))
}

async function agentsOf(query: Query, asked: Answered): Promise<AgentFigures[]> {
  const { sql, values } = conditionFor(asked)
  return query<AgentFigures>(
    `select agent, ${COUNTS},
       avg(talk_seconds) filter (where ${IS_ANSWERED}) as "meanTalkSeconds",
       count(*) filter (where hung_up_by = 1) as "hungUpByAgent",
       count(*) filter (where ${IS_ANSWERED} and talk_seconds <= ${SHORT_TALK_SECONDS}) as "shortCalls"
     from calls where ${sql} group by agent order by calls desc, agent nulls last`,
    values,
  )
}

/** Returns the hour of the lowest answer rate, and the group with most calls not answered in it. */
async function worstOf(
  query: Query,
  { sql, values }: Condition,
  cells: readonly Cell[],
  view: View,
  zone: string,
): Promise<Summary['worst']> {
  const hours = bucketsOf(cells, hoursOf(view.span, zone), view.span, zone).map((hour) => ({
    ...hour,
    calls: hour.answered + hour.missed + hour.failed + hour.unknown,
  }))
  const worst = hours
    .filter(({ calls }) => calls >= MIN_CALLS_OF_WORST_HOUR)
    .reduce<(typeof hours)[number] | null>(
      (best, hour) =>
        best === null || hour.answered / hour.calls < best.answered / best.calls ? hour : best,
      null,
    )
  if (worst === null) return null
  const { from, to, calls, answered } = worst
  const [first, end] = [from, to].map((iso) => Date.parse(iso) / 1_000)
  const groups = await query<{ value: string | null; n: number }>(
    `select agent_group as value, count(*) as n from calls
     where ${sql} and start >= ${first} and start < ${end} and outcome <> 'answered'
     group by agent_group order by n desc, value nulls last limit 1`,
    values,
  )
  return { from, to, calls, answered, group: groups[0]?.value ?? null }
}

/** A period, and the way from it to the period before. */
export interface Shifted {
  span: TimeSpan
  /** Shifts an instant (ms since the epoch) to the period before. */
  shift: (at: number) => number
  /** IANA zone of the account. */
  zone: string
}

/** Counts the period before in the buckets of the period, up to its own end. */
export async function bucketsBefore(
  query: Query,
  asked: Answered,
  { span, shift, zone }: Shifted,
): Promise<Bucket[]> {
  const { edges, base, cellSeconds } = gridOf(secondsOf(span), zone)
  const shifted = (edge: number) => shift(edge * 1_000) / 1_000
  const cells = await cellsOf(query, conditionFor(asked), shifted(base), cellSeconds)
  const before = secondsOf(asked.query)
  const begun = edges.findIndex((edge) => shifted(edge) > before.last)
  const kept = begun < 0 ? edges : edges.slice(0, begun + 1)
  return bucketsOf(cells, kept.map(shifted), before, zone)
}

interface SummaryParts {
  view: View
  /** Wider questions that are proven, by the facet whose keys they leave out. */
  wider: ReadonlyMap<FacetName, Answered>
  withAgents: boolean
  /** IANA zone of the account. */
  zone: string
}

/** Computes all parts of a summary that concern the view itself, from one condition. */
export async function summarize(
  query: Query,
  { view, wider, withAgents, zone }: SummaryParts,
): Promise<Omit<Summary, 'coverage' | 'previous'>> {
  const asked: Answered = { query: view.query, view }
  const base = wider.get('reason') ?? asked
  const [own, baseCondition] = [conditionFor(asked), conditionFor(base)]
  const period = secondsOf(view.query)
  const grid = gridOf(period, zone)
  const inView = FACETS.filter((name) => !wider.has(name))
  const [figures, cells, values, widerValues, agents] = await Promise.all([
    figuresOf(query, asked),
    cellsOf(query, baseCondition, grid.base, grid.cellSeconds),
    valuesOf(query, own, inView),
    Promise.all(
      [...wider].map(async ([name, each]) =>
        (await valuesOf(query, conditionFor(each), [name])).get(name),
      ),
    ),
    withAgents ? agentsOf(query, asked) : undefined,
  ])
  for (const [index, name] of [...wider.keys()].entries())
    values.set(name, widerValues[index] ?? [])
  const facets = Object.fromEntries(
    FACETS.map((name) => {
      const all = values.get(name) ?? []
      const kept = facetOf(name, all, view.query)
      const isOwn = withoutFacet(view.query, name) !== null && !wider.has(name)
      const more = all.length - kept.filter(({ calls }) => calls > 0).length
      return [name, { scope: isOwn ? 'view' : 'wider', values: kept, more } satisfies Facet]
    }),
  ) as Record<FacetName, Facet>
  const outcomes = outcomesOf(base === asked ? figures : await figuresOf(query, base))
  const buckets = bucketsOf(cells, grid.edges, period, zone)
  const worst = await worstOf(query, baseCondition, cells, view, zone)
  const { calls, talkSeconds, meanTalkSeconds, medianTalkSeconds, medianWaitSeconds, recorded } =
    figures
  return {
    from: inZone(view.query.from, zone),
    to: inZone(view.query.to, zone),
    figures: {
      calls,
      ...outcomesOf(figures),
      talkSeconds,
      meanTalkSeconds,
      medianTalkSeconds,
      medianWaitSeconds,
      recorded,
    },
    outcomes,
    timeline: { unit: grid.unit, step: grid.step, buckets },
    worst,
    facets,
    ...(agents && { agents }),
  }
}

/** The whole period in seconds, past now too. */
function secondsOf({ from, to }: TimeSpan) {
  const [first, last] = [from, to].map((iso) => Math.floor(Date.parse(iso) / 1_000))
  return { first: first ?? 0, last: last ?? 0 }
}
