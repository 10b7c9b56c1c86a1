import { describe, expect, it, vi } from 'vitest'
import { type FailureCode, RequestFailure } from '../../api/client.ts'
import type { fetchRecords } from '../../api/queries.ts'
import type { CallRecord, RecordsPage } from '../../calls/call.ts'
import { secondsAround } from '../../calls/periods.ts'
import { callWith } from '../../testing/make-call.ts'
import { IDLE } from '../player-state.ts'
import { createFreshAddressMender } from './create-fresh-address-mender.ts'

const call = callWith({ recording: '/api/recordings/old', group: 'Sales' })
const fresh = { ...call, recording: '/api/recordings/new' }
const other = callWith({ id: 'other' })

/** The vendor's calls of that second, page by page, for any group or for one. */
function pagesOf(pages: CallRecord[][], forGroup?: string | null) {
  return vi.fn<typeof fetchRecords>(async ({ page, size, group }) => {
    const records = forGroup === undefined || forGroup === group ? (pages[page - 1] ?? []) : []
    return { records, total: pages.flat().length, page, size, pages: pages.length } as RecordsPage
  })
}

function setUp(read: typeof fetchRecords) {
  const state = { elapsed: 73 }
  const onFresh = vi.fn()
  const mend = createFreshAddressMender({
    player: { getState: () => ({ ...IDLE, ...state }) },
    fetchRecords: read,
    onFresh,
  })
  const { signal } = new AbortController()
  return {
    state,
    onFresh,
    mend: (failed = call, code: FailureCode = 'recording_expired') =>
      mend(failed, new RequestFailure(code), signal),
  }
}

describe('an address that failed', () => {
  it.each(['recording_expired', 'recording_missing', 'recording_pending'] as const)(
    'with %s is asked for again, by the seconds around its start',
    async (code) => {
      const read = pagesOf([[other, fresh]])
      const { mend, onFresh } = setUp(read)
      expect(await mend(call, code)).toEqual({ call: fresh, address: fresh.recording })
      expect(onFresh).toHaveBeenCalledExactlyOnceWith(fresh)
      expect(read).toHaveBeenCalledOnce()
      expect(read.mock.calls[0]?.[0]).toMatchObject({
        ...secondsAround(call.startedAt),
        group: 'Sales',
        page: 1,
      })
    },
  )

  it.each([
    'recording_unreachable',
    'recording_forbidden_host',
    'recording_unplayable',
    'offline',
  ] as const)('with %s is not asked for', async (code) => {
    const read = pagesOf([[fresh]])
    expect(await setUp(read).mend(call, code)).toBeNull()
    expect(read).not.toHaveBeenCalled()
  })

  it('is looked for on every page of those seconds', async () => {
    const read = pagesOf([[other], [fresh]])
    expect(await setUp(read).mend()).toMatchObject({ address: fresh.recording })
  })

  it('is looked for in every group where its own does not have it', async () => {
    const read = pagesOf([[fresh]], null)
    expect(await setUp(read).mend()).toMatchObject({ address: fresh.recording })
    expect(read.mock.calls.map(([{ group }]) => group)).toEqual(['Sales', null])
  })

  it.each<[what: string, records: CallRecord[]]>([
    ['the same address', [call]],
    ['no recording any more', [{ ...call, recording: null }]],
    ['no such call any more', [other]],
  ])('stands where there is %s', async (_what, records) => {
    const { mend, onFresh } = setUp(pagesOf([records]))
    expect(await mend()).toBeNull()
    expect(onFresh).not.toHaveBeenCalled()
  })

  it('is asked for anew where the vendor could not answer, which is what failed then', async () => {
    const busy = new RequestFailure('vendor_busy')
    const read = pagesOf([[fresh]]).mockRejectedValueOnce(busy)
    const { mend } = setUp(read)
    expect(await mend()).toBe(busy)
    expect(await mend()).toMatchObject({ address: fresh.recording })
  })

  it('stands where the vendor has no records of that time any more', async () => {
    const { mend } = setUp(vi.fn(async () => Promise.reject(new RequestFailure('range_too_old'))))
    expect(await mend()).toBeNull()
  })

  it('stands where the call has no time to look for', async () => {
    const read = pagesOf([[fresh]])
    expect(await setUp(read).mend({ ...call, startedAt: '' })).toBeNull()
    expect(read).not.toHaveBeenCalled()
  })
})

describe('it never goes round in circles', () => {
  const at = (number: number) => ({ ...call, recording: `/api/recordings/${number}` })

  it('an address is asked about once', async () => {
    const read = pagesOf([[call]])
    const { mend } = setUp(read)
    await mend()
    read.mockClear()
    expect(await mend()).toBeNull()
    expect(read).not.toHaveBeenCalled()
  })

  it('three addresses without a sound between are enough', async () => {
    let number = 0
    const read = vi.fn<typeof fetchRecords>(async (query) => {
      number += 1
      return { ...query, records: [at(number)], total: 1, pages: 1 }
    })
    const { mend, state } = setUp(read)
    for (const failed of [0, 1, 2]) expect(await mend(at(failed))).not.toBeNull()
    expect(await mend(at(3))).toBeNull()
    state.elapsed += 10 // it sounded
    expect(await mend(at(3))).toEqual({ call: at(4), address: at(4).recording })
  })

  it('another call begins anew', async () => {
    const read = pagesOf([[call, { ...other, recording: '/api/recordings/other-new' }]])
    const { mend } = setUp(read)
    expect(await mend()).toBeNull()
    expect(await mend(other)).toMatchObject({ address: '/api/recordings/other-new' })
  })
})
