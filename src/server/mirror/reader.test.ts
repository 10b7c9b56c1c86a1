import { describe, expect, it, vi } from 'vitest'
import type { RecordsQuery } from '../../calls/query.ts'
import { changingVendor, recordOf, type VendorCall } from '../../testing/changing-vendor.ts'
import {
  callsOver,
  DAY,
  HOUR,
  idsOf,
  NOW,
  openMirror,
  queryOf,
  ZONE,
} from '../../testing/open-mirror.ts'
import { ProblemError } from '../http/problems.ts'
import type { QueryVendor } from '../vendor/client.ts'

const YESTERDAY: [number, number] = [NOW - 36 * HOUR, NOW - 12 * HOUR - 1]

function vendorOf(calls: VendorCall[], pageSize = 100) {
  return changingVendor({ calls, zone: ZONE, pageSize })
}

const summaryOptions = {
  preset: null,
  read: 'auto' as const,
  withAgents: false,
  holdSeconds: 0,
  signal: new AbortController().signal,
}

describe('reading a view', () => {
  it.each([0, 1, 99, 100, 101, 350, 5_001])('reads all of %d calls once', async (count) => {
    const vendor = vendorOf(callsOver(count, YESTERDAY[0], DAY - 1))
    const { ids, coverage } = await idsOf(openMirror(vendor.query), queryOf(...YESTERDAY))
    expect(ids.toSorted()).toEqual(vendor.calls.map(({ id }) => id).sort())
    expect(coverage).toMatchObject({ read: count, total: count, complete: true, reading: false })
    expect(vendor.requests()).toBeLessThan((count / 100) * 1.1 + 8)
  })

  it('loses no call whose start has a fraction that its record hides', async () => {
    const calls = Array.from({ length: 900 }, (_, index) => ({
      ...(callsOver(1, 0, 1)[0] as VendorCall),
      id: `call-${index}`,
      start: YESTERDAY[0] + index * 7 + ((index * 13) % 100) / 100,
    }))
    const vendor = vendorOf(calls, 20)
    const mirror = openMirror(vendor.query, { maxCallsOfSlice: 50 })
    const query = queryOf(YESTERDAY[0], YESTERDAY[0] + 900 * 7)
    expect((await idsOf(mirror, query)).ids).toHaveLength(900)
  })

  it('reads a period of two months in parts that the vendor allows', async () => {
    const vendor = vendorOf(callsOver(500, NOW - 60 * DAY, 60 * DAY))
    const spans: number[] = []
    const query: QueryVendor = (asked, ...rest) => {
      spans.push((Date.parse(asked.to) - Date.parse(asked.from)) / 1_000)
      return vendor.query(asked, ...rest)
    }
    const { ids } = await idsOf(openMirror(query), queryOf(NOW - 60 * DAY, NOW))
    expect(ids).toHaveLength(500)
    expect(Math.max(...spans)).toBeLessThanOrEqual(31 * DAY)
  })

  it('reads nothing again that was read, and only what a longer period lacks', async () => {
    const vendor = vendorOf(callsOver(2_000, NOW - 4 * DAY, 4 * DAY))
    const mirror = openMirror(vendor.query)
    await idsOf(mirror, queryOf(NOW - 2 * DAY, NOW - DAY))
    const before = vendor.requests()
    await idsOf(mirror, queryOf(NOW - 2 * DAY, NOW - DAY))
    await idsOf(mirror, queryOf(NOW - 2 * DAY, NOW - DAY, { talk: { min: 5, max: null } }))
    expect(vendor.requests()).toBe(before)
    const { ids } = await idsOf(mirror, queryOf(NOW - 3 * DAY, NOW - DAY))
    expect(ids.length).toBeGreaterThan(990)
    expect(vendor.requests() - before).toBeLessThan(12)
  })

  it('answers a narrower filter from a wider read after one comparison', async () => {
    const vendor = vendorOf(callsOver(2_000, ...spanOf(YESTERDAY)))
    const mirror = openMirror(vendor.query)
    await idsOf(mirror, queryOf(...YESTERDAY))
    const before = vendor.requests()
    const { ids, coverage } = await idsOf(mirror, queryOf(...YESTERDAY, { group: ['A'] }))
    const expected = vendor.calls.filter(({ group }) => group === 'A').map(({ id }) => id)
    expect(ids.toSorted()).toEqual(expected.sort())
    expect(coverage.complete).toBe(true)
    expect(vendor.requests() - before).toBe(2)
  })

  it('reads a narrower question by itself if the vendor finds other calls for it', async () => {
    const vendor = vendorOf(callsOver(500, ...spanOf(YESTERDAY)))
    const renamed = vendor.calls.filter(({ agent }) => agent === 'Agent 1')
    const query: QueryVendor = async (asked, ...rest) => {
      const answer = await vendor.query(asked, ...rest)
      if ('problem' in answer || !asked.agent.includes('Agent 1')) return answer
      const records = answer.records.filter(({ id }) => id !== renamed[0]?.id)
      return { ...answer, records, total: renamed.length - 1, sent: records.length }
    }
    const mirror = openMirror(query)
    await idsOf(mirror, queryOf(...YESTERDAY))
    const { ids, coverage } = await idsOf(mirror, queryOf(...YESTERDAY, { agent: ['Agent 1'] }))
    expect(ids).toHaveLength(renamed.length - 1)
    expect(coverage.complete).toBe(true)
  })

  it('proves nothing if the vendor states no total, and answers with what it sent', async () => {
    const vendor = vendorOf(callsOver(250, ...spanOf(YESTERDAY)))
    const query: QueryVendor = async (...asked) => ({
      ...(await vendor.query(...asked)),
      total: null,
    })
    const { ids, coverage } = await idsOf(openMirror(query), queryOf(...YESTERDAY))
    expect(ids).toHaveLength(250)
    expect(coverage).toMatchObject({ complete: false, reading: false })
  })

  it('fails as the vendor fails, and tries again with the next question', async () => {
    const vendor = vendorOf(callsOver(50, ...spanOf(YESTERDAY)))
    let isRefused = true
    const query: QueryVendor = async (...asked) =>
      isRefused
        ? { problem: new ProblemError('vendor_auth', 'Refused.'), vendorMs: 1 }
        : vendor.query(...asked)
    const mirror = openMirror(query)
    await expect(idsOf(mirror, queryOf(...YESTERDAY))).rejects.toMatchObject({
      code: 'vendor_auth',
    })
    isRefused = false
    expect((await idsOf(mirror, queryOf(...YESTERDAY))).coverage.complete).toBe(true)
  })

  it('sends no more requests a second than READ_RATE', async () => {
    const vendor = vendorOf(callsOver(3_000, ...spanOf(YESTERDAY)))
    const mirror = openMirror(vendor.query, { env: { readRate: 20 } })
    const startedAt = performance.now()
    await idsOf(mirror, queryOf(...YESTERDAY))
    const seconds = (performance.now() - startedAt) / 1_000
    expect(vendor.requests() / 20 - 1).toBeLessThan(seconds)
  })

  it('refuses a period that the vendor keeps no longer', async () => {
    const mirror = openMirror(vendorOf([]).query)
    await expect(idsOf(mirror, queryOf(NOW - 63 * DAY, NOW))).rejects.toMatchObject({
      code: 'range_too_old',
    })
  })

  it('refuses a view with more calls than memory holds, before it reads it', async () => {
    const vendor = vendorOf(callsOver(1_000, ...spanOf(YESTERDAY)))
    const query: QueryVendor = async (...asked) => ({
      ...(await vendor.query(...asked)),
      total: 1_000_001,
    })
    const mirror = openMirror(query)
    await expect(idsOf(mirror, queryOf(...YESTERDAY))).rejects.toMatchObject({
      code: 'view_too_large',
    })
    expect(vendor.requests()).toBe(1)
  })
})

function spanOf([first, last]: [number, number]): [number, number] {
  return [first, last - first]
}

describe('young spans', () => {
  function today(count = 300) {
    const clock = { now: NOW }
    const vendor = vendorOf(callsOver(count, NOW - 4 * HOUR, 4 * HOUR - 1))
    const mirror = openMirror(vendor.query, { clock })
    const query = queryOf(NOW - 4 * HOUR, NOW + 8 * HOUR)
    /** Asks at a time, and counts the requests to the vendor. */
    async function askAt(now: number) {
      clock.now = now
      const before = vendor.requests()
      const { ids, coverage } = await idsOf(mirror, query)
      expect(coverage.complete).toBe(true)
      return { ids, requests: vendor.requests() - before }
    }
    return { vendor, askAt, clock, mirror, query }
  }

  it('are compared at most every 30 seconds', async () => {
    const { askAt } = today()
    await askAt(NOW)
    expect((await askAt(NOW + 29)).requests).toBe(0)
    expect((await askAt(NOW + 31)).requests).toBe(2)
  })

  it('take the calls that have arrived with the comparison', async () => {
    const { askAt, vendor } = today()
    const [example] = vendor.calls as [VendorCall]
    await askAt(NOW)
    for (let round = 1; round <= 20; round += 1) {
      const now = NOW + round * 40
      vendor.calls.push({ ...example, id: `new-${round}`, start: now - 12.5 })
      const { ids, requests } = await askAt(now)
      expect(ids).toHaveLength(300 + round)
      expect(requests).toBe(2)
    }
  })

  it('are proven although each answer waits longer than a comparison lasts', async () => {
    const clock = { now: NOW }
    const vendor = vendorOf(callsOver(300, NOW - 4 * HOUR, 4 * HOUR - 1))
    const mirror = openMirror(
      async (...asked) => {
        clock.now += 20
        return vendor.query(...asked)
      },
      { clock },
    )
    const { ids, coverage } = await idsOf(mirror, queryOf(NOW - 4 * HOUR, NOW - 1))
    expect(ids).toHaveLength(300)
    expect(coverage.complete).toBe(true)
  })

  it('find a call that ended late among the older ones', async () => {
    const { askAt, vendor } = today()
    const [example] = vendor.calls as [VendorCall]
    await askAt(NOW)
    vendor.calls.push({ ...example, id: 'long', start: NOW - 3 * HOUR })
    expect((await askAt(NOW + 60)).ids).toContain('long')
  })

  it('are read once more when they are settled, with labels that came later', async () => {
    const { askAt, vendor, mirror, query, clock } = today()
    const [call] = vendor.calls as [VendorCall]
    await askAt(NOW)
    call.labels = ['Later']
    clock.now = NOW + HOUR
    const later = { ...query, label: ['Later'] }
    const labelled = () => mirror.records({ ...query, notLabel: ['Later'] }, summaryOptions.signal)
    expect((await idsOf(mirror, later)).ids).toEqual([call.id])
    await askAt(NOW + 7 * HOUR)
    expect((await labelled()).total).toBe(299)
    expect((await askAt(NOW + 7 * HOUR + 60)).requests).toBeLessThanOrEqual(2)
  })
})

describe('the limit of calls that are read without being requested', () => {
  const view: RecordsQuery = queryOf(...YESTERDAY)

  it('stops a summary, which states the total', async () => {
    const vendor = vendorOf(callsOver(250, ...spanOf(YESTERDAY)))
    const mirror = openMirror(vendor.query, { env: { readLimit: 200 } })
    const { coverage } = await mirror.summary(view, summaryOptions)
    expect(coverage).toMatchObject({ read: 0, total: 250, complete: false, reading: false })
    expect(vendor.requests()).toBe(1)
    const { coverage: all } = await mirror.summary(view, { ...summaryOptions, read: 'all' })
    expect(all).toMatchObject({ read: 250, total: 250, complete: true })
  })

  it('does not keep a view from staying current that was read once', async () => {
    const clock = { now: NOW }
    const vendor = vendorOf(callsOver(250, NOW - 4 * HOUR, 4 * HOUR - 1))
    const mirror = openMirror(vendor.query, { clock, env: { readLimit: 200 } })
    const today = queryOf(NOW - 5 * HOUR, NOW + HOUR)
    await mirror.summary(today, { ...summaryOptions, read: 'all' })
    clock.now += 60
    vendor.calls.push({ ...(vendor.calls[0] as VendorCall), id: 'new', start: clock.now - 5 })
    const { coverage } = await mirror.summary(today, summaryOptions)
    expect(coverage).toMatchObject({ complete: true, read: 251 })
  })

  it('does not read at all for read=none', async () => {
    const vendor = vendorOf(callsOver(20, ...spanOf(YESTERDAY)))
    const mirror = openMirror(vendor.query)
    const { coverage, previous } = await mirror.summary(view, { ...summaryOptions, read: 'none' })
    expect(coverage).toMatchObject({ read: 0, total: null, complete: false, reading: false })
    expect(previous?.coverage.complete).toBe(false)
    expect(vendor.requests()).toBe(0)
  })

  it('spares the period before if both together exceed it', async () => {
    const vendor = vendorOf(callsOver(300, NOW - 3 * DAY, 3 * DAY))
    const mirror = openMirror(vendor.query, { env: { readLimit: 150 } })
    const { coverage, previous } = await mirror.summary(view, summaryOptions)
    expect(coverage).toMatchObject({ complete: true, total: 98 })
    expect(previous?.coverage).toMatchObject({ complete: false, read: 0 })
  })
})

describe('clients of one reading', () => {
  /** A vendor that holds its answers until the test releases them. */
  function heldVendor(count: number) {
    const vendor = vendorOf(callsOver(count, ...spanOf(YESTERDAY)))
    const held: (() => void)[] = []
    let isOpen = false
    const query: QueryVendor = async (asked, signal, ...rest) => {
      if (!isOpen)
        await new Promise<void>((resolve, reject) => {
          held.push(resolve)
          signal.addEventListener('abort', () => reject(signal.reason))
        })
      return vendor.query(asked, signal, ...rest)
    }
    return {
      query,
      vendor,
      held,
      open() {
        isOpen = true
        for (const release of held.splice(0)) release()
      },
    }
  }

  it('share its requests', async () => {
    const { query, vendor, open, held } = heldVendor(950)
    const mirror = openMirror(query)
    const both = [1, 2].map(() => idsOf(mirror, queryOf(...YESTERDAY)))
    await vi.waitFor(() => expect(held.length).toBeGreaterThan(0))
    open()
    for (const { ids } of await Promise.all(both)) expect(ids).toHaveLength(950)
    expect(vendor.requests()).toBeLessThan(15)
  })

  it('do not wait behind the pages of a larger view', async () => {
    const { query, vendor, open, held } = heldVendor(4_000)
    const order: string[] = []
    const mirror = openMirror((asked, ...rest) => {
      order.push(asked.group.join())
      return query(asked, ...rest)
    })
    const all = idsOf(mirror, queryOf(...YESTERDAY))
    await vi.waitFor(() => expect(held.length).toBeGreaterThan(0))
    const few = idsOf(mirror, queryOf(...YESTERDAY, { group: ['Z'] }))
    open()
    expect((await few).coverage).toMatchObject({ complete: true, read: 0 })
    expect(order.indexOf('Z')).toBeLessThan(20)
    expect((await all).ids).toHaveLength(vendor.calls.length)
  })

  it('end it 20 seconds after the last one has gone, and it goes on from the ledger', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { query, vendor, open, held } = heldVendor(950)
      const mirror = openMirror(query)
      const asked = mirror.summary(queryOf(...YESTERDAY), summaryOptions)
      await vi.waitFor(() => expect(held.length).toBeGreaterThan(0))
      await vi.advanceTimersByTimeAsync(1_000)
      expect((await asked).coverage).toMatchObject({ reading: true, total: null })
      await vi.advanceTimersByTimeAsync(20_000)
      const none = { ...summaryOptions, read: 'none' as const }
      const idle = await mirror.summary(queryOf(...YESTERDAY), none)
      expect(idle.coverage).toMatchObject({ reading: false, read: 0 })
      open()
      vi.useRealTimers()
      expect((await idsOf(mirror, queryOf(...YESTERDAY))).ids).toHaveLength(950)
      expect(vendor.requests()).toBeLessThan(15)
    } finally {
      vi.useRealTimers()
    }
  })
})

it('finds selected calls where they are, in their order', async () => {
  const vendor = vendorOf(callsOver(500, ...spanOf(YESTERDAY)))
  const mirror = openMirror(vendor.query)
  const chosen = [310, 7, 42].map((index) => recordOf(vendor.calls[index] as VendorCall, ZONE))
  const selected = [...chosen, { id: 'gone', startedAt: chosen[0]?.startedAt ?? '' }]
  const source = await mirror.openSelection(selected, new AbortController().signal)
  const batches: unknown[] = []
  for await (const calls of source.batches()) batches.push(...calls)
  expect(batches).toEqual(chosen)
  expect(source).toMatchObject({ rows: 3, coverage: { complete: false, total: 4 } })
})
