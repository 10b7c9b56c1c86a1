import { Button, Checkbox, NativeSelect, Text, UnstyledButton } from '@mantine/core'
import { IconCheck, IconDownload } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Coverage } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { SEPARATORS, type SeparatorName } from '../calls/escape-formula.ts'
import { type CodeStyle, EXPORT_FORMATS, type ExportFormat, NOTE_COLUMNS } from '../calls/fields.ts'
import { useTakenFocus } from './ExportProgress.tsx'
import classes from './export.module.css'

/** All calls that match on every page, the selected ones, or those of the page shown. */
export type ExportRows = (typeof ROWS)[number]

const ROWS = ['all', 'page', 'selected'] as const
const ROWS_WORDS = { all: 'rowsAll', page: 'rowsPage', selected: 'rowsSelected' } as const

/** The choices of the form. */
export interface ExportChoices {
  rows: ExportRows
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
  /** Calls in each choice of rows; `null` if unknown. */
  counts: Record<ExportRows, number | null>
  visibleColumns: readonly ColumnId[]
  /** IANA zone of the account */
  timeZone: string
  /** Whether the chosen calls can be downloaded at once; `null` if that is not known yet. */
  isRead: boolean | null
  /** How many of all matching calls were read; undefined until it is known, or of no concern. */
  coverage: Coverage | undefined
  onStart: () => void
}

/** The choice of calls, format and columns. */
export function ExportForm(props: ExportFormProps) {
  const { choices, onChoose, counts, isRead, coverage, timeZone, onStart } = props
  const t = useTranslations('export')
  const button = useTakenFocus()
  const { rows, format, columns } = choices
  const hasColumns = format !== 'zip'
  const isEmpty = counts[rows] === 0
  const isDisabled = isEmpty || isRead === null || (hasColumns && columns.length === 0)
  return (
    <>
      <Radios label={t('rows')}>
        {(name) =>
          ROWS.map((each) => (
            <label key={each} className={classes.row}>
              <input
                type="radio"
                name={name}
                checked={rows === each}
                disabled={each === 'selected' && counts.selected === 0}
                aria-labelledby={`${name}-${each}`}
                aria-describedby={`${name}-${each}-count`}
                onChange={() => onChoose({ rows: each })}
              />
              <span id={`${name}-${each}`}>{t(ROWS_WORDS[each])}</span>
              <RowsCount id={`${name}-${each}-count`} count={counts[each]} />
            </label>
          ))
        }
      </Radios>
      <FormatChoice choices={choices} onChoose={onChoose} timeZone={timeZone} />
      {hasColumns && (
        <ColumnsChoice
          columns={columns}
          visibleColumns={props.visibleColumns}
          onColumns={(next) => onChoose({ columns: next })}
        />
      )}
      {rows === 'all' && !isEmpty && <Proof coverage={coverage} timeZone={timeZone} />}
      {isEmpty && <p className={classes.proof}>{t('noRows')}</p>}
      <div className={classes.foot}>
        <span>{t('times', { zone: timeZone })}</span>
        <Button
          ref={button}
          size="sm"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={isDisabled}
          onClick={onStart}
        >
          {t(isRead ? 'download' : 'start')}
        </Button>
      </div>
    </>
  )
}

interface RadiosProps {
  label: string
  /** Renders the choices, whose inputs share a name. */
  children: (name: string) => ReactNode
}

function Radios({ label, children }: RadiosProps) {
  const name = useId()
  return (
    <div role="radiogroup" aria-labelledby={name} className={classes.field}>
      <span id={name} className={classes.label}>
        {label}
      </span>
      {children(name)}
    </div>
  )
}

function RowsCount({ id, count }: { id: string; count: number | null }) {
  const t = useTranslations('export')
  return (
    <span id={id} className={classes.count}>
      {count !== null && t('rowCount', { count })}
    </span>
  )
}

interface ProofProps {
  coverage: Coverage | undefined
  timeZone: string
}

/** States whether all matching calls were read, and when. Its place is kept without an answer. */
function Proof({ coverage, timeZone }: ProofProps) {
  const t = useTranslations('export')
  const format = useFormatter()
  if (!coverage) return <p className={classes.proof} />
  const { complete, read, total, provenAt } = coverage
  if (!complete) return <p className={classes.proof}>{t('unread', { read, total: total ?? -1 })}</p>
  const time = (iso: string) =>
    format.dateTime(new Date(iso), {
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      timeZone,
    })
  return (
    <p className={classes.proof} data-complete>
      <IconCheck size={16} aria-hidden />
      {provenAt
        ? t('provenAt', { count: read, time: time(provenAt) })
        : t('proven', { count: read })}
    </p>
  )
}

type FormatChoiceProps = Pick<ExportFormProps, 'choices' | 'onChoose' | 'timeZone'>

function FormatChoice({ choices, onChoose, timeZone }: FormatChoiceProps) {
  const t = useTranslations('export')
  const { format, separator, codes } = choices
  return (
    <>
      <Radios label={t('format')}>
        {(name) => (
          <div className={classes.formats}>
            {EXPORT_FORMATS.map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  name={name}
                  checked={format === each}
                  onChange={() => onChoose({ format: each })}
                />
                {t(each)}
              </label>
            ))}
          </div>
        )}
      </Radios>
      <Text size="sm" c="dimmed" mt={6}>
        {t(`hint.${format}`, { zone: timeZone })}
      </Text>
      {(format === 'csv' || format === 'xlsx') && (
        <div className={classes.options}>
          <NativeSelect
            label={t('values')}
            value={codes}
            data={(['words', 'codes'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={({ currentTarget }) => onChoose({ codes: currentTarget.value as CodeStyle })}
          />
          {format === 'csv' && (
            <NativeSelect
              label={t('separator')}
              value={separator}
              data={separators.map((value) => ({ value, label: t(value) }))}
              onChange={({ currentTarget }) =>
                onChoose({ separator: currentTarget.value as SeparatorName })
              }
            />
          )}
        </div>
      )}
    </>
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
  const set = (label: string, ids: readonly string[]) => (
    <UnstyledButton className={classes.set} onClick={() => onColumns([...ids])}>
      {label}
    </UnstyledButton>
  )
  return (
    <Checkbox.Group
      className={classes.field}
      classNames={{ label: classes.label }}
      label={t('export.columns')}
      value={[...columns]}
      onChange={onColumns}
      error={columns.length === 0 && t('export.noColumns')}
    >
      <div className={classes.sets}>
        {set(t('export.columnsShown'), visibleColumns)}
        {set(t('export.columnsAll'), [...COLUMNS, ...NOTE_COLUMNS])}
      </div>
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
