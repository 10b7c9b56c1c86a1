import PQueue from 'p-queue'
import { RequestFailure } from '../../api/client.ts'
import type { RecordsPage } from '../../calls/call.ts'
import type { RecordsQuery } from '../../calls/query.ts'
import { AT_A_TIME } from '../estimate.ts'
import { ExportHalt, type HaltReason } from '../export-halt.ts'
import type { Pause } from '../pause.ts'
import type { ExportPlan, Product } from '../plan.ts'
import { createPageReader } from './create-page-reader.ts'
import type { ExportAnswer, ExportRequest, Progress, SentFailure } from './messages.ts'
import type { OpenExport } from './open-export.ts'
import { type MakeFile, runExport } from './run-export.ts'
import { sayAtMostEvery } from './say-at-most-every.ts'

/** Between two messages about how far an export is, in ms. */
const TOLD_EVERY = 500

/** Of a kind of file. */
export interface FileKind {
  /** Without a dot. */
  extension: string
  /** Media type. */
  mime: string
}

interface ExportingParts {
  fetchPage: (query: RecordsQuery, signal: AbortSignal) => Promise<RecordsPage>
  pause: Pause
  openExport: OpenExport
  /** @param signal aborts when the export is over, however it ends */
  createMakeFile: (signal: AbortSignal) => MakeFile
  kindOf: (product: Product) => FileKind
  answer: (message: ExportAnswer) => void
}

type Beginning = Extract<ExportRequest, { ask: 'begin' }>

interface WorkParts {
  goesOn: boolean
  failed: (error: unknown, isKept: boolean) => ExportAnswer
  onRows: (rows: number) => void
}

/**
 * Makes what does the worker's work, which is one export.
 * @returns the function that takes the requests
 */
export function createExporting({ fetchPage, openExport, answer, ...parts }: ExportingParts) {
  const control = new AbortController()
  const { signal } = control
  const queue = new PQueue({ concurrency: AT_A_TIME })
  let resumed = Promise.resolve()
  let resume = () => {}
  signal.addEventListener('abort', () => resume())
  const sayProgress = sayAtMostEvery<Progress>(
    TOLD_EVERY,
    (progress) => answer({ say: 'progress', ...progress }),
    { pause: parts.pause, signal },
  )

  /** Tells how it ended, whatever happens: nobody asks a second time. */
  async function run({ plan, goesOn }: Beginning): Promise<void> {
    let rows = 0
    const failed = (error: unknown, isKept: boolean): ExportAnswer => ({
      ...{ say: 'failed', rows, failure: sent(error), halt: haltOf(error), isKept },
    })
    const end = await work(plan, {
      goesOn,
      failed,
      onRows: (read) => {
        rows = read
      },
    }).catch((error: unknown) => failed(error, haltOf(error) === 'elsewhere'))
    answer(end)
  }

  async function work(
    plan: ExportPlan,
    { goesOn, failed, onRows }: WorkParts,
  ): Promise<ExportAnswer> {
    const { extension, mime } = parts.kindOf(plan.product)
    const opened = await openExport(plan, extension, { goesOn })
    try {
      const end = await runExport(plan, {
        ...opened,
        makeFile: parts.createMakeFile(signal),
        untilResumed: () => resumed,
        createReadPage: (query, onTrouble) =>
          createPageReader({
            ...{ query, fetchPage, pause: parts.pause, queue, signal, onTrouble },
            timeZone: plan.sheet.timeZone,
          }),
        onProgress(progress) {
          onRows(progress.rows)
          sayProgress(progress)
        },
      })
      signal.throwIfAborted()
      const file = await opened.output.finish(mime)
      await tidied(opened.finish)
      const name = `${plan.name}${end.isComplete ? '' : '_incomplete'}.${extension}`
      return { say: 'end', end, file, name }
    } catch (error) {
      const isCancelled = signal.aborted
      control.abort() // pages that are read ahead
      const isKept = !isCancelled && haltOf(error) === null && opened.stage?.holdsAny() === true
      await tidied(() => opened.leave({ keep: isKept }))
      return isCancelled ? { say: 'cancelled' } : failed(error, isKept)
    }
  }

  function pauseAll(): void {
    if (queue.isPaused) return
    queue.pause()
    resumed = new Promise((resolve) => {
      resume = resolve
    })
  }

  function resumeAll(): void {
    queue.start()
    resume()
  }

  return (request: ExportRequest): void => {
    if (request.ask === 'begin') void run(request)
    else if (request.ask === 'pause') pauseAll()
    else if (request.ask === 'resume') resumeAll()
    else control.abort()
  }
}

/** Clearing up decides nothing: what it leaves lying is swept later, or was cleared by others. */
async function tidied(clear: () => Promise<void>): Promise<void> {
  await clear().catch(() => undefined)
}

function haltOf(error: unknown): HaltReason | null {
  return error instanceof ExportHalt ? error.reason : null
}

function sent(error: unknown): SentFailure | null {
  if (!(error instanceof RequestFailure)) return null
  const { code, detail, requestId, vendorStatus } = error
  return {
    code,
    detail: detail ?? undefined,
    requestId: requestId ?? undefined,
    vendorStatus: vendorStatus ?? undefined,
  }
}
