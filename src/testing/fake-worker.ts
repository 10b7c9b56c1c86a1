import type { AnalysisWorker, WorkerAnswer, WorkerRequest } from '../player/waveform/analysis.ts'

/** A worker for tests: it notes what it is asked, and says what it is told to. */
export class FakeWorker extends EventTarget implements AnalysisWorker {
  requests: WorkerRequest[] = []
  isEnded = false

  postMessage(request: WorkerRequest): void {
    this.requests.push(request)
  }

  terminate(): void {
    this.isEnded = true
  }

  /** An answer of the worker's; none comes after its end. */
  say(data: WorkerAnswer): void {
    if (!this.isEnded) this.dispatchEvent(new MessageEvent('message', { data }))
  }
}
