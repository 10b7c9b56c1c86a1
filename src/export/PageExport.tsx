import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { type CallNotes, notesText } from '../notes/call-notes.ts'
import { NotesFiles, UnkeptNotice } from '../notes/NotesFiles.tsx'
import type { Notes } from '../notes/notes.ts'
import { useNotes } from '../notes/use-notes.ts'
import { createExport } from './create-export.ts'
import { ExportDialog, type ExportDialogProps } from './ExportDialog.tsx'
import type { ExtraColumn } from './extra-column.ts'

/**
 * Keeps the page's one export for as long as the page lives, with columns for stars and notes. An
 * export that ended badly while its dialog was closed opens it again, because nobody should believe
 * in a file that does not exist. So does one that was interrupted with an earlier page.
 */
export function PageExport(props: Omit<ExportDialogProps, 'exporter' | 'extraColumns' | 'beside'>) {
  const { opened, onClose } = props
  const t = useTranslations('notes')
  const notes = useNotes()
  const [exporter] = useState(() => {
    const made = createExport()
    void made.look()
    return made
  })
  const { phase } = useSyncExternalStore(exporter.subscribe, exporter.getState)
  const needsAnswer = phase === 'failed' || phase === 'incomplete' || phase === 'left'
  // Stays open until somebody closes it, because it shows how the answer is carried out.
  const [reopened, setReopened] = useState(false)
  if (needsAnswer && !reopened) setReopened(true)

  // An export that was put off, or left behind by another tab, is offered whenever it opens.
  useEffect(() => {
    if (opened) void exporter.look()
  }, [opened, exporter])

  const extraColumns: ExtraColumn[] = [
    {
      id: 'starred',
      label: t('column.starred'),
      texts: () => textsOf(notes, ({ starred }) => (starred ? t('yes') : '')),
    },
    { id: 'notes', label: t('column.notes'), texts: () => textsOf(notes, notesText) },
  ]
  return (
    <ExportDialog
      {...props}
      opened={opened || reopened}
      onClose={() => {
        setReopened(false)
        onClose()
      }}
      exporter={exporter}
      extraColumns={extraColumns}
      beside={{
        title: t('all'),
        content: (
          <>
            <UnkeptNotice notes={notes} />
            <NotesFiles notes={notes} />
          </>
        ),
      }}
    />
  )
}

function textsOf(notes: Notes, textOf: (noted: CallNotes) => string): Record<string, string> {
  return Object.fromEntries([...notes.all()].map(([id, noted]) => [id, textOf(noted)]))
}
