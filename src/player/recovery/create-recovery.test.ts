import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { type FailureCode, RequestFailure } from '../../api/client.ts'
import type { fetchRecords } from '../../api/queries.ts'
import type { CallRecord, RecordsPage } from '../../calls/call.ts'
import { secondsAround } from '../../calls/periods.ts'
import { makeCall } from '../../testing/make-call.ts'
import { createRecovery } from './create-recovery.ts'

const call = makeCall({ recording: '/api/recordings/old', group: 'Sales' })
const fresh = { ...call, recording: '/api/recordings/new' }
const other = makeCall({ id: 'other' })

/** The vendor's calls of that second, page by page, for any group or without a group only. */
function pagesOf(pages: CallRecord[][], isFoundByGroup = true) {
  return vi.fn<typeof fetchRecords>(async ({ page, size, group }) => {
    const records = isFoundByGroup || group.length === 0 ? (pages[page - 1] ?? []) : []
    return { records, total: pages.flat().length, page, size, pages: pages.length } as RecordsPage
  })
}

function setUp(read: typeof fetchRecords) {
  const client = new QueryClient()
  const listed = { records: [call, other], total: 2, page: 1, size: 100, pages: 1 }
  client.setQueryData(['records', 'list'], listed)
  const position = { elapsed: 73 }
  const recover = createRecovery(client, read)
  const { signal } = new AbortController()
  return {
    position,
    listed: () => client.getQueryData<RecordsPage>(['records', 'list'])?.records,
    recover: (failed = call, code: FailureCode = 'recording_expired') =>
      recover({ call: failed, failure: new RequestFailure(code), ...position, signal }),
  }
}

describe('the address of a failed recording', () => {
  it.each(['recording_expired', 'recording_missing', 'recording_pending'] as const)(
    'is requested again after %s, by the seconds around the start of the call',
    async (code) => {
      const read = pagesOf([[other, fresh]])
      const { recover, listed } = setUp(read)
      expect(await recover(call, code)).toEqual({ call: fresh, address: fresh.recording })
      expect(listed()).toEqual([fresh, other])
      expect(read).toHaveBeenCalledOnce()
      expect(read.mock.calls[0]?.[0]).toMatchObject({
        ...secondsAround(call.startedAt),
        group: ['Sales'],
        page: 1,
      })
    },
  )

  it.each([
    'recording_unreachable',
    'recording_forbidden_host',
    'recording_unplayable',
    'offline',
  ] as const)('is not requested again after %s', async (code) => {
    const read = pagesOf([[fresh]])
    expect(await setUp(read).recover(call, code)).toBeNull()
    expect(read).not.toHaveBeenCalled()
  })

  it('is looked up on every page of those seconds', async () => {
    const read = pagesOf([[other], [fresh]])
    expect(await setUp(read).recover()).toMatchObject({ address: fresh.recording })
  })

  it('is looked up in every group if its own does not have it', async () => {
    const read = pagesOf([[fresh]], false)
    expect(await setUp(read).recover()).toMatchObject({ address: fresh.recording })
    expect(read.mock.calls.map(([{ group }]) => group)).toEqual([['Sales'], []])
  })

  it.each<[what: string, records: CallRecord[]]>([
    ['the same address', [call]],
    ['no recording', [{ ...call, recording: null }]],
    ['no such call', [other]],
  ])('is not replaced if there is %s', async (_what, records) => {
    const { recover, listed } = setUp(pagesOf([records]))
    expect(await recover()).toBeNull()
    expect(listed()).toEqual([call, other])
  })

  it('is requested again if the vendor was busy the first time', async () => {
    const busy = new RequestFailure('vendor_busy')
    const read = pagesOf([[fresh]]).mockRejectedValueOnce(busy)
    const { recover } = setUp(read)
    expect(await recover()).toBe(busy)
    expect(await recover()).toMatchObject({ address: fresh.recording })
  })

  it('is not replaced if the vendor has no records of that time', async () => {
    const read = vi.fn(async () => Promise.reject(new RequestFailure('range_too_old')))
    expect(await setUp(read).recover()).toBeNull()
  })

  it('is not replaced if the call has no start time', async () => {
    const read = pagesOf([[fresh]])
    expect(await setUp(read).recover({ ...call, startedAt: '' })).toBeNull()
    expect(read).not.toHaveBeenCalled()
  })
})

describe('the recovery does not loop', () => {
  const at = (number: number) => ({ ...call, recording: `/api/recordings/${number}` })

  it('requests each address once', async () => {
    const read = pagesOf([[call]])
    const { recover } = setUp(read)
    await recover()
    read.mockClear()
    expect(await recover()).toBeNull()
    expect(read).not.toHaveBeenCalled()
  })

  it('gives up after three addresses without playback in between', async () => {
    let number = 0
    const read = vi.fn<typeof fetchRecords>(async (query) => {
      number += 1
      return { ...query, records: [at(number)], total: 1, pages: 1, coverage: null }
    })
    const { recover, position } = setUp(read)
    for (const failed of [0, 1, 2]) expect(await recover(at(failed))).not.toBeNull()
    expect(await recover(at(3))).toBeNull()
    position.elapsed += 10 // It played in between.
    expect(await recover(at(3))).toEqual({ call: at(4), address: at(4).recording })
  })

  it('starts over for another call', async () => {
    const read = pagesOf([[call, { ...other, recording: '/api/recordings/other-new' }]])
    const { recover } = setUp(read)
    expect(await recover()).toBeNull()
    expect(await recover(other)).toMatchObject({ address: '/api/recordings/other-new' })
  })
})
