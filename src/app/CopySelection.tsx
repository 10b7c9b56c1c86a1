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
}

/** The actions for selected calls. Copies have the columns of the table and the order selected. */
export function CopySelection({ columns, ...parts }: CopySelectionProps) {
  const columnName = useTranslations('columns')
  const words = useWords()

  function tableOf(calls: CallRecord[]) {
    const named = columns.map((id) => ({ id, label: columnName(id) }))
    return copiedTable(calls, named, { words, codes: 'words', origin: location.origin })
  }

  return <SelectionActions {...parts} tableOf={tableOf} />
}
