import { createStore } from 'zustand/vanilla'
import { ownName } from '../api/own-storage.ts'

/** The keys in local storage; the id of the call follows. */
const PREFIX = ownName('callboard.notes.')

/** A text that the browser refused to keep, and the stored text it was to replace. */
interface Unsaved {
  text: string | null
  replaces: string | null
}

/** Stores the notes of each call as text: on this computer, or in memory if the browser refuses. */
export interface NotesStorage {
  /** Returns this page's text of a call: the stored one, or the one the browser refused. */
  read: (id: string) => string | null
  /** Returns the text that another tab stored since the browser refused this page's text. */
  conflicting: (id: string) => string | null
  /**
   * Stores the text of a call; `null` removes it. A text that the browser refuses stays in memory,
   * as the newest of those.
   * @returns whether the browser keeps it
   */
  keep: (id: string, text: string | null) => boolean
  /** Notifies the subscribers. */
  notify: () => void
  /** Returns the calls whose latest text is only in memory, and lost with the page. */
  unsaved: () => string[]
  /** Returns the ids of all calls that have a text. */
  ids: () => string[]
  /** Subscribes to changes, also those of other tabs. @returns the function that unsubscribes */
  subscribe: (listener: () => void) => () => void
}

/** Creates the page's storage of notes. It loads with the rows and never parses a text. */
export function createNotesStorage(storage: () => Storage = () => localStorage): NotesStorage {
  const unsaved = new Map<string, Unsaved>()
  const changes = createStore(() => ({ count: 0 }))

  function notify(): void {
    changes.setState(({ count }) => ({ count: count + 1 }))
  }
  function stored(id: string): string | null {
    try {
      return storage().getItem(PREFIX + id)
    } catch {
      return null // storage may be forbidden
    }
  }
  addEventListener('storage', ({ key }) => {
    if (key === null || key.startsWith(PREFIX)) notify() // null: everything was cleared
  })

  return {
    read(id) {
      const refused = unsaved.get(id)
      return refused ? refused.text : stored(id)
    },
    conflicting(id) {
      const refused = unsaved.get(id)
      const now = refused ? stored(id) : null
      return now === refused?.replaces ? null : now
    },
    keep(id, text) {
      const replaces = stored(id)
      unsaved.delete(id)
      try {
        if (text === null) storage().removeItem(PREFIX + id)
        else if (text !== replaces) storage().setItem(PREFIX + id, text)
        return true
      } catch {
        unsaved.set(id, { text, replaces })
        return false
      }
    },
    notify,
    unsaved: () => [...unsaved.keys()],
    ids() {
      let keys: string[] = []
      try {
        keys = Object.keys(storage()).filter((key) => key.startsWith(PREFIX))
      } catch {
        // storage may be forbidden: only the unsaved ones are left
      }
      return [...new Set([...keys.map((key) => key.slice(PREFIX.length)), ...unsaved.keys()])]
    },
    subscribe: changes.subscribe,
  }
}
