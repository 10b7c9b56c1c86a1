import { createContext, type ReactNode, useContext, useState } from 'react'
import type { Notes } from './notes.ts'
import { createNotesStorage, type NotesStorage } from './notes-storage.ts'

/** The page's storage of notes, and the notes once a part that loads later has created them. */
interface NotesContextValue {
  storage: NotesStorage
  notes: Notes | null
}

const NotesContext = createContext<NotesContextValue | null>(null)

interface NotesProviderProps {
  children: ReactNode
  createStorage?: () => NotesStorage
}

/** Holds the page's notes. */
export function NotesProvider({
  children,
  createStorage = createNotesStorage,
}: NotesProviderProps) {
  const [value] = useState(() => ({ storage: createStorage(), notes: null }))
  return <NotesContext value={value}>{children}</NotesContext>
}

/** @throws Error outside of a `NotesProvider` */
export function useNotesContext(): NotesContextValue {
  const value = useContext(NotesContext)
  if (!value) throw new Error('There is no NotesProvider')
  return value
}
