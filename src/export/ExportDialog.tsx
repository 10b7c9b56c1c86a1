import { Modal } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { asFailure } from '../api/client.ts'
import { checkVersion } from '../api/new-version.ts'
import type { CallRecord, Coverage } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { NOTE_COLUMNS } from '../calls/fields.ts'
import type { PageState } from '../calls/query.ts'
import { notesText } from '../notes/call-notes.ts'
import { NotesFiles, UnkeptNotice } from '../notes/NotesFiles.tsx'
import type { Notes } from '../notes/notes.ts'
import { useNotes } from '../notes/use-notes.ts'
import {
  coverageQuery,
  type ExportRequest,
  failureInFrame,
  readView,
  startDownload,
} from './download.ts'
import { type ExportChoices, ExportForm, usualSeparator } from './ExportForm.tsx'
import { type ExportOutcome, ExportProgress, ExportResult } from './ExportProgress.tsx'
import classes from './export.module.css'

/** The calls that the page shows. */
export interface ExportedView {
  query: PageState
  /** Calls that match; `null` if unknown. */
  total: number | null
  /** The calls of the page, in the order shown. */
  pageRecords: readonly CallRecord[]
  /** The selected calls of any page, in the order of their selection. */
  selectedRecords: readonly CallRecord[]
  visibleColumns: readonly ColumnId[]
  /** IANA zone of the account */
  timeZone: string
}

export interface ExportDialogProps extends ExportedView {
  opened: boolean
  onClose: () => void
}

const FRAME = 'export-download'

/** Returns the texts of the note columns by call id, as JSON. */
function noteTexts(notes: Notes, yes: string): string {
  const texts = [...notes.all()].map(([id, noted]) => [
    id,
    { starred: noted.starred ? yes : '', notes: notesText(noted) },
  ])
  return JSON.stringify(Object.fromEntries(texts))
}

/**
 * Runs one export at a time: has the server read the view if it has not, and starts the download.
 * Reading continues while the dialog is closed.
 */
function useExport() {
  const [reading, setReading] = useState<{ coverage: Coverage | null } | null>(null)
  const [outcome, setOutcome] = useState<ExportOutcome | null>(null)
  const control = useRef(new AbortController())

  /** @param isRead whether the calls are likely read, so that no progress shows */
  async function run(request: ExportRequest, isRead: boolean): Promise<void> {
    control.current = new AbortController()
    const { signal } = control.current
    setOutcome(null)
    if (!isRead) setReading({ coverage: null })
    try {
      if (request.calls === null && !request.keys.incomplete) {
        const coverage = await readView(request.query, signal, (current) => {
          if (!current.complete) setReading({ coverage: current })
        })
        if (!coverage.complete) return setOutcome({ kind: 'incomplete', coverage })
      }
      setOutcome({ kind: 'started', count: await startDownload(request, FRAME) })
    } catch (error) {
      if (signal.aborted) return setOutcome({ kind: 'cancelled' })
      setOutcome({ kind: 'failed', failure: asFailure(error) })
      void checkVersion()
    } finally {
      setReading(null)
    }
  }

  return { reading, outcome, setOutcome, run, cancel: () => control.current.abort() }
}

type Exporter = ReturnType<typeof useExport>

/** Exports the current view, and shows all notes. An export that fails opens the closed dialog. */
export function ExportDialog({ opened, onClose, ...view }: ExportDialogProps) {
  const t = useTranslations()
  const notes = useNotes()
  const exporter = useExport()
  const { outcome, setOutcome } = exporter
  // Modal takes the element to return the focus to when it opens, so it must not be open at first.
  const isMounted = useMounted()
  const hasFailed = outcome?.kind === 'failed' || outcome?.kind === 'incomplete'
  return (
    <>
      <iframe
        name={FRAME}
        title={t('export.title')}
        hidden
        onLoad={async ({ currentTarget }) => {
          const failure = await failureInFrame(currentTarget)
          if (failure) setOutcome({ kind: 'failed', failure })
        }}
      />
      <Modal
        opened={(opened || hasFailed) && isMounted}
        onClose={() => {
          setOutcome(null)
          onClose()
        }}
        title={t('export.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('export.close') }}
      >
        <ExportPanel exporter={exporter} notes={notes} {...view} />
        <section className={classes.notes} aria-label={t('notes.all')}>
          <h3 className={classes.title}>{t('notes.all')}</h3>
          <UnkeptNotice notes={notes} />
          <NotesFiles notes={notes} />
        </section>
      </Modal>
    </>
  )
}

interface ExportPanelProps extends ExportedView {
  exporter: Exporter
  notes: Notes
}

/** The form or the progress, below the result of the last export. Each opening starts afresh. */
function ExportPanel({ exporter, notes, ...view }: ExportPanelProps) {
  const t = useTranslations()
  const locale = useLocale()
  const { query, pageRecords, selectedRecords, visibleColumns, timeZone } = view
  const { reading, outcome, run, cancel } = exporter
  const [choices, setChoices] = useState<ExportChoices>(() => ({
    scope: selectedRecords.length > 0 ? 'selected' : 'all',
    format: 'csv',
    separator: usualSeparator(navigator.language),
    codes: 'words',
    columns: visibleColumns,
  }))
  const isAll = choices.scope === 'all'
  const coverage = useQuery({ ...coverageQuery(query), enabled: isAll && reading === null })
  // If coverage fails, the button tries to read, which shows the failure.
  const isComplete = coverage.data?.complete ?? (coverage.isError ? false : null)
  const isRead = isAll ? isComplete : true
  const calls = { all: null, selected: selectedRecords, page: pageRecords }[choices.scope]

  function start(keys: Record<string, string> = {}): void {
    const { format, separator, codes, columns } = choices
    const chosen = [...COLUMNS, ...NOTE_COLUMNS].filter((id) => columns.includes(id))
    const hasNotes = NOTE_COLUMNS.some((id) => columns.includes(id))
    const fileKeys = { format, separator, codes, locale, columns: chosen.join(), ...keys }
    const noted = hasNotes ? noteTexts(notes, t('notes.yes')) : null
    void run(
      { query, calls, keys: fileKeys, notes: noted },
      isRead === true || 'incomplete' in keys,
    )
  }

  return (
    <>
      <ExportResult
        outcome={outcome}
        onTryAgain={() => start()}
        onAccept={() => start({ incomplete: 'allow' })}
      />
      {reading ? (
        <ExportProgress coverage={reading.coverage} onCancel={cancel} />
      ) : (
        <ExportForm
          choices={choices}
          onChoose={(change) => setChoices({ ...choices, ...change })}
          counts={{ all: view.total, selected: selectedRecords.length, page: pageRecords.length }}
          visibleColumns={visibleColumns}
          timeZone={timeZone}
          isRead={isRead}
          onStart={() => start()}
        />
      )}
    </>
  )
}
