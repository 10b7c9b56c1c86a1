import { describe, expect, it, vi } from 'vitest'
import { RequestFailure } from '../../api/client.ts'
import { beginning, fakeExport, pagesOf } from '../../testing/fake-export.ts'
import { fakeFile } from '../../testing/fake-file.ts'
import { callsOfDay, dayPlan } from '../../testing/fake-plan.ts'
import { makeEmptyCall } from '../../testing/make-call.ts'
import { ExportHalt } from '../export-halt.ts'
import type { OpenExport, OpenedExport } from './open-export.ts'
import { openBlobOutput } from './open-output.ts'
import { openStage } from './open-stage.ts'

const EIGHT = callsOfDay(8)

async function over({ answers }: ReturnType<typeof fakeExport>) {
  await vi.waitFor(() => expect(answers.at(-1)?.say ?? 'progress').not.toBe('progress'), {
    interval: 1,
    timeout: 10_000,
  })
  return answers.at(-1)
}

describe('an export', () => {
  it('ends with a file of every call, and says how far it is', async () => {
    const running = fakeExport({ fetchPage: pagesOf(EIGHT) })
    running.ask(beginning())
    const end = await over(running)
    expect(end).toMatchObject({
      say: 'end',
      name: 'calls.csv',
      end: { rows: 8, total: 8, short: [], isComplete: true },
    })
    const text = end?.say === 'end' ? await end.file.text() : ''
    expect(text.trim().split('\n')).toEqual(EIGHT.map(({ id }) => id))
    expect(running.answers[0]).toEqual({ say: 'progress', rows: 8, total: 8, trouble: null })
  })

  it('of calls at hand asks for nothing', async () => {
    const fetchPage = vi.fn(pagesOf([]))
    const running = fakeExport({ fetchPage })
    const records = ['b', 'a'].map((id) => makeEmptyCall({ id }))
    running.ask(beginning({ source: { records } }))
    expect(await over(running)).toMatchObject({ say: 'end', end: { rows: 2, isComplete: true } })
    expect(fetchPage).not.toHaveBeenCalled()
  })

  it('that does not add up is marked so in its name, with the part that is short', async () => {
    const pages = pagesOf(EIGHT)
    const fetchPage: typeof pages = async (query) => {
      const page = await pages(query)
      return { ...page, total: (page.total ?? 0) + 3 }
    }
    const running = fakeExport({ fetchPage })
    running.ask(beginning())
    const end = await over(running)
    expect(end).toMatchObject({ name: 'calls_incomplete.csv' })
    expect(end).toMatchObject({ end: { rows: 8, total: 11, isComplete: false } })
    expect(end?.say === 'end' && end.end.short).toHaveLength(1)
  })

  it('waits and asks again where that may help, and says so', async () => {
    const pages = pagesOf(EIGHT)
    let asked = 0
    const running = fakeExport({
      fetchPage: async (query) => {
        asked += 1
        if (asked === 1) throw new RequestFailure('vendor_busy', { retryAfter: 3 })
        return pages(query)
      },
    })
    running.ask(beginning())
    expect(await over(running)).toMatchObject({ say: 'end', end: { isComplete: true } })
    expect(running.answers.map((said) => 'trouble' in said && said.trouble)).toContain(
      'vendor_busy',
    )
  })

  it('that fails for good says why', async () => {
    const failure = new RequestFailure('vendor_auth', { requestId: 'r1', detail: 'no' })
    const running = fakeExport({ fetchPage: () => Promise.reject(failure) })
    running.ask(beginning())
    expect(await over(running)).toEqual({
      say: 'failed',
      rows: 0,
      failure: { code: 'vendor_auth', requestId: 'r1', detail: 'no', vendorStatus: undefined },
      halt: null,
      isKept: false,
    })
  })

  it('that is cancelled asks for nothing more and leaves nothing', async () => {
    const leave = vi.fn(async () => undefined)
    const output = openBlobOutput()
    const openExport: OpenExport = async () => ({ stage: null, output, finish: leave, leave })
    const running = fakeExport({
      openExport,
      fetchPage: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    })
    running.ask(beginning())
    running.ask({ ask: 'cancel' })
    expect(await over(running)).toEqual({ say: 'cancelled' })
    expect(leave).toHaveBeenCalledExactlyOnceWith({ keep: false })
  })

  it('does nothing while it is paused', async () => {
    const fetchPage = vi.fn(pagesOf(EIGHT))
    const running = fakeExport({ fetchPage })
    running.ask({ ask: 'pause' })
    running.ask(beginning())
    await new Promise((resolve) => setImmediate(resolve))
    expect(fetchPage).not.toHaveBeenCalled()
    running.ask({ ask: 'resume' })
    expect(await over(running)).toMatchObject({ say: 'end', end: { isComplete: true } })
  })
})

describe('an archive', () => {
  const zipPlan = { ...dayPlan, product: 'zip' as const }
  const many = callsOfDay(1_001)

  it.each([
    ['of a period', zipPlan],
    ['of calls at hand', { ...zipPlan, source: { records: many } }],
  ])('%s ends at once where it has too many recordings', async (_what, plan) => {
    const fetchPage = vi.fn(pagesOf(many))
    const running = fakeExport({ fetchPage })
    running.ask(beginning(plan))
    expect(await over(running)).toMatchObject({ say: 'failed', halt: 'tooMany', isKept: false })
    expect(fetchPage.mock.calls.length).toBeLessThan(2)
  })

  it('of a period goes on where a call came after the first page', async () => {
    const pages = pagesOf(many)
    let asked = 0
    const running = fakeExport({
      fetchPage: async (query) => {
        asked += 1
        return asked > 1 ? pages(query) : pagesOf(many.slice(1))(query)
      },
    })
    running.ask(beginning(zipPlan))
    expect(await over(running)).toMatchObject({ say: 'end' })
  })
})

describe('clearing up that fails', () => {
  const broken = async () => {
    throw new DOMException('site data was cleared', 'NotFoundError')
  }
  const openExport: OpenExport = async () => ({
    ...{ stage: null, finish: broken, leave: broken },
    output: openBlobOutput(),
  })

  it('keeps no failure back', async () => {
    const fetchPage = () => Promise.reject(new RequestFailure('vendor_auth'))
    const running = fakeExport({ openExport, fetchPage })
    running.ask(beginning())
    expect(await over(running)).toMatchObject({ say: 'failed', failure: { code: 'vendor_auth' } })
  })

  it('keeps no cancelling back', async () => {
    const running = fakeExport({ openExport, fetchPage: pagesOf(EIGHT) })
    running.ask(beginning())
    running.ask({ ask: 'cancel' })
    expect(await over(running)).toEqual({ say: 'cancelled' })
  })

  it('keeps no file back', async () => {
    const running = fakeExport({ openExport, fetchPage: pagesOf(EIGHT) })
    running.ask(beginning())
    expect(await over(running)).toMatchObject({ say: 'end', end: { rows: 8, isComplete: true } })
  })
})

it.each([
  ['the disk is full', new ExportHalt('full'), 'full', false],
  ['its place cannot be opened', new Error('no'), null, false],
  ['another tab works on it', new ExportHalt('elsewhere'), 'elsewhere', true],
])('says that it failed where %s at the start', async (_what, error, halt, isKept) => {
  const openExport: OpenExport = () => Promise.reject(error)
  const running = fakeExport({ openExport, fetchPage: pagesOf(EIGHT) })
  running.ask(beginning())
  expect(await over(running)).toMatchObject({ say: 'failed', failure: null, halt, isKept })
})

it('does not make more of its file while it is paused', async () => {
  let read = 0
  const running = fakeExport({
    fetchPage: pagesOf([]),
    makeFile: () =>
      new ReadableStream(
        {
          pull(controller) {
            read += 1
            if (read === 2) running.ask({ ask: 'pause' })
            controller.enqueue(new Uint8Array([read]))
            if (read === 9) controller.close()
          },
        },
        { highWaterMark: 0 },
      ),
  })
  running.ask(beginning({ source: { records: [] } }))
  await vi.waitFor(() => expect(read).toBe(2))
  await new Promise((resolve) => setImmediate(resolve))
  expect(read).toBe(2)
  running.ask({ ask: 'resume' })
  await vi.waitFor(() => expect(read).toBe(9))
})

describe('what was read', () => {
  const many = callsOfDay(12_000)

  function staged(room?: number) {
    const leave = vi.fn<OpenedExport['leave']>(async () => undefined)
    const stage = fakeFile(room === undefined ? {} : { room })
    const openExport: OpenExport = async () => ({
      stage: openStage(stage.file),
      output: openBlobOutput(),
      finish: async () => undefined,
      leave,
    })
    return { stage, openExport, leave }
  }

  it('is kept when it fails, and the next run goes on from there', async () => {
    const { stage, openExport } = staged()
    const pages = pagesOf(many)
    let asked = 0
    const broken = fakeExport({
      openExport,
      fetchPage: async (query) => {
        asked += 1
        if (asked > 90) throw new RequestFailure('vendor_auth')
        return pages(query)
      },
    })
    broken.ask(beginning())
    expect(await over(broken)).toMatchObject({ say: 'failed', isKept: true })
    expect(stage.text().split('\n').length).toBeGreaterThan(2000)

    const fetchPage = vi.fn(pages)
    const next = fakeExport({ openExport, fetchPage })
    next.ask(beginning())
    const end = await over(next)
    expect(end).toMatchObject({ say: 'end', end: { rows: 12_000, isComplete: true } })
    expect(fetchPage.mock.calls.length).toBeLessThan(110)
    const text = end?.say === 'end' ? await end.file.text() : ''
    expect(text.trim().split('\n').toSorted()).toEqual(many.map(({ id }) => id).toSorted())
  })

  it('is handed out where it is all there and only the last check is refused for good', async () => {
    const { stage, openExport } = staged()
    const pages = pagesOf(EIGHT)
    const complete = fakeExport({ openExport, fetchPage: pages })
    complete.ask(beginning())
    expect(await over(complete)).toMatchObject({ end: { unchecked: null, isComplete: true } })
    expect(stage.text()).not.toBe('') // as after a crash: nothing but the check is left to do
    const refused = () => Promise.reject(new RequestFailure('range_too_old'))
    const next = fakeExport({ openExport, fetchPage: refused })
    next.ask(beginning())
    const end = await over(next)
    expect(end).toMatchObject({
      say: 'end',
      name: 'calls_incomplete.csv',
      end: { rows: 8, total: 8, short: [], unchecked: 'range_too_old', isComplete: false },
    })
    const text = end?.say === 'end' ? await end.file.text() : ''
    expect(text.trim().split('\n')).toEqual(EIGHT.map(({ id }) => id))
  })

  it('is not kept where it fails before any part of it is whole', async () => {
    const { openExport, leave } = staged()
    const pages = pagesOf(many)
    const broken = fakeExport({
      openExport,
      fetchPage: async (query) => {
        if (query.page > 3) throw new RequestFailure('vendor_auth')
        return pages(query)
      },
    })
    broken.ask(beginning())
    expect(await over(broken)).toMatchObject({ say: 'failed', isKept: false })
    expect(leave).toHaveBeenCalledExactlyOnceWith({ keep: false })
  })

  it('that does not fit on the disk is said, and makes no file', async () => {
    const { openExport } = staged(1_000_000)
    const running = fakeExport({ openExport, fetchPage: pagesOf(many) })
    running.ask(beginning())
    expect(await over(running)).toMatchObject({ say: 'failed', halt: 'full', isKept: false })
  })
})
