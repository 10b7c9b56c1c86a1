import { pause } from '../account/pending.ts'
import type { VendorStats } from '../vendor-stats.ts'

const CHUNK_BYTES = 16 * 1024
const KIB = 1024

/** Bytes that need not be at hand: a part is made when it is asked for. */
export interface Bytes {
  readonly length: number
  slice(start: number, end: number): Uint8Array
}

/**
 * How a body comes: to its end; 64 KiB, or the 44 of a WAV header, and then nothing more; half, or
 * 64 KiB and a wait, and then a broken connection.
 */
export type Pace = 'whole' | 'stall' | 'header' | 'drop' | 'expire'

const ENDS: Record<Pace, (length: number) => number> = {
  whole: (length) => length,
  stall: () => 64 * KIB,
  header: () => 44,
  drop: (length) => length >> 1,
  expire: () => 64 * KIB,
}

interface Manner {
  pace: Pace
  /** How long (ms) a body that expires holds its connection. */
  holdMs?: number
  signal: AbortSignal
  stats: VendorStats
}

/**
 * Bytes as a stream that is read only as fast as it is wanted, counted in `stats`. It errors with
 * the signal's reason once the reader of the response gives up.
 */
export function createByteStream(
  bytes: Bytes,
  { pace, holdMs = 0, signal, stats }: Manner,
): ReadableStream<Uint8Array> {
  const end = Math.min(ENDS[pace](bytes.length), bytes.length)
  const isCut = end < bytes.length
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
      async pull(controller) {
        const chunk = bytes.slice(at, Math.min(at + CHUNK_BYTES, end))
        at += chunk.length
        stats.bytesSent += chunk.length
        if (chunk.length > 0) controller.enqueue(chunk)
        if (at < end) return
        if (isCut && (pace === 'stall' || pace === 'header')) return new Promise<void>(() => {})
        if (isCut && pace === 'expire') await pause(holdMs, signal)
        close()
        if (isCut) controller.error(new TypeError('terminated'))
        else controller.close()
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}
