import type { CallRecord, RecordsPage } from '../calls/call.ts'
import type { RecordsQuery } from '../calls/query.ts'
import type { ExportWorker } from '../export/create-export.ts'
import type { ExportPlan } from '../export/plan.ts'
import { createExporting } from '../export/worker/create-exporting.ts'
import type { ExportAnswer, ExportRequest } from '../export/worker/messages.ts'
import type { OpenExport } from '../export/worker/open-export.ts'
import { openBlobOutput } from '../export/worker/open-output.ts'
import type { MakeFile } from '../export/worker/run-export.ts'
import { dayPlan } from './fake-plan.ts'

/** Writes the id of each call on a line. */
function idLines(calls: AsyncIterable<readonly CallRecord[]>): ReadableStream<Uint8Array> {
  const reading = calls[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reading.next()
      if (done) controller.close()
      else controller.enqueue(new TextEncoder().encode(value.map(({ id }) => `${id}\n`).join('')))
    },
  })
}

/** Returns a function that reads pages of `calls` within the requested period. */
export function pagesOf(calls: readonly CallRecord[]) {
  return async ({ from, to, page, size }: RecordsQuery): Promise<RecordsPage> => {
    const [first, last] = [Date.parse(from), Date.parse(to)]
    const found = calls.filter(({ startedAt }) => {
      const at = Date.parse(startedAt)
      return first <= at && at <= last
    })
    const records = found.slice((page - 1) * size, page * size)
    const pages = Math.ceil(found.length / size)
    return { records, total: found.length, page, size, pages, from, to }
  }
}

/** Returns the request for a new export, by default of a day as CSV. */
export function beginning(parts: Partial<ExportPlan> = {}): ExportRequest {
  return { ask: 'begin', plan: { ...dayPlan, ...parts }, goesOn: false }
}

interface FakeExportParts {
  fetchPage: (query: RecordsQuery, signal: AbortSignal) => Promise<RecordsPage>
  openExport?: OpenExport
  makeFile?: MakeFile
}

const nothing = async () => undefined
const inMemory: OpenExport = async () => ({
  stage: null,
  output: openBlobOutput(),
  finish: nothing,
  leave: nothing,
})

/** Runs an export worker in this thread. Returns its answers. */
export function fakeExport({
  fetchPage,
  openExport = inMemory,
  makeFile = idLines,
}: FakeExportParts) {
  const answers: ExportAnswer[] = []
  const told = new Set<(event: { data: ExportAnswer }) => void>()
  const ask = createExporting({
    fetchPage,
    openExport,
    createMakeFile: () => makeFile,
    pause: async (_, signal) => signal.throwIfAborted(),
    kindOf: (product) => ({ extension: product, mime: 'text/plain' }),
    answer(message) {
      answers.push(message)
      for (const tell of told) tell({ data: message })
    },
  })
  let isTerminated = false
  const worker = {
    postMessage: ask,
    addEventListener: (type: string, listener: (event: { data: ExportAnswer }) => void) => {
      if (type === 'message') told.add((event) => !isTerminated && listener(event))
    },
    terminate: () => {
      isTerminated = true
    },
  }
  return {
    answers,
    ask,
    worker: worker as unknown as ExportWorker,
    isTerminated: () => isTerminated,
  }
}
