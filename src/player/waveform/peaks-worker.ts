import { createPeaksStore } from './create-peaks-store.ts'
import type { PeaksAnswer, PeaksRequest } from './peaks.ts'
import { readPeaks } from './read-peaks.ts'

/** Milliseconds between two answers while a recording is read. */
const PACE_MS = 50

const store = createPeaksStore()

async function serve({ id, url, seconds }: PeaksRequest): Promise<void> {
  const kept = await store.read(id)
  if (kept) return answer({ state: 'whole', peaks: kept })
  let answered = 0
  const peaks = await readPeaks({
    url,
    seconds,
    fetch: (input, init) => fetch(input, init),
    onProgress(soFar) {
      const now = performance.now()
      if (now - answered < PACE_MS) return
      answered = now
      answer({ state: 'loading', peaks: soFar() })
    },
  })
  if (!peaks) return answer({ state: 'none' })
  await store.keep(id, peaks)
  answer({ state: 'whole', peaks })
}

/** Hands `message` over; the peaks are given away, not copied. */
function answer(message: PeaksAnswer): void {
  const lanes = message.state === 'none' ? [] : message.peaks.lanes
  postMessage(message, { transfer: lanes.map(({ buffer }) => buffer as ArrayBuffer) })
}

addEventListener('message', ({ data }: MessageEvent<PeaksRequest>) => {
  serve(data).catch(() => answer({ state: 'none' }))
})
