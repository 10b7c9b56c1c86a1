import { HANGUP_REASONS } from '../calls/call-codes.ts'
import {
  type Bucket,
  FACETS,
  type Facet,
  type FacetName,
  type FacetValue,
  type Figures,
  type Outcomes,
  type Summary,
} from '../calls/figures.ts'
import { inZone } from '../calls/time.ts'

const NONE: Outcomes = { answered: 0, missed: 0, failed: 0, unknown: 0 }
export const ALL_READ = { read: 70, total: 70, complete: true, reading: false, provenAt: null }

/** Returns outcomes with the counts in `parts`. */
export const counts = (parts: Partial<Outcomes>): Outcomes => ({ ...NONE, ...parts })

/** Returns a value of a facet. */
export const facetValue = (value: FacetValue['value'], parts: Partial<Outcomes>): FacetValue => ({
  value,
  ...counts(parts),
  calls: Object.values(parts).reduce((sum, each) => sum + each, 0),
})

/** Returns `count` buckets of `minutes` from `from` (ISO 8601) on, without calls. */
export function makeBuckets(from: string, count: number, minutes: number, zone: string): Bucket[] {
  const at = (index: number) => inZone(Date.parse(from) + index * minutes * 60_000, zone)
  return Array.from({ length: count }, (_, index) => ({
    ...NONE,
    from: at(index),
    to: at(index + 1),
  }))
}

/** Returns key figures with the counts in `parts`. */
export function makeFigures(parts: Partial<Figures>): Figures {
  const calls = { ...NONE, ...parts }
  return {
    talkSeconds: 0,
    meanTalkSeconds: null,
    medianTalkSeconds: null,
    medianWaitSeconds: null,
    recorded: 0,
    calls: calls.answered + calls.missed + calls.failed + calls.unknown,
    ...calls,
  }
}

const DAY = { from: '2026-03-10T00:00:00+08:00', to: '2026-03-10T23:59:59+08:00' }
const OUTCOMES = counts({ answered: 40, missed: 25, failed: 5 })

/**
 * Returns the summary of March 10th, 2026 in Shanghai with `parts`: 70 calls, 50 of them from 10:00
 * on, and 20 from 11:00 on, which is the worst hour.
 */
export function makeSummary(parts: Partial<Summary> = {}): Summary {
  const buckets = makeBuckets(DAY.from, 24, 60, 'Asia/Shanghai')
  Object.assign(buckets[10] as Bucket, { answered: 35, missed: 12, failed: 3 })
  Object.assign(buckets[11] as Bucket, { answered: 5, missed: 13, failed: 2 })
  const noFacet: Facet = { scope: 'wider', values: [], more: 0 }
  const facets = Object.fromEntries(FACETS.map((name) => [name, noFacet]))
  return {
    ...DAY,
    coverage: ALL_READ,
    figures: makeFigures({ ...OUTCOMES, meanTalkSeconds: 55.4, medianWaitSeconds: 13 }),
    outcomes: OUTCOMES,
    previous: {
      from: '2026-03-09T00:00:00+08:00',
      to: '2026-03-09T23:59:59+08:00',
      figures: makeFigures({ answered: 50, missed: 18, meanTalkSeconds: 58.9 }),
      outcomes: counts({ answered: 50, missed: 18 }),
      buckets: makeBuckets('2026-03-09T00:00:00+08:00', 24, 60, 'Asia/Shanghai'),
      coverage: ALL_READ,
    },
    timeline: { unit: 'hour', step: 1, buckets },
    worst: {
      from: '2026-03-10T11:00:00+08:00',
      to: '2026-03-10T12:00:00+08:00',
      ...{ calls: 20, answered: 5, group: 'Jakarta Support' },
    },
    facets: {
      ...(facets as Record<FacetName, Facet>),
      agent: {
        ...noFacet,
        values: [
          facetValue('Dewi', { answered: 30, missed: 5 }),
          facetValue('Rizky', { answered: 10, missed: 8, failed: 5 }),
          facetValue(null, { missed: 12 }),
        ],
      },
      reason: {
        ...noFacet,
        values: [
          facetValue(1, { answered: 40 }),
          facetValue(7, { missed: 25 }),
          facetValue(4, { failed: 5 }),
          ...HANGUP_REASONS.filter((code) => ![1, 7, 4].includes(code)).map((code) =>
            facetValue(code, {}),
          ),
        ],
      },
    },
    ...parts,
  }
}
