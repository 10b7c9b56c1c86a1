import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import { copiedTable } from '../export/copied-table.ts'
import { PartWords } from '../i18n/PartWords.tsx'
import { useWords } from '../i18n/use-words.ts'
import { useNotes } from '../notes/use-notes.ts'
import { usePlayOnly } from '../player/PlayerProvider.tsx'
import { SelectionActions } from '../records/SelectionActions.tsx'
import type { Selection } from '../records/selection.ts'

interface SelectedCallsProps {
  selection: Selection
  shown: readonly CallRecord[]
  columns: readonly ColumnId[]
  onExport: (() => void) | null
}

/** The actions for selected calls. Copies have the columns of the table and the order selected. */
export function SelectedCalls({ columns, ...parts }: SelectedCallsProps) {
  const columnName = useTranslations('columns')
  const words = useWords()
  const notes = useNotes()
  const playOnly = usePlayOnly()

  function tableOf(calls: CallRecord[]) {
    const named = columns.map((id) => ({ id, label: columnName(id) }))
    return copiedTable(calls, named, { words, codes: 'words', origin: location.origin })
  }

  function star(calls: readonly CallRecord[]): void {
    for (const call of calls) notes.setStarred(call, true)
  }

  return (
    <PartWords>
      <SelectionActions {...parts} tableOf={tableOf} onPlay={playOnly} onStar={star} />
    </PartWords>
  )
}
