import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { callSearch } from '../calls/call.ts'
import { COLUMNS } from '../calls/columns.ts'
import { EXPORT_FORMATS } from '../calls/fields.ts'
import { parsePageState } from '../calls/query.ts'
import { formatInZone, inZone } from '../calls/time.ts'
import { activeFilters } from '../filters/FilterChips.tsx'
import { formatDuration } from '../i18n/duration.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './AuditLog.module.css'

interface AuditDetailsProps {
  /** Any, because the log may be older than this version. */
  details: Readonly<Record<string, unknown>>
  /** IANA zone of the account */
  zone: string
}

/** The details of an event in words, such as filters, the call, or the size of a file. */
export function AuditDetails({ details, zone }: AuditDetailsProps) {
  const t = useTranslations()
  const { filters, call, startedAt, seconds, format, rows, columns, calls } = details
  const parts: [key: string, part: ReactNode][] = []
  const add = (key: string, part: ReactNode) => void parts.push([key, part])
  const reason = REASONS.find((each) => each === details.reason)

  if (reason) add('reason', t(`audit.reason.${reason}`))
  else if (details.reason) add('reason', String(details.reason))
  if (typeof details.path === 'string') add('path', <bdi>{details.path}</bdi>)
  if (typeof call === 'string') add('call', <CallLink id={call} {...{ startedAt, zone }} />)
  if (typeof seconds === 'number')
    add('seconds', t('audit.played', { time: formatDuration(seconds) }))
  const known = EXPORT_FORMATS.find((each) => each === format)
  if (known) add('format', t(`export.${known}`))
  if (typeof rows === 'number') add('rows', t('audit.rows', { count: rows }))
  if (details.complete === false) add('complete', t('audit.incomplete'))
  if (Array.isArray(calls)) add('calls', t('audit.selected'))
  if (typeof filters === 'string') add('filters', <Filters search={filters} zone={zone} />)
  if (Array.isArray(columns) && format !== 'zip')
    add('columns', <Columns ids={columns.map(String)} />)
  if (Array.isArray(details.names)) add('names', <bdi>{details.names.join(', ')}</bdi>)
  if (typeof details.by === 'string') add('by', t('audit.by', { name: details.by }))
  return (
    <ul className={classes.details}>
      {parts.map(([key, part]) => (
        <li key={key}>{part}</li>
      ))}
    </ul>
  )
}

const REASONS = [
  'wrong_password',
  'too_many_requests',
  'out_of_scope',
  'untrusted_proxy',
  'no_header',
  'bad_header',
  'unknown_user',
] as const

/** Opens a call, if the log has its start. */
function CallLink({ id, startedAt, zone }: { id: string; startedAt: unknown; zone: string }) {
  const t = useTranslations('audit')
  const start = typeof startedAt === 'string' ? inZone(startedAt, zone) : ''
  const search = callSearch({ id, startedAt: start })
  const words = t('call', { id })
  return search === null ? <bdi>{words}</bdi> : <Anchor href={`/${search}`}>{words}</Anchor>
}

/** The period and the filters of a search: name and value of each. */
function Filters({ search, zone }: { search: string; zone: string }) {
  const t = useTranslations()
  const words = useWords()
  const state = parsePageState(search)
  const { range, from, to } = state
  const day = (time: string) => formatInZone(time, zone, 'YYYY-MM-DD HH:mm:ss')
  const period =
    from || to
      ? [from, to].map((time) => (time ? day(time) : '')).join('–')
      : t(`filters.range.${range ?? 'today'}`)
  // A masked number is none that the page could filter by.
  const masked = state.number === null ? new URLSearchParams(search).get('number') : null
  const shown = [
    { name: t('filters.period'), value: period },
    ...activeFilters(state, words, t).map(({ name, value }) => ({
      name: t(`filters.${name}`),
      value,
    })),
    ...(masked ? [{ name: t('filters.number'), value: masked }] : []),
  ]
  return (
    <dl className={classes.pairs}>
      {shown.map(({ name, value }) => (
        <div key={`${name} ${value}`}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The columns of a file. */
function Columns({ ids }: { ids: readonly string[] }) {
  const t = useTranslations()
  const names = ids.map((id) => {
    const known = COLUMNS.find((each) => each === id)
    if (known) return t(`columns.${known}`)
    return id === 'starred' || id === 'notes' ? t(`notes.column.${id}`) : id
  })
  return (
    <dl className={classes.pairs}>
      <div>
        <dt>{t('export.columns')}</dt>
        <dd>{names.join(', ')}</dd>
      </div>
    </dl>
  )
}
