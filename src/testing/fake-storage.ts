import { createNotesStorage } from '../notes/notes-storage.ts'

/** A fake storage that can be full or forbidden. */
export function createFakeStorage() {
  const kept = new Map<string, string>()
  const state = { room: Number.POSITIVE_INFINITY, forbidden: false, writes: 0 }
  const methods = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, text: string) {
      state.writes += 1
      const before = kept.get(key)?.length ?? 0
      const size = [...kept.values()].reduce((sum, other) => sum + other.length, 0)
      if (size - before + text.length > state.room)
        throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, text)
    },
    removeItem: (key: string) => void kept.delete(key),
  }
  // The own properties of a real storage are its keys only.
  const storage = new Proxy(methods as unknown as Storage, {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
  return {
    kept,
    state,
    notesStorage: () =>
      createNotesStorage(() => {
        if (state.forbidden) throw new DOMException('denied', 'SecurityError')
        return storage
      }),
  }
}
