/** One of something that takes its time to make, at hand. */
export interface Spare<Thing> {
  /** Makes one, unless one is at hand. */
  prepare: () => void
  /** The one at hand, else a new one. @throws what making it does */
  take: () => Thing
  /** Takes one back that is as good as new. @returns whether there is use for it */
  give: (thing: Thing) => boolean
}

/**
 * Keeps a spare of what `make` makes.
 * @param make is given what to call where the thing turns out to be broken: then it is no spare
 * @param times how often one is taken at most, until it is worn
 */
export function createSpare<Thing extends WeakKey>(
  make: (onBroken: () => void) => Thing,
  times: number,
): Spare<Thing> {
  const returned = new WeakMap<Thing, number>()
  let spare: Thing | null = null

  function made(): Thing {
    const thing = make(() => {
      if (spare === thing) spare = null
    })
    return thing
  }

  return {
    prepare() {
      try {
        spare ??= made()
      } catch {
        // whoever takes one will hear of it
      }
    },
    take() {
      const taken = spare ?? made()
      spare = null
      return taken
    },
    give(thing) {
      const count = (returned.get(thing) ?? 0) + 1
      if (spare || count === times) return false
      returned.set(thing, count)
      spare = thing
      return true
    },
  }
}
