import { createNotes, type Notes } from './create-notes.ts'
import type { Shelf } from './create-shelf.ts'

const made = new WeakMap<Shelf, Notes>()

/** The page's one keeper of what is on `shelf`: the player and the export load it, either first. */
export function notesOn(shelf: Shelf): Notes {
  const notes = made.get(shelf) ?? createNotes(shelf)
  made.set(shelf, notes)
  return notes
}
