import type {
  SoundWorker,
  WorkerAnswer,
  WorkerRequest,
} from '../player/waveform/worker-messages.ts'

/** A worker for tests: it notes what it is asked, and says what it is told to. */
export class FakeWorker extends EventTarget implements SoundWorker {
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
