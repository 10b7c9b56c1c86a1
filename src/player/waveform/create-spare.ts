/** One of something that takes its time to make, at hand. */
export interface Spare<Thing> {
  /** Makes one, unless one is at hand. */
  prepare: () => void
  /** The one at hand, else a new one. @throws what making it does */
  take: () => Thing
  /** Takes one back that is as good as new. @returns whether there was room for it */
  give: (thing: Thing) => boolean
}

/** Keeps a spare of what `make` makes. */
export function createSpare<Thing>(make: () => Thing): Spare<Thing> {
  let spare: Thing | null = null
  return {
    prepare() {
      try {
        spare ??= make()
      } catch {
        // whoever takes one will hear of it
      }
    },
    take() {
      const taken = spare ?? make()
      spare = null
      return taken
    },
    give(thing) {
      if (spare) return false
      spare = thing
      return true
    },
  }
}
