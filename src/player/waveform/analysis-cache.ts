import { clear, createStore, delMany, get, set, type UseStore, update } from 'idb-keyval'
import type { Analysis } from './analysis.ts'

/** What the page keeps of how calls sound; one, so that who is reading knows when it is cleared. */
export const analysisCache = createAnalysisCache()

/** Calls that are kept: 100 bytes a second of a stereo one. */
const LIMIT = 200
/** Under this the ids are listed, latest first. No call has it: theirs are prefixed. */
const LIST = 'latest'
const keyOf = (id: string) => `call:${id}`

/** The part of a key-value store that is used; any of it may fail. */
export interface KeyValues {
  get: (key: string) => Promise<unknown>
  set: (key: string, value: unknown) => Promise<void>
  /** Sets what `change` makes of a value, with nobody in between, in another tab either. */
  update: (key: string, change: (before: unknown) => unknown) => Promise<void>
  delMany: (keys: string[]) => Promise<void>
  clear: () => Promise<void>
}

/** Keeps how the latest calls sound, on this computer; where storage fails, it keeps nothing. */
export function createAnalysisCache(values: KeyValues = inIndexedDb()) {
  let clearings = 0

  /** @throws where storage is full or forbidden: the recording is read again next time */
  async function keep(id: string, analysis: Analysis): Promise<void> {
    let past: string[] = []
    // First the sound: one that is cleared before it is listed does not stay for ever.
    await values.set(keyOf(id), analysis)
    await values.update(LIST, (before) => {
      const others = (Array.isArray(before) ? before : []).filter((other) => other !== id)
      past = others.slice(LIMIT - 1)
      return [id, ...others.slice(0, LIMIT - 1)]
    })
    await values.delMany(past.map(keyOf))
  }

  return {
    /** Opens the storage, which takes its time, before it is needed. */
    async open(): Promise<void> {
      await values.get(LIST).catch(() => undefined)
    },
    async read(id: string): Promise<Analysis | null> {
      const kept = await values.get(keyOf(id)).catch(() => null)
      return isAnalysis(kept) ? kept : null
    },
    /** Lets go of all that is kept. @throws what the storage throws */
    async clear(): Promise<void> {
      clearings += 1
      await values.clear()
    },
    /**
     * @returns what keeps how the call sounds, each time in place of what it kept before; nothing
     * any more once all was let go of: what is being read then was heard before
     */
    keeping(id: string): (analysis: Analysis) => Promise<void> {
      const begunIn = clearings
      return async (analysis) => {
        if (begunIn === clearings) await keep(id, analysis).catch(() => undefined)
      }
    },
  }
}

/** Ignores what earlier versions kept in another shape; it is analysed again. */
function isAnalysis(value: unknown): value is Analysis {
  const { peaks } = (value ?? {}) as Partial<Analysis>
  return Array.isArray(peaks?.channels)
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
    update: async (key, change) => update<unknown>(key, change, opened()),
    delMany: async (keys) => delMany(keys, opened()),
    clear: async () => clear(opened()),
  }
}
