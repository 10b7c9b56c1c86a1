import { vi } from 'vitest'
import type { AnalysisWorker, WorkerAnswer, WorkerRequest } from '../player/waveform/analysis.ts'

/** A worker that records its requests. `say` sends an answer. */
export class FakeWorker extends EventTarget implements AnalysisWorker {
  requests: WorkerRequest[] = []
  isEnded = false

  postMessage(request: WorkerRequest): void {
    this.requests.push(request)
  }

  terminate(): void {
    this.isEnded = true
  }

  /** Sends an answer. A terminated worker sends nothing. */
  say(data: WorkerAnswer): void {
    if (!this.isEnded) this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

/** Replaces `Worker` until the test ends. Returns the workers in the order of their creation. */
export function stubWorkers(): FakeWorker[] {
  const workers: FakeWorker[] = []
  const create = vi.fn(function Worker() {
    const worker = new FakeWorker()
    workers.push(worker)
    return worker
  })
  vi.stubGlobal('Worker', create)
  return workers
}
