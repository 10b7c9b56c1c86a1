import { Alert, Button, FileButton, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useRef, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import { saveFile } from '../api/browser.ts'
import type { Merged } from './call-notes.ts'
import classes from './NotesFiles.module.css'
import type { Notes } from './notes.ts'
import { type FileProblem, notesFileName, readNotesFile, serializeNotesFile } from './notes-file.ts'

/** Warns that notes are unsaved, and shows what to do before the page is closed. */
export function UnkeptNotice({ notes }: { notes: Notes }) {
  const t = useTranslations('notes')
  const count = useSyncExternalStore(notes.subscribe, notes.unkept)
  if (count === 0) return null
  return (
    <Alert color="red" p="xs" icon={<IconAlertTriangle aria-hidden />} title={t('unkept')}>
      {t('unkeptHint', { count })}
    </Alert>
  )
}

interface DeleteAllProps {
  /** The number of notes. */
  notes: number
  stars: number
  /** Deletes them and moves the focus. */
  onDelete: () => void
}

/** Deletes all notes and stars, after a confirmation that shows their number. */
function DeleteAll({ notes, stars, onDelete }: DeleteAllProps) {
  const t = useTranslations('notes')
  const [asks, setAsks] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const cancelButton = useRef<HTMLButtonElement>(null)
  function ask(): void {
    flushSync(() => setAsks(true))
    cancelButton.current?.focus()
  }
  function leave(): void {
    flushSync(() => setAsks(false))
    opener.current?.focus()
  }
  if (!asks) {
    return (
      <Button
        ref={opener}
        size="compact-sm"
        variant="subtle"
        color="red"
        disabled={notes + stars === 0}
        onClick={ask}
      >
        {t('deleteAll')}
      </Button>
    )
  }
  return (
    <div className={classes.sure}>
      <Text size="sm">{t('deleteSure', { notes, stars })}</Text>
      <div className={classes.actions}>
        <Button ref={cancelButton} size="compact-sm" variant="default" onClick={leave}>
          {t('deleteNo')}
        </Button>
        <Button
          size="compact-sm"
          color="red"
          onClick={() => {
            setAsks(false)
            onDelete()
          }}
        >
          {t('deleteYes')}
        </Button>
      </div>
    </div>
  )
}

/** Counts all notes and stars, once for each change, because there may be thousands of calls. */
function useCounts(notes: Notes): { notes: number; stars: number } {
  const [counter] = useState(() => {
    /** A string, so that it is equal as long as the numbers are. */
    let counted: string | null = null
    return {
      read() {
        counted ??= countAll(notes).join()
        return counted
      },
      subscribe(listener: () => void) {
        counted = null // it may have changed before the subscription
        return notes.subscribe(() => {
          counted = null
          listener()
        })
      },
    }
  })
  const [count = 0, stars = 0] = useSyncExternalStore(counter.subscribe, counter.read)
    .split(',')
    .map(Number)
  return { notes: count, stars }
}

function countAll(notes: Notes): [notes: number, stars: number] {
  const calls = [...notes.all().values()]
  return [
    calls.reduce((sum, call) => sum + call.notes.length, 0),
    calls.filter(({ starred }) => starred).length,
  ]
}

type Outcome = { merged: Merged } | { problem: FileProblem } | 'adding' | 'deleted' | null

/** Saves all notes and stars to a file, adds those of a file, or deletes them. */
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

/** Shows how many notes and stars a file added, changed and left alone. */
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
