import type { Coverage } from './call.ts'
import type { Outcome } from './call-codes.ts'
import type { TimeSpan } from './periods.ts'

/** Calls by outcome. */
export type Outcomes = Record<Outcome, number>

/** Key figures of some calls. `docs/figures.md` defines each one. */
export interface Figures extends Outcomes {
  calls: number
  /** The sum over all answered calls. */
  talkSeconds: number
  /** Means and medians are over answered calls; `null` without any. */
  meanTalkSeconds: number | null
  medianTalkSeconds: number | null
  medianWaitSeconds: number | null
  /** Calls with a recording that can be fetched. */
  recorded: number
}

/** The fields whose values are counted. */
export const FACETS = ['reason', 'type', 'hungUpBy', 'group', 'agent', 'label', 'country'] as const
export type FacetName = (typeof FACETS)[number]

/** The facets whose values are names, which users type. */
export const NAMED_FACETS = ['agent', 'group', 'label', 'country'] as const
export type NamedFacet = (typeof NAMED_FACETS)[number]

/** The answer of `GET /api/values`: names among the calls that were read. Countries are codes. */
export interface NamesAnswer {
  values: string[]
}

export interface FacetValue extends Outcomes {
  /** `null`: calls without a value. */
  value: string | number | null
  calls: number
}

export interface Facet {
  /** `wider`: counted without the facet's own keys. */
  scope: 'wider' | 'view'
  /** The most frequent values first. */
  values: FacetValue[]
  /** Values that are left out. */
  more: number
}

/** A part of the timeline. `to` is excluded; both are ISO 8601 with offset. */
export interface Bucket extends Outcomes {
  from: string
  to: string
}

export interface AgentFigures extends Outcomes {
  /** `null`: calls without an agent. */
  agent: string | null
  calls: number
  meanTalkSeconds: number | null
  hungUpByAgent: number
  /** Answered calls of at most `SHORT_TALK_SECONDS`. */
  shortCalls: number
}

export const SHORT_TALK_SECONDS = 10
/** An hour with fewer calls is never the worst. */
export const MIN_CALLS_OF_WORST_HOUR = 20

/** The answer of `GET /api/summary`. */
export interface Summary extends TimeSpan {
  coverage: Coverage
  figures: Figures
  /** Without the filters for outcomes and reasons. */
  outcomes: Outcomes
  /**
   * The period before; `null` where it cannot be read. Its buckets are those of the timeline at the
   * same index, up to its end.
   */
  previous:
    | (TimeSpan & { figures: Figures; outcomes: Outcomes; buckets: Bucket[]; coverage: Coverage })
    | null
  timeline: { unit: 'minute' | 'hour' | 'day'; step: number; buckets: Bucket[] }
  /** The hour with the lowest answer rate, and the group with the most calls not answered in it. */
  worst: { from: string; to: string; calls: number; answered: number; group: string | null } | null
  facets: Record<FacetName, Facet>
  /** Only if requested. */
  agents?: AgentFigures[]
}
