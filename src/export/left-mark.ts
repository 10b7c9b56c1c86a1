const STORAGE_KEY = 'callboard.export'

/**
 * The mark that an export may have been broken off. It is there from an export's start to its end,
 * so that a page without it need not load what could go on with one.
 */
export const leftMark = {
  isSet(): boolean {
    try {
      return localStorage.getItem(STORAGE_KEY) !== null
    } catch {
      return false
    }
  },
  set(isSet: boolean): void {
    try {
      if (isSet) localStorage.setItem(STORAGE_KEY, 'begun')
      else localStorage.removeItem(STORAGE_KEY)
    } catch {
      // storage is forbidden: then nothing is kept to go on with either
    }
  },
}
