import type { Mend } from '../create-player.ts'

/** Asks one mender after the other; the first that finds a way is the last that is asked. */
export function chainMenders(...menders: readonly Mend[]): Mend {
  return async (call, failure, signal) => {
    for (const mend of menders) {
      const mended = await mend(call, failure, signal)
      if (mended || signal.aborted) return mended
    }
    return null
  }
}
