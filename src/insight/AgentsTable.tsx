import { Button, Group, Modal, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconDownload } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { saveFile } from '../api/browser.ts'
import { agentsQuery, type ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import { escapeFormula } from '../calls/escape-formula.ts'
import { type AgentFigures, SHORT_TALK_SECONDS } from '../calls/figures.ts'
import { formatDuration } from '../i18n/duration.ts'
import classes from './AgentsTable.module.css'
import { onlyFilter, type SummaryViewProps } from './figures.ts'
import { periodText } from './timeline.ts'

/** Rows that are rendered at once. */
const ROWS_STEP = 200

/** The columns in their order, with their heads. */
const HEADS = {
  agent: 'columns.agent',
  calls: 'summary.figure.calls',
  answered: 'outcome.answered',
  missed: 'outcome.missed',
  meanTalkSeconds: 'summary.figure.talk',
  hungUpByAgent: 'summary.hungUpByAgent',
  shortCalls: 'summary.shortCalls',
} as const
export type AgentColumn = keyof typeof HEADS
const COLUMNS = Object.keys(HEADS) as AgentColumn[]

export interface AgentSort {
  column: AgentColumn
  descending: boolean
}

/**
 * Returns agents in an order. Missing values come last, equal ones by name.
 * @param language BCP 47, for names
 */
export function sortAgents(
  agents: readonly AgentFigures[],
  { column, descending }: AgentSort,
  language: string,
): AgentFigures[] {
  const names = new Intl.Collator(language, { numeric: true })
  const by = (key: AgentColumn, sign: 1 | -1) => (one: AgentFigures, other: AgentFigures) => {
    const [a, b] = [one[key], other[key]]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return sign * (typeof a === 'string' ? names.compare(a, String(b)) : a - Number(b))
  }
  return agents.toSorted(by('agent', 1)).toSorted(by(column, descending ? -1 : 1))
}

/** Returns the filter for the calls that a number in the table counts; `null` if it is a mean. */
export function callsFilter(
  agent: string | null,
  column: AgentColumn,
  list: ListState,
): FilterPatch | null {
  const { min = null, max } = list.talk ?? {}
  const short = { min, max: Math.min(max ?? SHORT_TALK_SECONDS, SHORT_TALK_SECONDS) }
  const filters: Record<AgentColumn, FilterPatch | null> = {
    agent: {},
    calls: {},
    answered: { outcome: ['answered'] },
    missed: { outcome: ['missed'] },
    meanTalkSeconds: null,
    hungUpByAgent: { hungUpBy: [1] },
    shortCalls: { outcome: ['answered'], talk: short },
  }
  const filter = filters[column]
  return filter && { ...onlyFilter('agent', agent, list), ...filter }
}

/**
 * Writes a table as CSV (RFC 4180) with a byte order mark, for spreadsheets. Formulas are escaped.
 * @param rows texts and numbers; `null` is an empty cell
 */
export function writeCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  const cellOf = (value: string | number | null) =>
    typeof value === 'string' ? `"${escapeFormula(value, ',').replaceAll('"', '""')}"` : value
  return `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
}

interface AgentsTableProps extends Omit<SummaryViewProps, 'summary'> {
  opened: boolean
  onClose: () => void
}

/** Every agent of the view in a dialog: sortable, as a file, and each number opens its calls. */
export function AgentsTable({ list, opened, onClose, onFilter }: AgentsTableProps) {
  const t = useTranslations()
  const format = useFormatter()
  const { data, isPlaceholderData, error } = useQuery({
    ...agentsQuery(list, useQueryClient()),
    enabled: opened,
  })
  const summary = isPlaceholderData ? undefined : data
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={900}
      title={
        <>
          {t('summary.allAgents')}
          {summary && <small className={classes.period}>{periodText(summary, format)}</small>}
        </>
      }
      closeButtonProps={{ 'aria-label': t('summary.close') }}
    >
      {error && <p role="alert">{t('summary.failedToLoad')}</p>}
      {!summary && !error && <div className={classes.waiting}>{t('records.loading')}</div>}
      {summary && <Agents {...{ summary, list, onFilter }} />}
    </Modal>
  )
}

function Agents({ summary, list, onFilter }: SummaryViewProps) {
  const t = useTranslations()
  const format = useFormatter()
  const [sort, setSort] = useState<AgentSort>({ column: 'missed', descending: true })
  const [limit, setLimit] = useState(ROWS_STEP)
  const sorted = sortAgents(summary.agents ?? [], sort, useLocale())
  const nameOf = (agent: string | null) => agent ?? t('summary.noAgent')
  const { read, total, complete } = summary.coverage
  function save(): void {
    const rows = sorted.map((row) =>
      COLUMNS.map((column) => {
        const value = column === 'agent' ? nameOf(row.agent) : row[column]
        return typeof value === 'number' ? Math.round(value) : value
      }),
    )
    const text = writeCsv([COLUMNS.map((column) => t(HEADS[column])), ...rows])
    const [from, to] = [summary.from, summary.to].map((iso) => iso.slice(0, 10))
    const suffix = complete ? '' : '_incomplete'
    saveFile(new Blob([text], { type: 'text/csv' }), `agents_${from}_${to}${suffix}.csv`)
  }
  return (
    <>
      <Group justify="space-between" mb="sm">
        <span role="status" className={classes.partial}>
          {!complete && total !== null && t('summary.partlyRead', { read, total })}
        </span>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={save}
        >
          {t('summary.download')}
        </Button>
      </Group>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={t('summary.allAgents')}>
          <thead>
            <tr>{COLUMNS.map(headOf)}</tr>
          </thead>
          <tbody>
            {sorted.slice(0, limit).map((row) => (
              <tr key={String(row.agent)}>
                <th scope="row">{cellOf('agent', row)}</th>
                {COLUMNS.slice(1).map((column) => (
                  <td key={column}>{cellOf(column, row)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > limit && (
        <Button variant="subtle" mt="sm" onClick={() => setLimit(limit + ROWS_STEP)}>
          {t('summary.showMore', { count: Math.min(ROWS_STEP, sorted.length - limit) })}
        </Button>
      )}
    </>
  )

  /** Returns the head of a column. A click sorts by it, numbers from the largest on. */
  function headOf(column: AgentColumn): ReactNode {
    const isSorted = sort.column === column
    const Icon = sort.descending ? IconArrowDown : IconArrowUp
    const descending = isSorted ? !sort.descending : column !== 'agent'
    const direction = sort.descending ? 'descending' : 'ascending'
    return (
      <th key={column} scope="col" aria-sort={isSorted ? direction : undefined}>
        <UnstyledButton className={classes.head} onClick={() => setSort({ column, descending })}>
          {t(HEADS[column])}
          {isSorted && <Icon size={14} aria-hidden />}
        </UnstyledButton>
      </th>
    )
  }
  function cellOf(column: AgentColumn, row: AgentFigures): ReactNode {
    const filter = callsFilter(row.agent, column, list)
    const text = textOf(column, row)
    if (!filter || row[column] === 0) return text
    const label = `${nameOf(row.agent)}, ${t(HEADS[column])}: ${text}`
    return (
      <UnstyledButton
        className={classes.number}
        aria-label={column === 'agent' ? undefined : label}
        onClick={() => onFilter(filter)}
      >
        {text}
      </UnstyledButton>
    )
  }
  function textOf(column: AgentColumn, row: AgentFigures): string {
    const value = row[column]
    if (column === 'agent') return nameOf(row.agent)
    if (typeof value !== 'number') return '–'
    return column === 'meanTalkSeconds' ? formatDuration(value) : format.number(value)
  }
}
