import { createLoader } from 'nuqs/server'
import { describe, expect, it, test } from 'vitest'
import { COLUMNS } from '../calls/columns.ts'
import { resolvePeriod } from '../calls/periods.ts'
import { recordsParsers } from '../calls/query.ts'
import { makeEmptyCall } from '../testing/make-call.ts'
import { createPlan, type PlanRequest } from './create-plan.ts'

const like: PlanRequest['like'] = {
  values: 'words',
  words: { hangupReason: {}, callType: {}, hungUpBy: {}, unknown: '' },
  timeZone: 'Asia/Shanghai',
  origin: 'https://calls.example',
  separator: ',',
}
const request: PlanRequest = {
  id: 'one',
  scope: 'all',
  product: 'csv',
  columns: ['called', 'caller'],
  extraColumns: [],
  list: createLoader(recordsParsers)('?range=today&group=East&page=3&size=20'),
  period: { from: '2026-11-22T00:00:00+08:00', to: '2026-11-22T23:59:59+08:00' },
  atHand: { page: [], selected: [] },
  now: Date.parse('2026-11-22T15:30:00+08:00'),
  columnName: (column) => `name of ${column}`,
  like,
}

function withList(search: string, timeZone = 'Asia/Shanghai') {
  const list = createLoader(recordsParsers)(search)
  const period = resolvePeriod(list, timeZone, request.now)
  return createPlan({ ...request, list, period, like: { ...like, timeZone } })
}

describe('createPlan', () => {
  it('asks for all pages, large ones, up to now', () => {
    expect(createPlan(request).source).toMatchObject({
      query: {
        from: '2026-11-22T00:00:00+08:00',
        to: '2026-11-22T15:30:00+08:00',
        group: 'East',
        page: 1,
        size: 100,
      },
    })
  })

  it('has the day that the page shows, whatever day it has become since', () => {
    const period = { from: '2026-11-21T00:00:00+08:00', to: '2026-11-21T23:59:59+08:00' }
    const plan = createPlan({ ...request, period })
    expect(plan.source).toMatchObject({ query: period })
    expect(plan.source).not.toHaveProperty('query.range')
    expect(plan.name).toBe('calls_2026-11-21_2026-11-21_Asia-Shanghai')
  })

  test.each([
    ['a range that is over', '2026-11-01T00:00:00+08:00', '2026-11-02T00:00:00+08:00'],
    ['a range that has not begun', '2026-11-23T00:00:00+08:00', '2026-11-24T00:00:00+08:00'],
  ])('leaves %s as it is', (_, from, to) => {
    const plan = withList(`?${new URLSearchParams({ from, to })}`)
    expect(plan.source).toMatchObject({ query: { from, to } })
  })

  it('has the chosen columns in their usual order, under their shown names', () => {
    const { columns } = createPlan(request).sheet
    expect(columns).toEqual([
      { kind: 'call', id: 'caller', label: 'name of caller' },
      { kind: 'call', id: 'called', label: 'name of called' },
    ])
    const all = createPlan({ ...request, columns: COLUMNS })
    expect(all.sheet.columns).toHaveLength(COLUMNS.length)
  })

  it('has the extra columns that were chosen, after the others', () => {
    const extraColumns = ['stars', 'notes'].map((id) => ({
      id,
      label: `label of ${id}`,
      texts: () => ({ 7: `${id} of 7` }),
    }))
    const { columns } = createPlan({ ...request, columns: ['notes', 'id'], extraColumns }).sheet
    expect(columns).toEqual([
      { kind: 'call', id: 'id', label: 'name of id' },
      { kind: 'extra', id: 'notes', label: 'label of notes', texts: { 7: 'notes of 7' } },
    ])
  })

  it('has the page as it is shown, and keeps it when the page turns', () => {
    const pageRecords = [makeEmptyCall({ id: 'b' }), makeEmptyCall({ id: 'a' })]
    const atHand = { page: pageRecords, selected: [makeEmptyCall({ id: 'c' })] }
    const plan = createPlan({ ...request, scope: 'page', atHand })
    pageRecords.pop()
    expect(plan.source).toEqual({
      records: [makeEmptyCall({ id: 'b' }), makeEmptyCall({ id: 'a' })],
    })
    expect(plan.name).toBe('calls_2026-11-22_2026-11-22_Asia-Shanghai_page-3')
    const selected = createPlan({ ...request, scope: 'selected', product: 'zip', atHand })
    expect(selected.source).toEqual({ records: [makeEmptyCall({ id: 'c' })] })
    expect(selected.name).toBe('recordings_2026-11-22_2026-11-22_Asia-Shanghai_selected')
  })

  test.each([
    ['?range=last30d', 'Asia/Shanghai', 'calls_2026-10-24_2026-11-22_Asia-Shanghai'],
    ['?range=yesterday', 'UTC', 'calls_2026-11-21_2026-11-21_UTC'],
    [
      '?from=2026-11-01T00:00:00%2B08:00&to=2026-11-02T00:00:00%2B08:00',
      'America/Argentina/Buenos_Aires',
      'calls_2026-10-31_2026-11-01_America-Argentina-Buenos_Aires',
    ],
  ])('names the file of %s in %s %s', (search, zone, name) => {
    expect(withList(search, zone).name).toBe(name)
  })
})
