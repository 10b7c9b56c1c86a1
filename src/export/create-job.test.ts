import { createLoader } from 'nuqs/server'
import { describe, expect, it, test } from 'vitest'
import { COLUMNS } from '../contract/columns.ts'
import { pageParsers } from '../contract/query.ts'
import type { CallRecord } from '../contract/record.ts'
import { callWith } from './call-with.ts'
import { createJob, type JobRequest } from './create-job.ts'

const request: JobRequest = {
  scope: 'all',
  columns: ['called', 'caller'],
  extraColumns: [],
  list: createLoader(pageParsers)('?range=today&group=East&page=3&size=20'),
  pageRecords: [],
  timeZone: 'Asia/Shanghai',
  now: Date.parse('2026-11-22T15:30:00+08:00'),
  columnName: (column) => `name of ${column}`,
  cells: {
    origin: 'https://calls.example',
    words: { hangupReason: String, callType: String, hungUpBy: String },
  },
}

function withList(search: string, zone = 'Asia/Shanghai') {
  const list = createLoader(pageParsers)(search)
  return createJob({ ...request, list, timeZone: zone })
}

describe('createJob', () => {
  it('asks for all pages, large ones, up to now', () => {
    expect(createJob(request).source).toMatchObject({
      query: {
        from: '2026-11-22T00:00:00+08:00',
        to: '2026-11-22T15:30:00+08:00',
        group: 'East',
        page: 1,
        size: 100,
      },
    })
  })

  test.each([
    ['a range that is over', '2026-11-01T00:00:00+08:00', '2026-11-02T00:00:00+08:00'],
    ['a range that has not begun', '2026-11-23T00:00:00+08:00', '2026-11-24T00:00:00+08:00'],
  ])('leaves %s as it is', (_, from, to) => {
    const job = withList(`?${new URLSearchParams({ from, to })}`)
    expect(job.source).toMatchObject({ query: { from, to } })
  })

  it('has the chosen columns in their usual order, under their shown names', () => {
    const job = createJob(request)
    expect(job.header).toEqual(['name of caller', 'name of called'])
    expect(job.toRow(callWith({ caller: '1', called: '2' }))).toEqual(['1', '2'])
    expect(createJob({ ...request, columns: COLUMNS }).header).toHaveLength(COLUMNS.length)
  })

  it('has the extra columns that were chosen, after the others', () => {
    const extraColumns = ['stars', 'notes'].map((id) => ({
      id,
      label: `label of ${id}`,
      textOf: (call: CallRecord) => `${id} of ${call.id}`,
    }))
    const columns = ['notes', 'id']
    const job = createJob({ ...request, columns, extraColumns })
    expect(job.header).toEqual(['name of id', 'label of notes'])
    expect(job.toRow(callWith({ id: '7' }))).toEqual(['7', 'notes of 7'])
  })

  it('has the page as it is shown, and keeps it when the page turns', () => {
    const pageRecords = [callWith({ id: 'b' }), callWith({ id: 'a' })]
    const job = createJob({ ...request, scope: 'page', pageRecords })
    pageRecords.pop()
    expect(job.source).toEqual({ records: [callWith({ id: 'b' }), callWith({ id: 'a' })] })
    expect(job.fileName).toBe('calls_2026-11-22_2026-11-22_Asia-Shanghai_page-3.csv')
  })

  test.each([
    ['?range=last30d', 'Asia/Shanghai', 'calls_2026-10-24_2026-11-22_Asia-Shanghai.csv'],
    ['?range=yesterday', 'UTC', 'calls_2026-11-21_2026-11-21_UTC.csv'],
    [
      '?from=2026-11-01T00:00:00%2B08:00&to=2026-11-02T00:00:00%2B08:00',
      'America/Argentina/Buenos_Aires',
      'calls_2026-10-31_2026-11-01_America-Argentina-Buenos_Aires.csv',
    ],
  ])('names the file of %s in %s %s', (search, zone, name) => {
    expect(withList(search, zone).fileName).toBe(name)
  })
})
