import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ListState } from '../api/queries.ts'
import type { ColumnId } from '../contract/columns.ts'
import type { CallRecord } from '../contract/record.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Exporter, ExportState } from './create-export.ts'
import { createJob, type Scope } from './create-job.ts'
import { ExportForm } from './ExportForm.tsx'
import { ExportOutcome } from './ExportOutcome.tsx'
import { ExportProgress } from './ExportProgress.tsx'
import type { ExtraColumn } from './extra-column.ts'

/** What the page shows, which is what an export takes away. */
export interface ExportedView {
  list: ListState
  /** Calls that match, or `null` while it is not known. */
  total: number | null
  /** The calls of the page, in the order shown. */
  pageRecords: readonly CallRecord[]
  visibleColumns: readonly ColumnId[]
  /** Columns offered after the calls' own, and chosen by nobody yet. */
  extraColumns?: readonly ExtraColumn[]
  /** IANA zone of the account. */
  timeZone: string
}

interface ExportPanelProps extends ExportedView {
  exporter: Exporter
  state: ExportState
}

/** The dialog's inside: choices or progress, with how the last export ended above. */
export function ExportPanel({ exporter, state, extraColumns = [], ...view }: ExportPanelProps) {
  const t = useTranslations()
  const words = useWords()
  const [scope, setScope] = useState<Scope>('all')
  const [columns, setColumns] = useState<readonly string[]>(view.visibleColumns)

  function start(): void {
    const columnName = (column: ColumnId) => t(`columns.${column}`)
    const cells = { words, origin: location.origin }
    const chosen = { scope, columns, extraColumns, columnName, cells }
    void exporter.start(createJob({ ...chosen, now: Date.now(), ...view }))
  }

  return (
    <>
      <ExportOutcome state={state} onTryAgain={start} />
      {state.phase === 'running' ? (
        <ExportProgress {...state} onCancel={exporter.cancel} />
      ) : (
        <ExportForm
          counts={{ all: view.total, page: view.pageRecords.length }}
          scope={scope}
          onScope={setScope}
          columns={columns}
          extraColumns={extraColumns}
          onColumns={setColumns}
          onStart={start}
        />
      )}
    </>
  )
}
