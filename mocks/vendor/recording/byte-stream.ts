import type { VendorStats } from '../vendor-stats.ts'

const CHUNK_BYTES = 16 * 1024

/** How a body comes: to its end; 64 KiB and then nothing more; or half and then a broken connection. */
export type Pace = 'whole' | 'stall' | 'drop'

const STALL_AFTER_BYTES = 64 * 1024

/**
 * Bytes as a stream that is read only as fast as it is wanted, counted in `stats`. It errors with
 * the signal's reason once the reader of the response gives up.
 */
export function createByteStream(
  bytes: Uint8Array,
  { pace, signal, stats }: { pace: Pace; signal: AbortSignal; stats: VendorStats },
): ReadableStream<Uint8Array> {
  const end = { whole: bytes.length, stall: STALL_AFTER_BYTES, drop: bytes.length >> 1 }[pace]
  let at = 0
  let giveUp = () => {}
  let open = true
  stats.openStreams += 1

  function close(): void {
    if (!open) return
    open = false
    stats.openStreams -= 1
    signal.removeEventListener('abort', giveUp)
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        giveUp = () => {
          close()
          controller.error(signal.reason)
        }
        if (signal.aborted) giveUp()
        else signal.addEventListener('abort', giveUp)
      },
      pull(controller) {
        const chunk = bytes.slice(at, Math.min(at + CHUNK_BYTES, end))
        at += chunk.length
        stats.bytesSent += chunk.length
        if (chunk.length > 0) controller.enqueue(chunk)
        if (at < Math.min(end, bytes.length)) return
        if (pace === 'stall' && at < bytes.length) return new Promise<void>(() => {})
        close()
        if (pace === 'drop') controller.error(new TypeError('terminated'))
        else controller.close()
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}
