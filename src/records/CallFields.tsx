import { Badge, Group, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { FilterPatch } from '../api/use-page-state.ts'
import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { CALL_FIELDS, fieldText } from '../calls/fields.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './CallDetails.module.css'
import { CallTime } from './CallTime.tsx'
import { type CellValue, cellValue } from './cell-value.ts'
import { CALL_COLUMNS, type CellContext } from './columns.tsx'

interface FieldListProps {
  ids: readonly ColumnId[]
  /** Renders the value of a field; a dash stands for an empty one. */
  render: (id: ColumnId) => ReactNode
}

/** Fields of a call by the names of their columns. */
function FieldList({ ids, render }: FieldListProps) {
  const t = useTranslations()
  return (
    <dl className={classes.fields}>
      {ids.map((id) => (
        <div key={id} className={classes.field}>
          <dt>{t(`columns.${id}`)}</dt>
          <dd>{render(id) || <span className={classes.none}>{t('records.noValue')}</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Returns the filter that lists the calls with a value; `null` if no filter can name it. */
function filterOf(cell: CellValue | null): FilterPatch | null {
  if (!cell) return null
  if (cell.key === 'number') return { number: cell.value }
  return cell.value === null ? { without: [cell.key] } : { [cell.key]: [cell.value] }
}

const MAIN_FIELDS: readonly ColumnId[] = [
  'agent',
  'group',
  'line',
  'type',
  'hungUpBy',
  'labels',
  'country',
  'remark',
  'id',
]

interface MainFieldsProps {
  call: CallRecord
  onFilter: (patch: FilterPatch) => void
}

/** The main fields of a call. A click on a value lists all calls with it. */
export function MainFields({ call, onFilter }: MainFieldsProps) {
  const t = useTranslations('records')
  const rules = { codes: 'words', words: useWords(), origin: '' } as const
  const renderValue = (text: string, filter: FilterPatch | null) =>
    filter ? (
      <UnstyledButton
        key={text}
        className={classes.value}
        title={t('listThese')}
        onClick={() => onFilter(filter)}
      >
        <bdi>{text}</bdi>
      </UnstyledButton>
    ) : (
      <bdi key={text}>{text}</bdi>
    )
  function render(id: ColumnId): ReactNode {
    if (id === 'labels')
      return (
        call.labels.length > 0 && call.labels.map((each) => renderValue(each, { label: [each] }))
      )
    const text = fieldText(CALL_FIELDS[id], rules)(call) || (id === 'agent' ? t('noAgent') : '')
    return text && renderValue(text, filterOf(cellValue(call, id)))
  }
  return <FieldList ids={MAIN_FIELDS} render={render} />
}

interface AllFieldsProps extends Pick<CellContext, 'timeZone' | 'playControl'> {
  call: CallRecord
}

/** Every field of a call. */
export function AllFields({ call, timeZone, playControl }: AllFieldsProps) {
  const t = useTranslations()
  const words = useWords()
  const rest = { formatTime: String, isOneDay: false, marks: () => null }
  const context: CellContext = { timeZone, words, t, playControl, ...rest }
  function render(id: ColumnId): ReactNode {
    switch (id) {
      case 'startedAt':
      case 'answeredAt':
      case 'endedAt':
        return call[id] && <CallTime iso={call[id]} timeZone={timeZone} />
      case 'labels':
        return (
          call.labels.length > 0 && (
            <Group gap={4}>
              {call.labels.map((label) => (
                <Badge key={label} variant="default" tt="none" fw={500} maw="100%">
                  <bdi>{label}</bdi>
                </Badge>
              ))}
            </Group>
          )
        )
      case 'recording':
        return (
          <>
            {playControl(call)}
            {call.recordingState === 'unusable' && (
              <span aria-hidden> {t('records.unusableRecording')}</span>
            )}
          </>
        )
      default:
        return CALL_COLUMNS[id].cell(call, context)
    }
  }
  return <FieldList ids={COLUMNS} render={render} />
}
