import { CloseButton, Drawer, Popover } from '@mantine/core'
import { useMediaQuery, useMounted } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { asFailure } from '../api/client.ts'
import { checkVersion } from '../api/new-version.ts'
import type { CallRecord, Coverage } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { NOTE_COLUMNS } from '../calls/fields.ts'
import type { PageState } from '../calls/query.ts'
import { PartWords } from '../i18n/PartWords.tsx'
import { notesText } from '../notes/call-notes.ts'
import type { Notes } from '../notes/notes.ts'
import { useNotes } from '../notes/use-notes.ts'
import {
  coverageQuery,
  type ExportRequest,
  failureInFrame,
  readView,
  startDownload,
} from './download.ts'
import { type ExportChoices, ExportForm, type ExportRows, usualSeparator } from './ExportForm.tsx'
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
  /** The rows that are chosen when it opens; `null` while it is closed. */
  rows: ExportRows | null
  onClose: () => void
  /** The button that opens it. */
  target: ReactNode
}

const FRAME = 'export-download'
/** A narrower window has a sheet at its foot. */
const NARROW = '(max-width: 47.99em)'

/** Returns the texts of the note columns by call id, as JSON. */
function noteTexts(notes: Notes, yes: string): string {
  const texts = [...notes.all()].map(([id, noted]) => [
    id,
    { starred: noted.starred ? yes : '', notes: notesText(noted) },
  ])
  return JSON.stringify(Object.fromEntries(texts))
}

/** The reading of a view before its download. */
interface Reading {
  request: ExportRequest
  /** `null` until the first answer. */
  coverage: Coverage | null
  isPaused: boolean
}

/**
 * Runs one export at a time: has the server read the view if it has not, and starts the download.
 * Reading continues while the dialog is closed. After a pause it goes on where it was, because the
 * server keeps what it has read.
 */
function useExport() {
  const [reading, setReading] = useState<Reading | null>(null)
  const [outcome, setOutcome] = useState<ExportOutcome | null>(null)
  const control = useRef(new AbortController())

  /** @param isRead whether the calls are likely read, so that no progress shows */
  async function run(request: ExportRequest, isRead: boolean): Promise<void> {
    control.current = new AbortController()
    const { signal } = control.current
    const show = (coverage: Coverage | null) => setReading({ request, coverage, isPaused: false })
    setOutcome(null)
    if (!isRead) show(reading?.coverage ?? null)
    try {
      if (request.calls === null && !request.keys.incomplete) {
        const coverage = await readView(request.query, signal, (current) => {
          if (!current.complete) show(current)
        })
        if (!coverage.complete) return end({ kind: 'incomplete', coverage })
      }
      end({ kind: 'started', count: await startDownload(request, FRAME, signal) })
    } catch (error) {
      if (signal.aborted) return // a pause, or cancelled
      end({ kind: 'failed', failure: asFailure(error) })
      void checkVersion()
    }
  }

  function end(result: ExportOutcome): void {
    setReading(null)
    setOutcome(result)
  }

  function pause(): void {
    control.current.abort()
    setReading((current) => current && { ...current, isPaused: true })
  }

  function cancel(): void {
    control.current.abort()
    end({ kind: 'cancelled' })
  }

  const resume = () => reading && void run(reading.request, false)
  return { reading, outcome, setOutcome, run, pause, resume, cancel }
}

type Exporter = ReturnType<typeof useExport>

/**
 * Exports the current view: below its button, or from the foot of a phone. An export that fails opens
 * it again.
 */
export function ExportDialog(props: ExportDialogProps) {
  return (
    <PartWords>
      <Dialog {...props} />
    </PartWords>
  )
}

function Dialog({ rows, onClose, target, ...view }: ExportDialogProps) {
  const t = useTranslations()
  const titleId = useId()
  const notes = useNotes()
  const exporter = useExport()
  const { outcome, setOutcome } = exporter
  // They are kept while it closes, and after a failure.
  const [shownRows, setShownRows] = useState<ExportRows>(rows ?? 'all')
  if (rows !== null && rows !== shownRows) setShownRows(rows)
  // Popover stores where to return the focus when it opens, not when it is open from the start.
  const isMounted = useMounted()
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false })
  const hasFailed = outcome?.kind === 'failed' || outcome?.kind === 'incomplete'
  const opened = (rows !== null || hasFailed) && isMounted
  function close(): void {
    setOutcome(null)
    onClose()
  }
  const content = (
    <ExportPanel key={shownRows} rows={shownRows} exporter={exporter} notes={notes} {...view} />
  )
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
      <Popover
        opened={opened && !isNarrow}
        onDismiss={close}
        position="bottom-end"
        offset={4}
        width="min(25rem, 100vw - 1rem)"
        trapFocus
        returnFocus
        withRoles={false}
      >
        <Popover.Target>{target}</Popover.Target>
        <Popover.Dropdown className={classes.dropdown} role="dialog" aria-labelledby={titleId}>
          <header className={classes.head}>
            <h2 id={titleId}>{t('export.title')}</h2>
            <CloseButton aria-label={t('export.close')} onClick={close} />
          </header>
          {content}
        </Popover.Dropdown>
      </Popover>
      <Drawer
        opened={opened && isNarrow}
        onClose={close}
        position="bottom"
        title={t('export.title')}
        closeButtonProps={{ 'aria-label': t('export.close'), size: 'lg' }}
        classNames={{ content: classes.sheet, title: classes.sheetTitle }}
      >
        {content}
      </Drawer>
    </>
  )
}

interface ExportPanelProps extends ExportedView {
  rows: ExportRows
  exporter: Exporter
  notes: Notes
}

/** The form or the progress, below the result of the last export. Each opening starts afresh. */
function ExportPanel({ rows, exporter, notes, ...view }: ExportPanelProps) {
  const t = useTranslations()
  const locale = useLocale()
  const { query, pageRecords, selectedRecords, visibleColumns, timeZone } = view
  const { reading, outcome, run } = exporter
  const [choices, setChoices] = useState<ExportChoices>(() => ({
    rows,
    format: 'csv',
    separator: usualSeparator(navigator.language),
    codes: 'words',
    columns: visibleColumns,
  }))
  const isAll = choices.rows === 'all'
  const coverage = useQuery({ ...coverageQuery(query), enabled: isAll && reading === null })
  // If coverage fails, the button tries to read, which shows the failure.
  const isComplete = coverage.data?.complete ?? (coverage.isError ? false : null)
  const isRead = isAll ? isComplete : true
  const calls = { all: null, selected: selectedRecords, page: pageRecords }[choices.rows]

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
        <ExportProgress
          coverage={reading.coverage}
          onPause={reading.isPaused ? null : exporter.pause}
          onResume={exporter.resume}
          onCancel={exporter.cancel}
        />
      ) : (
        <ExportForm
          choices={choices}
          onChoose={(change) => setChoices({ ...choices, ...change })}
          counts={{ all: view.total, selected: selectedRecords.length, page: pageRecords.length }}
          visibleColumns={visibleColumns}
          timeZone={timeZone}
          isRead={isRead}
          coverage={isAll && outcome?.kind !== 'started' ? coverage.data : undefined}
          onStart={() => start()}
        />
      )}
    </>
  )
}
