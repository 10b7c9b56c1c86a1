import { useSyncExternalStore } from 'react'
import type { CallNotes, Note } from './call-notes.ts'
import { useNotesContext } from './NotesProvider.tsx'
import { createNotes, type Notes } from './notes.ts'

const NO_NOTES: readonly Note[] = []

/** Returns the page's notes. The first of the player and the export to load creates them. */
export function useNotes(): Notes {
  const context = useNotesContext()
  context.notes ??= createNotes(context.storage)
  return context.notes
}

/** Returns the notes of a call, also those written in another tab. */
export function useCallNotes(notes: Notes, id: string): CallNotes | null {
  return useSyncExternalStore(notes.subscribe, () => notes.read(id))
}

/** Returns the times of a call's notes in order; the same list until a note changes. */
export function useMarks(notes: Notes, id: string): readonly Pick<Note, 'seconds' | 'text'>[] {
  return useCallNotes(notes, id)?.notes ?? NO_NOTES
}
