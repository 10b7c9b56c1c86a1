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
  /** Keeps texts by call; `null` takes a call away. What the browser refuses is held in memory. */
  write: (texts: ReadonlyMap<string, string | null>) => void
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
  function keep(id: string, text: string | null): void {
    const over = stored(id)
    try {
      if (text === null) storage().removeItem(PREFIX + id)
      else storage().setItem(PREFIX + id, text)
      held.delete(id)
    } catch {
      held.set(id, { text, over })
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
    write(texts) {
      for (const [id, text] of texts) keep(id, text)
      tell()
    },
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
