import { MantineProvider } from '@mantine/core'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { IntlProvider, type Messages } from 'use-intl'
import { vi } from 'vitest'
import { en } from '../i18n/en.ts'
import { notesText } from '../notes/call-notes.ts'
import { NoteMark } from '../notes/NoteMark.tsx'
import { NotesControls } from '../notes/NotesControls.tsx'
import { NotesProvider } from '../notes/NotesProvider.tsx'
import { createNotes } from '../notes/notes.ts'
import { createFakeStorage } from './fake-storage.ts'
import { EMPTY_CALL } from './make-call.ts'

/** The call that is open first. */
export const call = { ...EMPTY_CALL, id: '1' }

/** Provides the messages and the theme. */
function Words({ children }: { children: ReactNode }) {
  return (
    <MantineProvider env="test">
      <IntlProvider locale="en" messages={en as Messages} timeZone="UTC">
        {children}
      </IntlProvider>
    </MantineProvider>
  )
}

/** Renders a call's notes as beside the player, with the mark of its row. */
export function showNotes() {
  const storage = createFakeStorage()
  const notesStorage = storage.notesStorage()
  const notes = createNotes(notesStorage, { guard: () => () => {} })
  const listeners = new Set<() => void>()
  let seconds = 73.4
  const clock = {
    seconds: () => seconds,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const onSeek = vi.fn()
  const show = (heard = call) => (
    <Words>
      <NotesProvider createStorage={() => notesStorage}>
        <button type="button">Play recording</button>
        <NoteMark id="1" />
      </NotesProvider>
      <NotesControls notes={notes} call={heard} clock={clock} onSeek={onSeek} />
    </Words>
  )
  const { container, rerender } = render(show())
  return {
    container,
    storage,
    notes,
    onSeek,
    user: userEvent.setup(),
    hear: (heard: typeof call) => act(async () => rerender(show(heard))),
    pass: (to: number) =>
      act(() => {
        seconds = to
        for (const listener of listeners) listener()
      }),
    said: () => notesText(notes.read('1')),
  }
}

/** Renders a call with a note at 5 s and one at 65 s, and opens its notes. */
export async function showTwoNotes(first: string, second: string) {
  const parts = showNotes()
  act(() => {
    parts.notes.add(call, 5, first)
    parts.notes.add(call, 65, second)
  })
  await parts.user.click(button('Notes (2)'))
  return parts
}

/** Finds a button by its name. */
export const button = (name: string | RegExp) => screen.getByRole('button', { name })
/** Finds the field for a new note. */
export const field = () =>
  screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^New note at/ })
