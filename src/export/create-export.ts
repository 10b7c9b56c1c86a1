import { guardLeaving, saveFile } from '../api/browser.ts'
import { type FailureCode, RequestFailure } from '../api/client.ts'
import { checkVersion } from '../api/new-version.ts'
import { createPace, type Pace } from './create-pace.ts'
import type { HaltReason } from './export-halt.ts'
import { leftMark } from './left-mark.ts'
import type { ExportPlan } from './plan.ts'
import type { Slice } from './slices/slice.ts'
import { dropLeftExport, findLeftExports } from './worker/left-exports.ts'
import type { ExportAnswer, ExportRequest } from './worker/messages.ts'

/** An export under way; `trouble` is why it waits to ask again. */
export interface RunningExport {
  phase: 'running'
  rows: number
  total: number | null
  trouble: FailureCode | null
  isPaused: boolean
  pace: Pace | null
}

export type ExportState =
  | { phase: 'idle' }
  /** An export that was broken off can go on. */
  | { phase: 'left'; plan: ExportPlan }
  | RunningExport
  /** `isStated` where the vendor has said how many calls there are; `missing` recordings. */
  | { phase: 'done'; rows: number; name: string; isStated: boolean; missing: number }
  | {
      phase: 'incomplete'
      rows: number
      total: number
      short: readonly Slice[]
      /** Why it could not be checked whether these are all; `null` where it was. */
      unchecked: FailureCode | null
      name: string
    }
  | {
      phase: 'failed'
      rows: number
      /** `null` where no request failed. */
      failure: RequestFailure | null
      /** `null` where it is not known either. */
      halt: HaltReason | null
      /** What can go on from what was read. */
      kept: ExportPlan | null
    }
  | { phase: 'cancelled' }

export interface Exporter {
  /** Starts an export; while one runs, does nothing. */
  start: (plan: ExportPlan) => void
  /** Goes on with one that was broken off; while one runs, does nothing. */
  goOn: (plan: ExportPlan) => void
  pause: () => void
  resume: () => void
  /** Ends a running export without a file. */
  cancel: () => void
  /** Forgets how the last export ended, or leaves alone what was broken off; a running one goes on. */
  dismiss: () => void
  /** Removes what was kept of an export that was broken off. */
  drop: (plan: ExportPlan) => void
  /** Looks whether one was broken off on this computer. */
  look: () => Promise<void>
  getState: () => ExportState
  /** @returns the function that ends the subscription */
  subscribe: (listener: () => void) => () => void
}

/** The part of a worker that is used. */
export type ExportWorker = Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>

const world = {
  createWorker: (): ExportWorker =>
    new Worker(new URL('./worker/export-worker.ts', import.meta.url), { type: 'module' }),
  saveFile,
  guardLeaving,
  findLeft: findLeftExports,
  dropLeft: dropLeftExport,
  leftMark,
  now: () => performance.now(),
}

/**
 * The one export of a page. It lives outside the dialog, so that it goes on while the dialog is
 * closed, pages are turned and filters change; a worker does its work.
 */
export function createExport(parts: Partial<typeof world> = {}): Exporter {
  const { createWorker, saveFile, guardLeaving, now, ...kept } = { ...world, ...parts }
  const { findLeft, dropLeft, leftMark } = kept
  const listeners = new Set<() => void>()
  let state: ExportState = { phase: 'idle' }
  /** Of the latest export. */
  let id = ''
  /** Ends the worker and what goes with it. */
  let end: (() => void) | null = null
  let tell: (request: ExportRequest) => void = () => {}
  let pace = createPace(now)

  function enter(next: ExportState): void {
    state = next
    for (const listener of listeners) listener()
  }

  function take(message: ExportAnswer, plan: ExportPlan): void {
    if (message.say === 'progress') {
      const { rows, total, trouble } = message
      const isPaused = state.phase === 'running' && state.isPaused
      enter({ phase: 'running', rows, total, trouble, isPaused, pace: pace.at(rows, total) })
      return
    }
    end?.()
    leftMark.set(plan.id, message.say === 'failed' && message.isKept)
    if (message.say === 'end') {
      const { rows, total, isComplete, missing, short, unchecked } = message.end
      const { name } = message
      saveFile(message.file, name)
      const isStated = 'query' in plan.source
      if (isComplete) enter({ phase: 'done', rows, name, isStated, missing })
      else enter({ phase: 'incomplete', rows, total, short, unchecked, name })
    } else if (message.say === 'failed') {
      const { rows, failure, halt, isKept } = message
      const cause = failure && new RequestFailure(failure.code, failure)
      enter({ phase: 'failed', rows, failure: cause, halt, kept: isKept ? plan : null })
    }
  }

  function setPaused(isPaused: boolean): void {
    if (state.phase !== 'running') return
    tell({ ask: isPaused ? 'pause' : 'resume' })
    if (isPaused) pace.pause()
    else pace.resume()
    enter({ ...state, isPaused })
  }

  function begin(plan: ExportPlan, goesOn: boolean): void {
    if (end) return
    const release = guardLeaving()
    const nothing = { rows: 0, total: null, trouble: null, isPaused: false, pace: null }
    pace = createPace(now)
    enter({ phase: 'running', ...nothing })
    id = plan.id
    leftMark.set(id, 'query' in plan.source)
    const worker = createWorker()
    tell = (request) => worker.postMessage(request)
    let isOver = false
    end = () => {
      isOver = true
      end = null
      release()
    }
    worker.addEventListener('message', ({ data }) => {
      if (data.say !== 'progress') worker.terminate()
      if (!isOver) take(data, plan)
    })
    worker.addEventListener('error', () => {
      void checkVersion() // a script that is gone is replaced by another version's, as a rule
      worker.terminate()
      if (isOver) return
      end?.()
      const rows = state.phase === 'running' ? state.rows : 0
      enter({ phase: 'failed', rows, failure: null, halt: null, kept: null })
    })
    tell({ ask: 'begin', plan, goesOn })
  }

  return {
    start: (plan) => begin(plan, false),
    goOn: (plan) => begin(plan, true),
    pause: () => setPaused(true),
    resume: () => setPaused(false),
    cancel() {
      if (!end) return
      tell({ ask: 'cancel' }) // the worker ends once it has cleared up
      end()
      leftMark.set(id, false)
      enter({ phase: 'cancelled' })
    },
    dismiss() {
      if (!end) enter({ phase: 'idle' })
    },
    drop(plan) {
      leftMark.set(plan.id, false)
      void dropLeft(plan.id).then((wasLeft) => wasLeft || leftMark.set(plan.id, true))
      if (!end) enter({ phase: 'idle' })
    },
    async look() {
      const { plan, ids } = await findLeft()
      leftMark.keepOnly(ids)
      if (plan && state.phase === 'idle') enter({ phase: 'left', plan })
    },
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
