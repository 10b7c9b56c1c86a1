import { clear, createStore, delMany, get, set, type UseStore } from 'idb-keyval'
import type { Sound } from './peaks.ts'

/** Calls that are kept; with an hour of stereo at most 50 kB each. */
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

/** Keeps how the latest calls sound, on this computer; where storage fails, it keeps nothing. */
export function createSoundStore(values: KeyValues = inIndexedDb()) {
  return {
    /** Opens the storage, which takes its time, before it is needed. */
    async open(): Promise<void> {
      await values.get(LIST).catch(() => undefined)
    },
    async read(id: string): Promise<Sound | null> {
      const kept = await values.get(keyOf(id)).catch(() => null)
      return isSound(kept) ? kept : null
    },
    /** Lets go of all that is kept. @throws what the storage throws */
    clear: () => values.clear(),
    async keep(id: string, sound: Sound): Promise<void> {
      try {
        const before = await values.get(LIST)
        const ids = [id, ...(Array.isArray(before) ? before : []).filter((other) => other !== id)]
        await values.set(keyOf(id), sound)
        await values.set(LIST, ids.slice(0, LIMIT))
        await values.delMany(ids.slice(LIMIT).map(keyOf))
      } catch {
        // Storage is full or forbidden: the recording is read again next time.
      }
    },
  }
}

function isSound(value: unknown): value is Sound {
  const parts = ['peaks', 'silences', 'sampled']
  return typeof value === 'object' && value !== null && parts.every((part) => part in value)
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
