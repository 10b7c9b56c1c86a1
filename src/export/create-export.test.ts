import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { RequestFailure } from '../api/client.ts'
import { callWith } from './call-with.ts'
import { createExport, type ExportState } from './create-export.ts'
import type { ExportJob } from './create-job.ts'
import { pagesOf, smallPages } from './moving-calls.ts'
import type { PageSource } from './persistent-pages.ts'

const job: ExportJob = {
  source: { query: smallPages },
  header: ['ID'],
  toRow: ({ id }) => [id],
  fileName: 'calls.csv',
}

function setUp(pages: PageSource) {
  const files: { file: Blob; name: string }[] = []
  const states: ExportState[] = []
  const guards = { open: 0 }
  const exporter = createExport({
    pages,
    pause: async (_, signal) => signal.throwIfAborted(),
    saveFile: (file, name) => void files.push({ file, name }),
    guardLeaving: () => {
      guards.open += 1
      return () => {
        guards.open -= 1
      }
    },
  })
  exporter.subscribe(() => states.push(exporter.getState()))
  return { exporter, files, states, guards }
}

const failing = (reads: number, failure: Error) =>
  pagesOf([...'abcdefgh'], (read) => {
    if (read >= reads) throw failure
  })

describe('createExport', () => {
  it('hands out a complete file', async () => {
    const { exporter, files, states, guards } = setUp(pagesOf([...'abcd']))
    await exporter.start(job)
    expect(files.map(({ name }) => name)).toEqual(['calls.csv'])
    const text = await files[0]?.file.text()
    expect(parse(text ?? '', { bom: true })).toEqual([['ID'], ['a'], ['b'], ['c'], ['d']])
    expect(states).toEqual([
      { phase: 'running', trouble: null, rows: 0, total: null },
      { phase: 'running', trouble: null, rows: 3, total: 4 },
      { phase: 'running', trouble: null, rows: 4, total: 4 },
      { phase: 'done', rows: 4 },
    ])
    expect(guards.open).toBe(0)
  })

  it('hands out the page shown without a request', async () => {
    const { exporter, files } = setUp(failing(0, new Error('no request')))
    const records = ['b', 'a'].map((id) => callWith({ id }))
    await exporter.start({ ...job, source: { records } })
    expect(exporter.getState()).toEqual({ phase: 'done', rows: 2 })
    expect(await files[0]?.file.text()).toBe('"ID"\r\n"b"\r\n"a"')
  })

  it('hands out nothing that is short', async () => {
    const short: PageSource = async function* (query, signal) {
      for await (const page of pagesOf([...'ab'])(query, signal)) yield { ...page, total: 3 }
    }
    const { exporter, files } = setUp(short)
    await exporter.start(job)
    expect(exporter.getState()).toEqual({ phase: 'incomplete', rows: 2, total: 3 })
    expect(files).toEqual([])
  })

  it('says why it waits, and hands out nothing after a failure for good', async () => {
    const failure = new RequestFailure('vendor_busy')
    const { exporter, files, states, guards } = setUp(failing(1, failure))
    await exporter.start(job)
    const waiting = { phase: 'running', trouble: 'vendor_busy', rows: 3, total: 8 }
    expect(states.slice(2, 5)).toEqual([waiting, waiting, waiting])
    expect(exporter.getState()).toEqual({ phase: 'failed', rows: 3, failure })
    expect(files).toEqual([])
    expect(guards.open).toBe(0)
  })

  it('names no request where none failed', async () => {
    const { exporter } = setUp(failing(1, new TypeError('a mistake')))
    await exporter.start(job)
    expect(exporter.getState()).toEqual({ phase: 'failed', rows: 3, failure: null })
  })

  it('hands out nothing once cancelled, and can start again', async () => {
    const { exporter, files, states } = setUp(
      pagesOf([...'abcdefgh'], (reads) => {
        if (reads === 1) exporter.cancel()
      }),
    )
    await exporter.start(job)
    expect(exporter.getState()).toEqual({ phase: 'cancelled' })
    expect(states.at(-1)).toEqual({ phase: 'cancelled' })
    expect(files).toEqual([])
    await exporter.start(job)
    expect(exporter.getState()).toEqual({ phase: 'done', rows: 8 })
    expect(files).toHaveLength(1)
  })

  it('keeps a cancelled job silent while the next one runs', async () => {
    const { exporter, states } = setUp(pagesOf([...'abcd']))
    const first = exporter.start(job)
    exporter.cancel()
    const second = exporter.start({ ...job, source: { records: [callWith()] } })
    await Promise.all([first, second])
    expect(states.filter(({ phase }) => phase === 'cancelled')).toHaveLength(1)
    expect(exporter.getState()).toEqual({ phase: 'done', rows: 1 })
  })

  it('runs one job at a time and is not dismissed while it runs', async () => {
    const { exporter, files } = setUp(pagesOf([...'abcd']))
    const first = exporter.start(job)
    exporter.dismiss()
    await exporter.start({ ...job, fileName: 'second.csv' })
    expect(exporter.getState().phase).toBe('running')
    await first
    expect(files.map(({ name }) => name)).toEqual(['calls.csv'])
    exporter.dismiss()
    expect(exporter.getState()).toEqual({ phase: 'idle' })
  })

  it('tells no one who has unsubscribed', async () => {
    const { exporter } = setUp(pagesOf([...'a']))
    let told = 0
    exporter.subscribe(() => (told += 1))()
    await exporter.start(job)
    expect(told).toBe(0)
  })
})
