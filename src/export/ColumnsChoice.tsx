import { Button, Checkbox, Group } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import classes from './ColumnsChoice.module.css'
import type { ExtraColumn } from './extra-column.ts'

interface ColumnsChoiceProps {
  /** Ids of those chosen. */
  columns: readonly string[]
  visibleColumns: readonly ColumnId[]
  extraColumns: readonly ExtraColumn[]
  onColumns: (columns: string[]) => void
}

/** Which columns a file has: those shown, all, or any. */
export function ColumnsChoice({ columns, extraColumns, ...props }: ColumnsChoiceProps) {
  const t = useTranslations('export')
  const columnName = useTranslations('columns')
  const { visibleColumns, onColumns } = props
  const every = [...COLUMNS, ...extraColumns.map(({ id }) => id)]
  return (
    <Checkbox.Group
      label={t('columns')}
      value={[...columns]}
      onChange={onColumns}
      error={columns.length === 0 && t('noColumns')}
    >
      <Group gap="xs" mt={4}>
        <Button size="compact-xs" variant="default" onClick={() => onColumns([...visibleColumns])}>
          {t('columnsShown')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => onColumns(every)}>
          {t('columnsAll')}
        </Button>
      </Group>
      <div className={classes.columns}>
        {COLUMNS.map((column) => (
          <Checkbox key={column} value={column} label={columnName(column)} />
        ))}
        {extraColumns.map(({ id, label }) => (
          <Checkbox key={id} value={id} label={label} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
