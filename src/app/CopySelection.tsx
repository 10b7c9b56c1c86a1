import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import { copiedTable } from '../export/copied-table.ts'
import { sheetWords } from '../export/sheet-words.ts'
import { SelectionActions } from '../records/SelectionActions.tsx'
import type { Selection } from '../records/selection.ts'

interface CopySelectionProps {
  selection: Selection
  shown: readonly CallRecord[]
  columns: readonly ColumnId[]
  /** Sorts calls like the list. */
  order: (calls: readonly CallRecord[]) => CallRecord[]
}

/** The actions for selected calls. Copies have the columns of the table. */
export function CopySelection({ columns, order, ...parts }: CopySelectionProps) {
  const t = useTranslations()

  function tableOf(calls: CallRecord[]) {
    const named = columns.map((id) => ({ kind: 'call' as const, id, label: t(`columns.${id}`) }))
    const words = sheetWords({
      hangupReason: (code) => t(`hangupReason.${code}`),
      callType: (code) => t(`callType.${code}`),
      hungUpBy: (code) => t(`hungUpBy.${code}`),
      unknown: (code) => t('unknown', { code }),
    })
    return copiedTable(order(calls), named, { words, values: 'words', origin: location.origin })
  }

  return <SelectionActions {...parts} tableOf={tableOf} />
}
