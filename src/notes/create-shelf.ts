/** What notes are kept by, one text for each call: its id follows this. */
const PREFIX = 'callboard.notes.'

/** A text that the browser refused to keep, over what it keeps instead. */
interface Held {
  text: string | null
  over: string | null
}

/** Where the notes of each call lie as text: on this computer, or in memory where it refuses. */
export interface Shelf {
  /** What this page has of a call; the browser's own text, or the one it refused to keep. */
  read: (id: string) => string | null
  /** What another tab has kept of a call since the browser refused this page's text. */
  overtaken: (id: string) => string | null
  /**
   * Keeps the text of a call; `null` takes it away. What the browser refuses is held in memory, last
   * of all that is. @returns whether the browser keeps it
   */
  keep: (id: string, text: string | null) => boolean
  /** Tells whoever listens of what was kept since. */
  tell: () => void
  /** Calls whose latest text is only in memory, and gone with the page. */
  held: () => string[]
  /** Every call that has a text. */
  ids: () => string[]
  /** Tells of changes, in other tabs too. @returns the function that ends the subscription */
  subscribe: (listener: () => void) => () => void
}

/** Makes the page's one shelf. It loads with the rows, so it knows nothing of what is in a text. */
export function createShelf(storage: () => Storage = () => localStorage): Shelf {
  const held = new Map<string, Held>()
  const listeners = new Set<() => void>()

  function tell(): void {
    for (const listener of listeners) listener()
  }
  function onStorage({ key }: StorageEvent): void {
    if (key === null || key.startsWith(PREFIX)) tell() // no key: everything was cleared
  }
  function stored(id: string): string | null {
    try {
      return storage().getItem(PREFIX + id)
    } catch {
      return null // storage may be forbidden
    }
  }
  function keep(id: string, text: string | null): boolean {
    const over = stored(id)
    held.delete(id)
    try {
      if (text === null) storage().removeItem(PREFIX + id)
      else if (text !== over) storage().setItem(PREFIX + id, text)
      return true
    } catch {
      held.set(id, { text, over })
      return false
    }
  }

  return {
    read(id) {
      const refused = held.get(id)
      return refused ? refused.text : stored(id)
    },
    overtaken(id) {
      const refused = held.get(id)
      const now = refused ? stored(id) : null
      return now === refused?.over ? null : now
    },
    keep,
    tell,
    held: () => [...held.keys()],
    ids() {
      let keys: string[] = []
      try {
        keys = Object.keys(storage()).filter((key) => key.startsWith(PREFIX))
      } catch {
        // forbidden: there is only what is held
      }
      return [...new Set([...keys.map((key) => key.slice(PREFIX.length)), ...held.keys()])]
    },
    subscribe(listener) {
      if (listeners.size === 0) addEventListener('storage', onStorage)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) removeEventListener('storage', onStorage)
      }
    },
  }
}
