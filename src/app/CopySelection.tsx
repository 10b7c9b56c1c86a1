import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import { copiedTable } from '../export/copied-table.ts'
import { useWords } from '../i18n/use-words.ts'
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
  const columnName = useTranslations('columns')
  const words = useWords()

  function tableOf(calls: CallRecord[]) {
    const named = columns.map((id) => ({ id, label: columnName(id) }))
    return copiedTable(order(calls), named, { words, codes: 'words', origin: location.origin })
  }

  return <SelectionActions {...parts} tableOf={tableOf} />
}
