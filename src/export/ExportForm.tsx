import { Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { COLUMNS } from '../contract/columns.ts'
import type { Scope } from './create-job.ts'
import classes from './ExportForm.module.css'
import type { ExtraColumn } from './extra-column.ts'
import { useTakenFocus } from './use-taken-focus.ts'

interface ExportFormProps {
  /** Calls in each scope; `null` where it is not known yet. */
  counts: Record<Scope, number | null>
  scope: Scope
  onScope: (scope: Scope) => void
  /** Ids of those chosen. */
  columns: readonly string[]
  extraColumns: readonly ExtraColumn[]
  onColumns: (columns: string[]) => void
  onStart: () => void
}

/** Which calls, which format, which columns. */
export function ExportForm({ counts, scope, columns, extraColumns, ...props }: ExportFormProps) {
  const t = useTranslations('export')
  const columnName = useTranslations('columns')
  const button = useTakenFocus()
  const isEmpty = counts[scope] === 0
  const count = (calls: number | null) =>
    calls === null ? undefined : t('count', { count: calls })

  return (
    <Stack>
      <Radio.Group label={t('rows')} value={scope} onChange={(next) => props.onScope(next)}>
        <Group mt="xs" align="flex-start">
          <Radio value="all" label={t('rowsAll')} description={count(counts.all)} />
          <Radio value="page" label={t('rowsPage')} description={count(counts.page)} />
        </Group>
      </Radio.Group>
      <Radio.Group label={t('format')} value="csv">
        <Radio mt="xs" value="csv" label={t('csv')} description={t('csvHint')} />
      </Radio.Group>
      <Checkbox.Group
        label={t('columns')}
        value={[...columns]}
        onChange={props.onColumns}
        error={columns.length === 0 && t('noColumns')}
      >
        <div className={classes.columns}>
          {COLUMNS.map((column) => (
            <Checkbox key={column} value={column} label={columnName(column)} />
          ))}
          {extraColumns.map(({ id, label }) => (
            <Checkbox key={id} value={id} label={label} />
          ))}
        </div>
      </Checkbox.Group>
      {isEmpty && <Text size="sm">{t('noRows')}</Text>}
      <Group justify="flex-end">
        <Button ref={button} disabled={isEmpty || columns.length === 0} onClick={props.onStart}>
          {t('start')}
        </Button>
      </Group>
    </Stack>
  )
}
