import type { CallRecord } from '../../calls/call.ts'
import { writeZip } from '../zip/write-zip.ts'
import { collectRecordings, type RecordingsOptions } from './collect-recordings.ts'

/**
 * An archive of the recordings of `calls`, as a stream: a file for each, as it came, and
 * `manifest.csv` as the last one, with a line for each call. A recording that cannot be had does
 * not end it. At most some 64 MB are in memory, whatever the recordings are like; nothing is read
 * for longer than the reader of the stream wants.
 *
 * The stream fails with the signal's reason when it aborts, and with whatever `calls` throws. Then,
 * and when it is cancelled, nothing goes on.
 */
export function zipRecordings(
  calls: AsyncIterable<readonly CallRecord[]>,
  options: RecordingsOptions,
): ReadableStream<Uint8Array> {
  const control = new AbortController()
  const signal = AbortSignal.any([options.signal, control.signal])
  const files = collectRecordings(calls, { ...options, signal })
  const zip = writeZip(files, true)

  async function stop(reason: unknown): Promise<void> {
    control.abort(reason)
    await Promise.allSettled([zip.return(), files.return(undefined)])
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        // Whoever reads learns of it even where nothing is being read.
        signal.addEventListener('abort', () => controller.error(signal.reason), { once: true })
        if (signal.aborted) controller.error(signal.reason)
      },
      async pull(controller) {
        try {
          const { done, value } = await zip.next()
          if (signal.aborted) return
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          void stop(error)
          throw error
        }
      },
      cancel: (reason) => void stop(reason), // `calls` may take its time to end
    },
    { highWaterMark: 0 },
  )
}
