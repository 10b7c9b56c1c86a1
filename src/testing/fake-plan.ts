import { createLoader } from 'nuqs/server'
import { recordsParsers } from '../calls/query.ts'
import type { ExportPlan } from '../export/plan.ts'
import { makeEmptyCall } from './make-call.ts'

/** A plan for all calls of a day, as a CSV of their ids. */
export const dayPlan: ExportPlan = {
  id: 'one',
  source: {
    query: {
      ...createLoader(recordsParsers)('?size=100'),
      from: '2026-11-21T00:00:00+08:00',
      to: '2026-11-21T23:59:59+08:00',
    },
  },
  product: 'csv',
  sheet: {
    columns: [{ kind: 'call', id: 'id', label: 'Session ID' }],
    values: 'words',
    words: { hangupReason: {}, callType: {}, hungUpBy: {}, unknown: '' },
    timeZone: 'Asia/Shanghai',
    origin: 'https://calls.example',
    separator: ',',
  },
  name: 'calls',
}

/** Returns `count` calls on that day, latest first. */
export function callsOfDay(count: number) {
  const end = Date.parse('2026-11-21T23:59:59+08:00')
  return Array.from({ length: count }, (_, index) => {
    const at = end - Math.floor((index * 86_000) / count) * 1000
    return makeEmptyCall({ id: `call-${index}`, startedAt: new Date(at).toISOString() })
  })
}
