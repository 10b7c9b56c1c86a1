import type { Mend } from './create-player.ts'

/** A mender that loads when it is needed first. */
export function mendLate(load: () => Promise<Mend>): Mend {
  let loaded: Promise<Mend> | null = null
  return async (...asked) => {
    loaded ??= load()
    try {
      return await (await loaded)(...asked)
    } catch {
      loaded = null // it could not be loaded: the next failure tries again
      return null
    }
  }
}
