import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ListState } from '../api/queries.ts'
import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import { resolvePeriod, type TimeSpan } from '../calls/periods.ts'
import type { Exporter, ExportState } from './create-export.ts'
import { createPlan, type Scope } from './create-plan.ts'
import { ExportForm } from './ExportForm.tsx'
import { ExportLeft } from './ExportLeft.tsx'
import { ExportOutcome } from './ExportOutcome.tsx'
import { ExportProgress } from './ExportProgress.tsx'
import type { ExtraColumn } from './extra-column.ts'
import { usualLook } from './file-look.ts'
import { sheetWords } from './sheet-words.ts'

/** What the page shows, which is what an export takes away. */
export interface ExportedView {
  list: ListState
  /** What the endpoint resolved its period to; `null` while there is no answer. */
  period: TimeSpan | null
  /** The server's time, ms since the epoch. */
  now: () => number
  /** Calls that match, or `null` while it is not known. */
  total: number | null
  /** The calls of the page, in the order shown. */
  pageRecords: readonly CallRecord[]
  /** The calls that were selected, on any page, in the order of that. */
  selectedRecords: readonly CallRecord[]
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
  const { list, timeZone, pageRecords, selectedRecords } = view
  const [scope, setScope] = useState<Scope>(selectedRecords.length > 0 ? 'selected' : 'all')
  const [look, setLook] = useState(() => usualLook(navigator.language))
  const [columns, setColumns] = useState<readonly string[]>(view.visibleColumns)

  function start(): void {
    const words = sheetWords({
      hangupReason: (code) => t(`hangupReason.${code}`),
      callType: (code) => t(`callType.${code}`),
      hungUpBy: (code) => t(`hungUpBy.${code}`),
      unknown: (code) => t('unknown', { code }),
    })
    const { separator, values, product } = look
    const now = view.now()
    exporter.start(
      createPlan({
        id: `${Date.now()}-${Math.random().toString(36).slice(2)}`,
        ...{ scope, product, columns, extraColumns, list },
        atHand: { page: pageRecords, selected: selectedRecords },
        period: view.period ?? resolvePeriod(list, timeZone, now),
        now,
        columnName: (column) => t(`columns.${column}`),
        like: { words, values, separator, timeZone, origin: location.origin },
      }),
    )
  }
  const tryAgain = () =>
    state.phase === 'failed' && state.kept ? exporter.goOn(state.kept) : start()

  return (
    <>
      <ExportOutcome state={state} timeZone={timeZone} onTryAgain={tryAgain} />
      {state.phase === 'left' && (
        <ExportLeft
          plan={state.plan}
          onContinue={() => exporter.goOn(state.plan)}
          onDrop={() => exporter.drop(state.plan)}
        />
      )}
      {state.phase === 'running' ? (
        <ExportProgress
          state={state}
          onPause={exporter.pause}
          onResume={exporter.resume}
          onCancel={exporter.cancel}
        />
      ) : (
        <ExportForm
          counts={{ all: view.total, page: pageRecords.length, selected: selectedRecords.length }}
          visibleColumns={view.visibleColumns}
          onScope={setScope}
          onLook={setLook}
          onColumns={setColumns}
          onStart={start}
          {...{ scope, look, timeZone, columns, extraColumns }}
        />
      )}
    </>
  )
}
