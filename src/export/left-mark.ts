const STORAGE_KEY = 'callboard.export'
/** An export that began this long ago (ms) has its folder, if it has one at all. */
const BEGUN_MS = 60_000

const keyOf = (id: string) => `${STORAGE_KEY}.${id}`
/** The marks of all tabs; earlier versions had one for all. */
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(STORAGE_KEY))

/**
 * The marks that exports may have been broken off, one for each, as each tab can have its own. A
 * mark is there from an export's start to its end, so that a page without one need not load what
 * could go on with it.
 */
export const leftMark = {
  isSet(): boolean {
    try {
      return keys().length > 0
    } catch {
      return false
    }
  },
  set(id: string, isSet: boolean): void {
    try {
      if (isSet) localStorage.setItem(keyOf(id), String(Date.now()))
      else localStorage.removeItem(keyOf(id))
    } catch {
      // storage is forbidden: then nothing is kept to go on with either
    }
  },
  /** Removes the marks of all other exports, but for those that have just begun in another tab. */
  keepOnly(ids: readonly string[]): void {
    try {
      const kept = new Set(ids.map(keyOf))
      for (const key of keys()) {
        const age = Date.now() - Number(localStorage.getItem(key))
        if (!kept.has(key) && !(age < BEGUN_MS)) localStorage.removeItem(key)
      }
    } catch {
      // storage is forbidden
    }
  },
}
