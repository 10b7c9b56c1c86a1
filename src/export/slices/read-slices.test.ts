import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { RequestFailure } from '../../api/client.ts'
import { type Trouble, unrulyCalls } from '../../testing/flaky-calls.ts'
import { type ReadSlice, readSlices } from './read-slices.ts'
import type { Slice } from './slice.ts'

const DAY: Slice = { from: 1_000_000, to: 1_086_399 }
const PROVEN = { unchecked: null, isComplete: true }

async function readAll(vendor: ReturnType<typeof unrulyCalls>, largest?: number) {
  const ids: string[] = []
  const starts: number[] = []
  const reading = readSlices(DAY, vendor.readPage, largest ? { largest } : {})
  for (;;) {
    const { done, value } = await reading.next()
    if (done) return { ids, starts, end: value, isComplete: value.isComplete }
    ids.push(...value.calls.map(({ id }) => id))
    starts.push(...value.calls.map(({ startedAt }) => Date.parse(startedAt) / 1000))
  }
}

/** `count` calls over the day, most of them in one busy hour. */
function busyDay(count: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    index % 4 === 0
      ? DAY.from + ((index * 7919) % 86_400)
      : DAY.from + 36_000 + ((index * 104_729) % 3600),
  )
}

describe('a vendor that keeps still', () => {
  test.each([0, 1, 99, 100, 101, 5000, 5001, 30_000])(
    'gives all of %d calls once, latest first',
    async (count) => {
      const vendor = unrulyCalls({
        starts: busyDay(count),
        pageSize: 100,
        troubles: [],
        moments: [],
      })
      const { ids, starts, end } = await readAll(vendor)
      expect(end).toEqual({ rows: count, total: count, short: [], ...PROVEN })
      expect(ids.toSorted()).toEqual(vendor.ids().toSorted())
      expect(starts).toEqual(starts.toSorted((one, other) => other - one))
    },
  )

  it('is asked for little more than its pages', async () => {
    const vendor = unrulyCalls({
      starts: busyDay(30_000),
      pageSize: 100,
      troubles: [],
      moments: [],
    })
    await readAll(vendor)
    expect(vendor.reads()).toBeLessThan(300 * 1.12)
  })

  it('may have all its calls in one second', async () => {
    const starts = Array.from({ length: 6000 }, () => DAY.from + 5)
    const vendor = unrulyCalls({ starts, pageSize: 100, troubles: [], moments: [] })
    expect((await readAll(vendor)).end).toMatchObject({ rows: 6000, isComplete: true })
  })
})

test('a call that comes to a slice read long ago is read in the end', async () => {
  const troubles: Trouble[] = Array.from({ length: 180 }, () => 'none')
  troubles.push('arrives')
  const moments = [DAY.to]
  const vendor = unrulyCalls({ starts: busyDay(20_000), pageSize: 100, troubles, moments })
  const { ids, isComplete } = await readAll(vendor)
  expect(isComplete).toBe(true)
  expect(ids.at(-1)).toBe('late-181')
})

describe('a reading that was broken off', () => {
  test.each([0, 1, 3, 7])('goes on after slice %d, and reads nothing twice', async (count) => {
    const still = { starts: busyDay(20_000), pageSize: 100, troubles: [], moments: [] }
    const first = readSlices(DAY, unrulyCalls(still).readPage)
    const slices: ReadSlice[] = []
    for await (const read of first) if (slices.push(read) >= count) break
    const ids = slices.flatMap(({ calls }) => calls.map(({ id }) => id))
    const vendor = unrulyCalls(still)
    const rest = readSlices(DAY, vendor.readPage, { before: { slices, ids } })
    const later: string[] = []
    for (;;) {
      const { done, value } = await rest.next()
      if (done) {
        expect(value).toEqual({ rows: 20_000, total: 20_000, short: [], ...PROVEN })
        break
      }
      later.push(...value.calls.map(({ id }) => id))
    }
    expect([...ids, ...later].toSorted()).toEqual(vendor.ids().toSorted())
  })

  test('takes a slice that was read again as it was read last', async () => {
    const vendor = unrulyCalls({ starts: busyDay(50), pageSize: 100, troubles: [], moments: [] })
    const read = { slice: DAY, total: 60, isWhole: false }
    const half = { slice: { ...DAY, to: DAY.from + 99 }, total: 0, isWhole: true }
    const ids = vendor.ids()
    const rest = readSlices(DAY, vendor.readPage, { before: { slices: [read, half], ids } })
    let next = await rest.next()
    while (!next.done) next = await rest.next()
    expect(next.value).toMatchObject({ rows: 50, short: [], isComplete: true })
  })
})

test('a vendor whose total is never right makes no complete file', async () => {
  const troubles: Trouble[] = Array.from({ length: 10_000 }, () => 'overstates')
  const vendor = unrulyCalls({ starts: busyDay(250), pageSize: 100, troubles, moments: [] })
  const { ids, end } = await readAll(vendor)
  expect(ids).toHaveLength(250)
  expect(end).toEqual({
    ...{ rows: 250, total: 251, short: [DAY] },
    ...{ unchecked: null, isComplete: false },
  })
})

describe('a last check that cannot be made', () => {
  const starts = busyDay(20_000)
  const still = { starts, pageSize: 100, troubles: [], moments: [] }

  /** Refuses what `isRefused` says, from the moment on that every slice was read. */
  async function readRefused(isRefused: (slice: Slice, page: number) => boolean, more: number) {
    const vendor = unrulyCalls({ ...still, starts: [...starts] })
    let rows = 0
    const reading = readSlices(DAY, async (slice, page) => {
      const answer = await vendor.readPage(slice, page)
      const isLast = rows === starts.length
      if (isLast && isRefused(slice, page)) throw new RequestFailure('range_too_old')
      return isLast ? { ...answer, total: (answer.total ?? 0) + more } : answer
    })
    for (;;) {
      const { done, value } = await reading.next()
      if (done) return value
      rows += value.calls.length
    }
  }

  const isDay = ({ from, to }: Slice) => from === DAY.from && to === DAY.to

  test.each([
    ['of the whole', isDay, 0],
    ['of the last page', (slice: Slice, page: number) => isDay(slice) && page > 1, 0],
    ['of the slices', (slice: Slice) => !isDay(slice), 1],
  ])('%s proves nothing, and takes nothing away', async (_what, isRefused, more) => {
    expect(await readRefused(isRefused, more)).toEqual({
      ...{ rows: 20_000, total: 20_000 + more, short: [] },
      ...{ unchecked: 'range_too_old', isComplete: false },
    })
  })

  it('names the slices that changed and could not be read again', async () => {
    const end = await readRefused((slice, page) => !isDay(slice) && page > 1, 1)
    expect(end).toMatchObject({ rows: 20_000, unchecked: 'range_too_old', isComplete: false })
    expect(end.short.length).toBeGreaterThan(1)
  })

  it('passes on what is no failed request', async () => {
    const vendor = unrulyCalls({ ...still, starts: [] })
    const reading = readSlices(DAY, async (slice, page) => {
      if (vendor.reads() > 0) throw new DOMException('cancelled', 'AbortError')
      return vendor.readPage(slice, page)
    })
    await reading.next()
    await expect(reading.next()).rejects.toThrow('cancelled')
  })
})

const TROUBLES: Trouble[] = ['arrives', 'moves', 'repeats', 'drops', 'understates', 'overstates']

describe('a vendor whose calls move and whose answers are wrong', () => {
  const unruly = fc.record({
    starts: fc.array(fc.integer({ min: DAY.from, max: DAY.to }), { maxLength: 60 }),
    pageSize: fc.integer({ min: 1, max: 10 }),
    troubles: fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constant<Trouble>('none') },
        { weight: 1, arbitrary: fc.constantFrom(...TROUBLES) },
      ),
      { maxLength: 40 },
    ),
    moments: fc.array(fc.integer({ min: DAY.from, max: DAY.to }), { minLength: 1 }),
  })

  it('never gets a file that is wrong and says it is complete', async () => {
    let complete = 0
    let runs = 0
    await fc.assert(
      fc.asyncProperty(unruly, async (options) => {
        const vendor = unrulyCalls(options)
        const { ids, isComplete } = await readAll(vendor, 8)
        expect(new Set(ids).size).toBe(ids.length)
        runs += 1
        if (!isComplete) return
        complete += 1
        expect(ids.toSorted()).toEqual(vendor.ids().toSorted())
      }),
      { numRuns: 1000 },
    )
    // A reader that always says “incomplete” would pass the rest.
    expect(complete / runs).toBeGreaterThan(0.5)
  })
})

test('a vendor that states no total gives all calls, which are not proven to be all', async () => {
  const vendor = unrulyCalls({ starts: busyDay(2_345), pageSize: 100, troubles: [], moments: [0] })
  const readPage: typeof vendor.readPage = async (slice, page) => ({
    ...(await vendor.readPage(slice, page)),
    total: null,
    pages: null,
  })
  const read = await readAll({ ...vendor, readPage }, 500)
  expect(new Set(read.ids)).toEqual(new Set(vendor.ids()))
  expect(read.end).toMatchObject({ rows: 2_345, total: 2_345, isComplete: false })
})
