import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { ExportHost, type ExportHostProps } from '../export/ExportHost.tsx'
import type { ExtraColumn } from '../export/extra-column.ts'
import type { CallNotes } from '../notes/call-notes.ts'
import type { Notes } from '../notes/create-notes.ts'
import type { Shelf } from '../notes/create-shelf.ts'
import { NotesFiles } from '../notes/NotesFiles.tsx'
import { notesOn } from '../notes/notes-on.ts'
import { notesText } from '../notes/notes-text.ts'
import { UnkeptNotice } from '../notes/UnkeptNotice.tsx'
import type { Selection } from '../records/selection.ts'

type ExportWithNotesProps = Omit<ExportHostProps, 'extraColumns' | 'beside' | 'selectedRecords'> & {
  shelf: Shelf
  selection: Selection
}

/**
 * The export, with the calls that were selected and what somebody thought of calls, and the way to
 * hand that on by itself.
 */
export function ExportWithNotes({ shelf, selection, ...host }: ExportWithNotesProps) {
  const t = useTranslations('notes')
  const notes = notesOn(shelf)
  const selected = useSyncExternalStore(selection.subscribe, selection.getState)
  const extraColumns: ExtraColumn[] = [
    {
      id: 'starred',
      label: t('column.starred'),
      texts: () => textsOf(notes, (noted) => (noted.starred ? t('yes') : '')),
    },
    {
      id: 'notes',
      label: t('column.notes'),
      texts: () => textsOf(notes, notesText),
    },
  ]
  const files = (
    <>
      <UnkeptNotice notes={notes} />
      <NotesFiles notes={notes} />
    </>
  )
  return (
    <ExportHost
      {...host}
      selectedRecords={[...selected.values()]}
      extraColumns={extraColumns}
      beside={{ title: t('all'), content: files }}
    />
  )
}

function textsOf(notes: Notes, say: (noted: CallNotes) => string): Record<string, string> {
  return Object.fromEntries([...notes.all()].map(([id, noted]) => [id, say(noted)]))
}
