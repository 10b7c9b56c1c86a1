import { describe, expect, it, vi } from 'vitest'
import { RequestFailure } from '../api/client.ts'
import { fakeExport, pagesOf } from '../testing/fake-export.ts'
import { callsOfDay, dayPlan } from '../testing/fake-plan.ts'
import { makeEmptyCall } from '../testing/make-call.ts'
import { createExport, type ExportState } from './create-export.ts'

const EIGHT = callsOfDay(8)
type FetchPage = Parameters<typeof fakeExport>[0]['fetchPage']

function setUp(fetchPage: FetchPage = pagesOf(EIGHT)) {
  const files: { file: Blob; name: string }[] = []
  const states: ExportState[] = []
  const guards = { open: 0 }
  const workers: ReturnType<typeof fakeExport>[] = []
  const left = {
    plan: null as typeof dayPlan | null,
    dropped: [] as string[],
    isElsewhere: false,
    marks: new Set<string>(),
  }
  const exporter = createExport({
    createWorker() {
      const made = fakeExport({ fetchPage })
      workers.push(made)
      return made.worker
    },
    saveFile: (file, name) => void files.push({ file, name }),
    guardLeaving: () => {
      guards.open += 1
      return () => {
        guards.open -= 1
      }
    },
    findLeft: async () => ({ plan: left.plan, ids: left.plan ? [left.plan.id] : [] }),
    dropLeft: async (id) => {
      left.dropped.push(id)
      return !left.isElsewhere
    },
    leftMark: {
      isSet: () => left.marks.size > 0,
      set: (id, isSet) => void (isSet ? left.marks.add(id) : left.marks.delete(id)),
      keepOnly: (ids) => {
        for (const id of left.marks) if (!ids.includes(id)) left.marks.delete(id)
      },
    },
  })
  exporter.subscribe(() => states.push(exporter.getState()))
  const over = () => vi.waitFor(() => expect(exporter.getState().phase).not.toBe('running'))
  return { exporter, files, states, guards, workers, left, over }
}

/** Pages that do not come before `release` is called. */
function heldPages() {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const pages = pagesOf(EIGHT)
  const fetchPage: FetchPage = async (query) => {
    await held
    return pages(query)
  }
  return { fetchPage, release: () => release() }
}

describe('createExport', () => {
  it('hands out a complete file, and keeps the page until then', async () => {
    const { exporter, files, states, guards, workers, left, over } = setUp()
    exporter.start(dayPlan)
    expect(guards.open).toBe(1)
    expect([...left.marks]).toEqual(['one'])
    await over()
    expect([...left.marks]).toEqual([])
    expect(files.map(({ name }) => name)).toEqual(['calls.csv'])
    expect(states[0]).toEqual({
      ...{ phase: 'running', rows: 0, total: null, trouble: null },
      ...{ isPaused: false, pace: null },
    })
    expect(states.at(-1)).toEqual({
      phase: 'done',
      rows: 8,
      name: 'calls.csv',
      isStated: true,
      missing: 0,
    })
    expect(guards.open).toBe(0)
    expect(workers[0]?.isTerminated()).toBe(true)
  })

  it('hands out what is short under another name, and says so', async () => {
    const pages = pagesOf(EIGHT)
    const { exporter, files, over } = setUp(async (query) => {
      const page = await pages(query)
      return { ...page, total: (page.total ?? 0) + 1 }
    })
    exporter.start(dayPlan)
    await over()
    const name = 'calls_incomplete.csv'
    expect(exporter.getState()).toMatchObject({ phase: 'incomplete', rows: 8, total: 9, name })
    expect(files.map((file) => file.name)).toEqual([name])
  })

  it('hands out nothing after a failure for good', async () => {
    const failure = new RequestFailure('vendor_auth', { requestId: 'r1' })
    const { exporter, files, guards, over } = setUp(() => Promise.reject(failure))
    exporter.start(dayPlan)
    await over()
    expect(exporter.getState()).toMatchObject({
      ...{ phase: 'failed', rows: 0, halt: null, kept: null },
      failure: { code: 'vendor_auth', requestId: 'r1' },
    })
    expect(files).toEqual([])
    expect(guards.open).toBe(0)
  })

  it('hands out nothing once cancelled, and can start again', async () => {
    const { fetchPage, release } = heldPages()
    const { exporter, files, states, over } = setUp(fetchPage)
    exporter.start(dayPlan)
    exporter.cancel()
    expect(exporter.getState()).toEqual({ phase: 'cancelled' })
    exporter.start({ ...dayPlan, source: { records: [makeEmptyCall()] } })
    release()
    await over()
    expect(exporter.getState()).toMatchObject({ phase: 'done', rows: 1, isStated: false })
    expect(files).toHaveLength(1)
    expect(states.filter(({ phase }) => phase === 'cancelled')).toHaveLength(1)
  })

  it('runs one at a time, and is not dismissed while it runs', async () => {
    const { exporter, files, over } = setUp()
    exporter.start(dayPlan)
    exporter.dismiss()
    exporter.start({ ...dayPlan, name: 'second' })
    expect(exporter.getState().phase).toBe('running')
    await over()
    expect(files.map(({ name }) => name)).toEqual(['calls.csv'])
    exporter.dismiss()
    expect(exporter.getState()).toEqual({ phase: 'idle' })
  })

  it('can be paused and goes on', async () => {
    const { fetchPage, release } = heldPages()
    const { exporter, over } = setUp(fetchPage)
    exporter.pause()
    expect(exporter.getState()).toEqual({ phase: 'idle' })
    exporter.start(dayPlan)
    exporter.pause()
    expect(exporter.getState()).toMatchObject({ phase: 'running', isPaused: true })
    release()
    exporter.resume()
    expect(exporter.getState()).toMatchObject({ phase: 'running', isPaused: false })
    await over()
    expect(exporter.getState().phase).toBe('done')
  })

  it('tells what was broken off, to go on with or to drop', async () => {
    const { exporter, left, over } = setUp()
    await exporter.look()
    expect(exporter.getState()).toEqual({ phase: 'idle' })
    left.plan = dayPlan
    await exporter.look()
    expect(exporter.getState()).toEqual({ phase: 'left', plan: dayPlan })
    exporter.drop(dayPlan)
    expect(left.dropped).toEqual(['one'])
    expect(exporter.getState()).toEqual({ phase: 'idle' })
    exporter.start(dayPlan)
    await exporter.look()
    expect(exporter.getState().phase).toBe('running')
    await over()
  })

  it('leaves the marks of other tabs alone, however its own export ends', async () => {
    const { exporter, left, over } = setUp()
    left.marks.add('other')
    exporter.start(dayPlan)
    await over()
    exporter.start({ ...dayPlan, id: 'two' })
    exporter.cancel()
    exporter.drop({ ...dayPlan, id: 'three' })
    expect([...left.marks]).toEqual(['other'])
    await exporter.look()
    expect([...left.marks]).toEqual([]) // there is nothing of it
  })

  it('keeps the mark of what another tab goes on with', async () => {
    const { exporter, left } = setUp()
    left.marks.add('one')
    left.isElsewhere = true
    exporter.drop(dayPlan)
    await vi.waitFor(() => expect([...left.marks]).toEqual(['one']))
  })

  it('says that something went wrong where the worker breaks', async () => {
    const listeners: Record<string, () => void> = {}
    const exporter = createExport({
      createWorker: () => ({
        addEventListener: (type: string, listener: unknown) => {
          listeners[type] = listener as () => void
        },
        postMessage: () => undefined,
        terminate: () => undefined,
      }),
      guardLeaving: () => () => undefined,
    })
    exporter.start(dayPlan)
    listeners.error?.()
    expect(exporter.getState()).toMatchObject({ phase: 'failed', failure: null })
  })
})
