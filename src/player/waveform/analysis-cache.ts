import { clear, createStore, delMany, get, set, type UseStore, update } from 'idb-keyval'
import { ownName } from '../../api/own-storage.ts'
import type { Analysis } from './analysis.ts'

/** The page's one cache, so that a running analysis notices when the cache is cleared. */
export const analysisCache = createAnalysisCache()

/** Calls in the cache. A stereo call takes 100 bytes a second. */
const LIMIT = 200
/**
 * The key of the list of ids, latest first. It cannot collide, because keys of calls have a prefix.
 */
const LIST = 'latest'
const keyOf = (id: string) => `call:${id}`

/** The part of a key-value store that is used. Any of its functions may fail. */
export interface KeyValues {
  get: (key: string) => Promise<unknown>
  set: (key: string, value: unknown) => Promise<void>
  /** Updates a value atomically, also against other tabs. */
  update: (key: string, change: (before: unknown) => unknown) => Promise<void>
  delMany: (keys: string[]) => Promise<void>
  clear: () => Promise<void>
}

/**
 * Creates the cache of the latest analyses on this computer. It stays empty if the storage fails.
 */
export function createAnalysisCache(values: KeyValues = inIndexedDb()) {
  let clearings = 0

  /** @throws if the storage is full or forbidden; the recording is then analysed again next time */
  async function keep(id: string, analysis: Analysis): Promise<void> {
    let past: string[] = []
    // Stored before it is listed. Otherwise a clear in between would leave an unlisted entry for
    // good.
    await values.set(keyOf(id), analysis)
    await values.update(LIST, (before) => {
      const others = (Array.isArray(before) ? before : []).filter((other) => other !== id)
      past = others.slice(LIMIT - 1)
      return [id, ...others.slice(0, LIMIT - 1)]
    })
    await values.delMany(past.map(keyOf))
  }

  return {
    /** Opens the storage early, because that takes time. */
    async open(): Promise<void> {
      await values.get(LIST).catch(() => undefined)
    },
    async read(id: string): Promise<Analysis | null> {
      const kept = await values.get(keyOf(id)).catch(() => null)
      return isAnalysis(kept) ? kept : null
    },
    /** Removes all entries. @throws what the storage throws */
    async clear(): Promise<void> {
      clearings += 1
      await values.clear()
    },
    /**
     * Returns a function that stores the analysis of a call and replaces an earlier one. After
     * `clear` it stores nothing, because its recording was played before.
     */
    keeping(id: string): (analysis: Analysis) => Promise<void> {
      const begunIn = clearings
      return async (analysis) => {
        if (begunIn === clearings) await keep(id, analysis).catch(() => undefined)
      }
    },
  }
}

/** Earlier versions stored another shape. Such an entry is ignored and analysed again. */
function isAnalysis(value: unknown): value is Analysis {
  const { peaks } = (value ?? {}) as Partial<Analysis>
  return Array.isArray(peaks?.channels)
}

function inIndexedDb(): KeyValues {
  let store: UseStore | undefined
  const opened = () => {
    store ??= createStore(ownName('callboard-waveforms'), 'peaks')
    return store
  }
  return {
    get: async (key) => get<unknown>(key, opened()),
    set: async (key, value) => set(key, value, opened()),
    update: async (key, change) => update<unknown>(key, change, opened()),
    delMany: async (keys) => delMany(keys, opened()),
    clear: async () => clear(opened()),
  }
}
