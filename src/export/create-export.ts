import { type FailureCode, RequestFailure } from '../api/client.ts'
import { guardLeaving } from '../api/guard-leaving.ts'
import { eachPage } from '../api/pages.ts'
import { saveFile } from '../api/save-file.ts'
import type { CallRecord } from '../contract/record.ts'
import { collectCalls, NOTHING_YET, type Tally } from './collect-calls.ts'
import type { ExportJob } from './create-job.ts'
import { csvFile } from './csv-file.ts'
import { pause } from './pause.ts'
import type { PageSource } from './persistent-pages.ts'

/** `trouble` is why a running export waits to ask again; `failure` is `null` where no request failed. */
export type ExportState =
  | { phase: 'idle' }
  | { phase: 'running'; rows: number; total: number | null; trouble: FailureCode | null }
  | { phase: 'done'; rows: number }
  | { phase: 'incomplete'; rows: number; total: number | null }
  | { phase: 'failed'; rows: number; failure: RequestFailure | null }
  | { phase: 'cancelled' }

export interface Exporter {
  /** Starts a job; while one runs, does nothing. The promise is for those who wait for its end. */
  start: (job: ExportJob) => Promise<void>
  /** Ends a running job without a file. */
  cancel: () => void
  /** Forgets how the last job ended; a running one goes on. */
  dismiss: () => void
  getState: () => ExportState
  /** @returns the function that ends the subscription */
  subscribe: (listener: () => void) => () => void
}

const world = {
  pages: ((query, signal) => eachPage(query, { signal })) as PageSource,
  pause,
  saveFile,
  guardLeaving,
}

/**
 * The one export of a page. It lives outside the dialog, so that it goes on while the dialog is
 * closed, pages are turned and filters change. Its file is handed out only when it is complete.
 */
export function createExport(parts: Partial<typeof world> = {}): Exporter {
  const { pages, pause, saveFile, guardLeaving } = { ...world, ...parts }
  const listeners = new Set<() => void>()
  let state: ExportState = { phase: 'idle' }
  let running: AbortController | null = null

  function enter(next: ExportState): void {
    state = next
    for (const listener of listeners) listener()
  }

  async function run(job: ExportJob, signal: AbortSignal): Promise<ExportState> {
    let tally = NOTHING_YET
    const say = (news: Tally, trouble: FailureCode | null = null) => {
      tally = news
      const { rows, total } = news
      if (!signal.aborted) enter({ phase: 'running', rows, total, trouble })
    }
    const onTrouble = (code: FailureCode) => say(tally, code)
    try {
      const calls =
        'query' in job.source
          ? collectCalls(job.source.query, { pages, pause, signal, onTrouble }, say)
          : shownCalls(job.source.records, say)
      const file = await csvFile(job.header, rowsOf(calls, job))
      if (signal.aborted) return { phase: 'cancelled' }
      const { rows, total, complete } = tally
      if (!complete) return { phase: 'incomplete', rows, total }
      saveFile(file, job.fileName)
      return { phase: 'done', rows }
    } catch (error) {
      if (signal.aborted) return { phase: 'cancelled' }
      const failure = error instanceof RequestFailure ? error : null
      return { phase: 'failed', rows: tally.rows, failure }
    }
  }

  return {
    async start(job) {
      if (running) return
      const control = new AbortController()
      running = control
      enter({ phase: 'running', rows: 0, total: null, trouble: null })
      const release = guardLeaving()
      const end = await run(job, control.signal)
      release()
      if (running !== control) return // cancelled, which has been said
      running = null
      enter(end)
    },
    cancel() {
      if (!running) return
      running.abort()
      running = null
      enter({ phase: 'cancelled' })
    },
    dismiss() {
      if (!running) enter({ phase: 'idle' })
    },
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

async function* rowsOf(calls: AsyncIterable<CallRecord>, { toRow }: ExportJob) {
  for await (const call of calls) yield toRow(call)
}

async function* shownCalls(records: readonly CallRecord[], report: (tally: Tally) => void) {
  report({ rows: records.length, total: records.length, complete: true })
  yield* records
}
