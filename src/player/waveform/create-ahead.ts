import type { CallRecord } from '../../calls/call.ts'
import type { Spare } from './create-spare.ts'
import type { Sound } from './peaks.ts'
import type { SoundWorker, WorkerAnswer } from './worker-messages.ts'

/** The longest call (s) whose recording is read before anybody plays it. */
const SHORT_SECONDS = 50

/** A worker that was asked for a sound before it was played, and what it has said. */
export interface BegunReading {
  worker: SoundWorker
  said: readonly WorkerAnswer[]
}

/** At most one recording that is read before somebody plays it. */
export interface Ahead {
  /** Reads the recording of `call` if that is short and not kept, in place of what was read. */
  read: (call: Pick<CallRecord, 'id' | 'recording' | 'talkSeconds'>) => void
  /** Ends reading, unless it was taken. */
  drop: () => void
  /** What has begun to read `url`; `null` where nothing has. */
  takeBegun: (url: string) => BegunReading | null
  /** A worker that has nothing to do. @throws what making it does */
  take: () => SoundWorker
  /** Takes back a worker that has done all that it was asked for, for the next recording. */
  give: (worker: SoundWorker) => void
}

interface AheadParts {
  spare: Spare<SoundWorker>
  store: { read: (id: string) => Promise<Sound | null> }
}

/** Makes the place for such a recording. Its requests are as low in the queue as all of a worker. */
export function createAhead({ spare, store }: AheadParts): Ahead {
  let wished: string | null = null
  let begun: { url: string; worker: SoundWorker; said: WorkerAnswer[]; end: () => void } | null =
    null

  function drop(): void {
    begun?.worker.terminate()
    begun = null
    wished = null
  }

  function begin(url: string): void {
    const said: WorkerAnswer[] = []
    const worker = spare.take()
    // What fails now may be there when it is played, and is asked for again then.
    const note = ({ data }: MessageEvent<WorkerAnswer>) => {
      if (data.state === 'none' || data.state === 'partial') drop()
      else said.push(data)
    }
    function end(): void {
      worker.removeEventListener('message', note)
      worker.removeEventListener('error', drop)
    }
    worker.addEventListener('message', note)
    worker.addEventListener('error', drop)
    worker.postMessage({ url })
    begun = { url, worker, said, end }
  }

  return {
    drop,
    read({ id, recording, talkSeconds }) {
      drop()
      if (!recording || talkSeconds === null || talkSeconds > SHORT_SECONDS) return
      wished = recording
      store.read(id).then(
        (kept) => {
          if (!kept && wished === recording && !begun) begin(recording)
        },
        () => undefined,
      )
    },
    takeBegun(url) {
      wished = null
      if (begun?.url !== url) return null
      const { worker, said, end } = begun
      end()
      begun = null
      return { worker, said }
    },
    take: spare.take,
    give(worker) {
      if (!spare.give(worker)) worker.terminate()
    },
  }
}
