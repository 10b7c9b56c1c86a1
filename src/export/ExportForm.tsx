import { Button, Checkbox, Group, NativeSelect, Radio, Stack, Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { SEPARATORS, type SeparatorName } from '../calls/escape-formula.ts'
import { type CodeStyle, EXPORT_FORMATS, type ExportFormat, NOTE_COLUMNS } from '../calls/fields.ts'
import { useTakenFocus } from './ExportProgress.tsx'
import classes from './export.module.css'

/** All calls that match on every page, the selected ones, or those of the page shown. */
export type Scope = 'all' | 'selected' | 'page'

/** The choices of the form. */
export interface ExportChoices {
  scope: Scope
  format: ExportFormat
  separator: SeparatorName
  codes: CodeStyle
  columns: readonly string[]
}

/**
 * Returns the separator that spreadsheets use in a language: a semicolon where numbers have a comma.
 * @param language BCP 47
 */
export function usualSeparator(language: string): SeparatorName {
  const parts = new Intl.NumberFormat(language).formatToParts(0.5)
  const hasComma = parts.some(({ type, value }) => type === 'decimal' && value === ',')
  return hasComma ? 'semicolon' : 'comma'
}

interface ExportFormProps {
  choices: ExportChoices
  onChoose: (change: Partial<ExportChoices>) => void
  /** Calls in each scope; `null` if unknown. */
  counts: Record<Scope, number | null>
  visibleColumns: readonly ColumnId[]
  /** IANA zone of the account */
  timeZone: string
  /** Whether the chosen calls can be downloaded at once; `null` if that is not known yet. */
  isRead: boolean | null
  onStart: () => void
}

/** The choice of calls, format and columns. */
export function ExportForm({
  choices,
  onChoose,
  counts,
  isRead,
  onStart,
  ...props
}: ExportFormProps) {
  const t = useTranslations('export')
  const button = useTakenFocus()
  const { scope, format, columns } = choices
  const hasColumns = format !== 'zip'
  const isEmpty = counts[scope] === 0
  const isDisabled = isEmpty || isRead === null || (hasColumns && columns.length === 0)
  const description = (calls: number | null) =>
    calls === null ? undefined : t('count', { count: calls })
  return (
    <Stack>
      <Radio.Group
        label={t('rows')}
        value={scope}
        onChange={(value) => onChoose({ scope: value as Scope })}
      >
        <Group mt="xs" align="flex-start">
          <Radio value="all" label={t('rowsAll')} description={description(counts.all)} />
          <Radio
            value="selected"
            label={t('rowsSelected')}
            description={description(counts.selected)}
            disabled={counts.selected === 0}
          />
          <Radio value="page" label={t('rowsPage')} description={description(counts.page)} />
        </Group>
      </Radio.Group>
      <FormatChoice choices={choices} onChoose={onChoose} timeZone={props.timeZone} />
      {hasColumns && (
        <ColumnsChoice
          columns={columns}
          visibleColumns={props.visibleColumns}
          onColumns={(next) => onChoose({ columns: next })}
        />
      )}
      {isEmpty && <Text size="sm">{t('noRows')}</Text>}
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed" miw={0}>
          {t('times', { zone: props.timeZone })}
        </Text>
        <Button ref={button} flex="none" disabled={isDisabled} onClick={onStart}>
          {t(isRead ? 'download' : 'start')}
        </Button>
      </Group>
    </Stack>
  )
}

type FormatChoiceProps = Pick<ExportFormProps, 'choices' | 'onChoose' | 'timeZone'>

function FormatChoice({ choices, onChoose, timeZone }: FormatChoiceProps) {
  const t = useTranslations('export')
  const { format, separator, codes } = choices
  return (
    <div>
      <Radio.Group
        label={t('format')}
        value={format}
        onChange={(value) => onChoose({ format: value as ExportFormat })}
      >
        <Group mt="xs">
          {EXPORT_FORMATS.map((each) => (
            <Radio key={each} value={each} label={t(each)} />
          ))}
        </Group>
      </Radio.Group>
      <Text size="xs" c="dimmed" mt={6}>
        {t(`hint.${format}`, { zone: timeZone })}
      </Text>
      {(format === 'csv' || format === 'xlsx') && (
        <Group mt="xs" align="flex-end">
          <NativeSelect
            size="xs"
            label={t('values')}
            value={codes}
            data={(['words', 'codes'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={({ currentTarget }) => onChoose({ codes: currentTarget.value as CodeStyle })}
          />
          {format === 'csv' && (
            <NativeSelect
              size="xs"
              label={t('separator')}
              value={separator}
              data={separators.map((value) => ({ value, label: t(value) }))}
              onChange={({ currentTarget }) =>
                onChoose({ separator: currentTarget.value as SeparatorName })
              }
            />
          )}
        </Group>
      )}
    </div>
  )
}

const separators = Object.keys(SEPARATORS) as SeparatorName[]

interface ColumnsChoiceProps {
  columns: readonly string[]
  visibleColumns: readonly ColumnId[]
  onColumns: (columns: string[]) => void
}

function ColumnsChoice({ columns, visibleColumns, onColumns }: ColumnsChoiceProps) {
  const t = useTranslations()
  return (
    <Checkbox.Group
      label={t('export.columns')}
      value={[...columns]}
      onChange={onColumns}
      error={columns.length === 0 && t('export.noColumns')}
    >
      <Group gap="xs" mt={4}>
        <Button size="compact-xs" variant="default" onClick={() => onColumns([...visibleColumns])}>
          {t('export.columnsShown')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => onColumns([...COLUMNS, ...NOTE_COLUMNS])}
        >
          {t('export.columnsAll')}
        </Button>
      </Group>
      <div className={classes.columns}>
        {COLUMNS.map((id) => (
          <Checkbox key={id} value={id} label={t(`columns.${id}`)} />
        ))}
        {NOTE_COLUMNS.map((id) => (
          <Checkbox key={id} value={id} label={t(`notes.column.${id}`)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
