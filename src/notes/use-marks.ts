import type { Note } from './call-notes.ts'
import type { Notes } from './create-notes.ts'
import { useCallNotes } from './use-call-notes.ts'

const NONE: readonly Note[] = []

/** The moments of a call that have a note, in their order: the same list until a note changes. */
export function useMarks(notes: Notes, id: string): readonly Pick<Note, 'seconds' | 'text'>[] {
  return useCallNotes(notes, id)?.notes ?? NONE
}
