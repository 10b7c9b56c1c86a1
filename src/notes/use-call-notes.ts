import { useSyncExternalStore } from 'react'
import type { CallNotes } from './call-notes.ts'
import type { Notes } from './create-notes.ts'

/** What there is of a call, here or written in another tab. */
export function useCallNotes(notes: Notes, id: string): CallNotes | null {
  return useSyncExternalStore(notes.subscribe, () => notes.read(id))
}
