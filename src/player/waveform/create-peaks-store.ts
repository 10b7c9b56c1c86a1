import { clear, createStore, delMany, get, set, type UseStore } from 'idb-keyval'
import type { Peaks } from './peaks.ts'

/** Calls whose peaks are kept. */
const LIMIT = 200
/** Under this the ids are listed, latest first. No call has it: theirs are prefixed. */
const LIST = 'latest'
const keyOf = (id: string) => `call:${id}`

/** The part of a key-value store that is used; any of it may fail. */
export interface KeyValues {
  get: (key: string) => Promise<unknown>
  set: (key: string, value: unknown) => Promise<void>
  delMany: (keys: string[]) => Promise<void>
  clear: () => Promise<void>
}

/** Keeps the peaks of the latest calls; where storage fails, it keeps none. */
export function createPeaksStore(values: KeyValues = inIndexedDb()) {
  return {
    async read(id: string): Promise<Peaks | null> {
      const kept = await values.get(keyOf(id)).catch(() => null)
      return isPeaks(kept) ? kept : null
    },
    /** Lets go of all that is kept. @throws what the storage throws */
    clear: () => values.clear(),
    async keep(id: string, peaks: Peaks): Promise<void> {
      try {
        const before = await values.get(LIST)
        const ids = [id, ...(Array.isArray(before) ? before : []).filter((other) => other !== id)]
        await values.set(keyOf(id), peaks)
        await values.set(LIST, ids.slice(0, LIMIT))
        await values.delMany(ids.slice(LIMIT).map(keyOf))
      } catch {
        // Storage is full or forbidden: the recording is read again next time.
      }
    },
  }
}

function isPeaks(value: unknown): value is Peaks {
  return typeof value === 'object' && value !== null && 'secondsPerBin' in value && 'lanes' in value
}

function inIndexedDb(): KeyValues {
  let store: UseStore | undefined
  const opened = () => {
    store ??= createStore('callboard-waveforms', 'peaks')
    return store
  }
  return {
    get: async (key) => get<unknown>(key, opened()),
    set: async (key, value) => set(key, value, opened()),
    delMany: async (keys) => delMany(keys, opened()),
    clear: async () => clear(opened()),
  }
}
