import { Button, FileButton, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { saveFile } from '../api/save-file.ts'
import type { Notes } from './create-notes.ts'
import { DeleteAll } from './DeleteAll.tsx'
import type { Merged } from './merge-notes.ts'
import classes from './NotesFiles.module.css'
import { type FileProblem, notesFileName, readNotesFile, serializeNotesFile } from './notes-file.ts'
import { useCounts } from './use-counts.ts'

type Outcome = { merged: Merged } | { problem: FileProblem } | 'adding' | 'deleted' | null

/** All notes and stars of this computer: to a file, from a colleague's file, or away. */
export function NotesFiles({ notes }: { notes: Notes }) {
  const t = useTranslations('notes')
  const [outcome, setOutcome] = useState<Outcome>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const forget = useRef<() => void>(null)
  const { notes: count, stars } = useCounts(notes)
  const isEmpty = count + stars === 0

  function save(): void {
    const text = serializeNotesFile(notes.all(), Date.now())
    saveFile(new Blob([text], { type: 'application/json' }), notesFileName(new Date()))
  }
  async function add(file: File | null): Promise<void> {
    if (!file) return
    setOutcome('adding')
    const { calls, problem } = await readNotesFile(file)
    const merged = calls && (await notes.merge(calls))
    setOutcome(merged ? { merged } : { problem: problem ?? 'tooMany' })
    forget.current?.() // the same file can be chosen again
  }

  return (
    <div className={classes.root}>
      <Text size="sm">{t('kept', { notes: count, stars })}</Text>
      <div className={classes.actions}>
        <Button size="compact-sm" variant="default" disabled={isEmpty} onClick={save}>
          {t('saveFile')}
        </Button>
        <FileButton resetRef={forget} accept=".json,application/json" onChange={add}>
          {(props) => (
            <Button ref={addButton} size="compact-sm" variant="default" {...props}>
              {t('addFile')}
            </Button>
          )}
        </FileButton>
        <DeleteAll
          notes={count}
          stars={stars}
          onDelete={() => {
            notes.clear()
            setOutcome('deleted')
            addButton.current?.focus()
          }}
        />
      </div>
      {/* no status of its own: it stands beside the status of an export */}
      <div aria-live="polite">
        {outcome === 'adding' && t('addingFile')}
        {outcome === 'deleted' && t('deletedAll')}
        {outcome && typeof outcome === 'object' && 'merged' in outcome && (
          <MergedWords {...outcome.merged} />
        )}
      </div>
      {outcome && typeof outcome === 'object' && 'problem' in outcome && (
        <Text role="alert" size="sm" c="red">
          {t(`problem.${outcome.problem}`)}
        </Text>
      )}
    </div>
  )
}

/** `12 notes and 3 stars added`, and what came of the notes that were here. */
function MergedWords({ added, changed, same, stars }: Merged) {
  const t = useTranslations('notes')
  return (
    <>
      <div>{t('broughtNew', { notes: added, stars })}</div>
      {changed > 0 && <div>{t('broughtChanged', { count: changed })}</div>}
      {same > 0 && <div>{t('broughtSame', { count: same })}</div>}
    </>
  )
}
