import { describe, expect, it } from 'vitest'
import { changingVendor } from '../../testing/changing-vendor.ts'
import { callsOver, DAY, idsOf, NOW, openMirror, queryOf, ZONE } from '../../testing/open-mirror.ts'
import type { VendorQuery } from '../vendor/request.ts'

const first = NOW - 3 * DAY
const last = NOW - 2 * DAY
const { signal } = new AbortController()
const whole = { preset: null, read: 'all', withAgents: true, holdSeconds: 60, signal } as const

/** The query of a user of the groups A and B, who has chosen `group`. */
const scoped = (group = ['A', 'B']) => queryOf(first, last, { group, scope: ['A', 'B'] })

describe('a view of several groups', () => {
  const calls = callsOver(300, first, DAY)
  const idsIn = (...groups: string[]) =>
    calls.filter(({ group }) => groups.includes(group ?? '')).map(({ id }) => id)

  function open() {
    const vendor = changingVendor({ calls, zone: ZONE, pageSize: 100 })
    const asked: VendorQuery[] = []
    const mirror = openMirror((query, ...rest) => {
      asked.push(query)
      return vendor.query(query, ...rest)
    })
    return { mirror, groupsAsked: () => new Set(asked.map(({ group }) => group.join())) }
  }

  it('reads one group after the other, and no other calls', async () => {
    const { mirror, groupsAsked } = open()
    const { ids, coverage } = await idsOf(mirror, scoped())
    expect(ids.toSorted()).toEqual(idsIn('A', 'B').toSorted())
    expect(coverage).toMatchObject({ complete: true, read: ids.length, total: ids.length })
    expect(groupsAsked()).toEqual(new Set(['A', 'B']))
  })

  it('has its calls in order, newest first, and each once', async () => {
    const { mirror } = open()
    await idsOf(mirror, scoped(['B'])) // a read of its own
    await idsOf(mirror, queryOf(first, last)) // and a wider one
    const { records, total } = await mirror.records({ ...scoped(), size: 100 }, signal)
    const starts = records.map(({ startedAt }) => startedAt)
    expect(total).toBe(idsIn('A', 'B').length)
    expect(starts).toEqual(starts.toSorted().toReversed())
    const { ids } = await idsOf(mirror, scoped())
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.slice(0, 100)).toEqual(records.map(({ id }) => id))
  })

  it('counts only its groups, also in the facet that leaves out the chosen group', async () => {
    const { mirror } = open()
    await idsOf(mirror, queryOf(first, last))
    await idsOf(mirror, scoped())
    const { figures, facets, agents } = await mirror.summary(scoped(['A']), whole)
    expect(figures.calls).toBe(idsIn('A').length)
    expect(facets.group.scope).toBe('wider')
    expect(facets.group.values.map(({ value, calls: n }) => [value, n])).toEqual(
      expect.arrayContaining([
        ['A', idsIn('A').length],
        ['B', idsIn('B').length],
      ]),
    )
    expect(facets.group.values).toHaveLength(2)
    expect(agents?.reduce((sum, each) => sum + each.calls, 0)).toBe(idsIn('A').length)
  })

  it('offers names of its groups alone', async () => {
    const { mirror } = open()
    await idsOf(mirror, queryOf(first, last))
    expect(await mirror.names('group', '')).toEqual(['A', 'B', 'C'])
    expect(await mirror.names('group', '', ['B'])).toEqual(['B'])
  })

  it('finds selected calls of its groups alone, whether they were read or not', async () => {
    const selected = calls.slice(0, 40).map(({ id, start }) => ({
      id,
      startedAt: new Date(Math.floor(start) * 1_000).toISOString(),
    }))
    const own = selected.map(({ id }) => id).filter((id) => idsIn('A').includes(id))
    for (const isRead of [false, true]) {
      const { mirror, groupsAsked } = open()
      if (isRead) await idsOf(mirror, queryOf(first, last))
      else expect(groupsAsked()).toEqual(new Set())
      const source = await mirror.openSelection(selected, signal, ['A'])
      const found: string[] = []
      for await (const batch of source.batches()) found.push(...batch.map(({ id }) => id))
      expect(found).toEqual(own)
      if (!isRead) expect(groupsAsked()).toEqual(new Set(['A']))
    }
  })
})
