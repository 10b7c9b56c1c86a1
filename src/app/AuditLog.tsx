import {
  Alert,
  Button,
  Modal,
  NativeSelect,
  Pagination,
  Skeleton,
  Text,
  TextInput,
} from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconDownload, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { asFailure, fetchJson } from '../api/client.ts'
import { sessionQuery } from '../api/queries.ts'
import { AUDIT_EVENTS, type AuditPage } from '../calls/audit.ts'
import { daysToRange } from '../calls/periods.ts'
import { formatInZone } from '../calls/time.ts'
import { PartWords } from '../i18n/PartWords.tsx'
import { FailureNotice } from '../records/FailureNotice.tsx'
import notice from '../records/Notice.module.css'
import { AuditDetails } from './AuditDetails.tsx'
import classes from './AuditLog.module.css'

/** Pause (ms) after the last letter before the log is requested. */
const TYPING_MS = 300
const ROWS_WHILE_LOADING = 8
/** Days without an end. */
const FIRST_DAY = '2000-01-01'
const LAST_DAY = '2999-12-31'

const NO_FILTER = { what: '', who: '', from: '', to: '' }
type Filter = typeof NO_FILTER

/** Returns the query string of a filter, whose days are those of `zone` (IANA). */
export function auditSearch({ what, who, from, to }: Filter, zone: string): URLSearchParams {
  const [first, last] = [from || FIRST_DAY, to || LAST_DAY]
  const span = daysToRange(first, last, zone)
  const params = { what, who: who.trim(), from: from && span.from, to: to && endOf(span.to) }
  return new URLSearchParams(Object.entries(params).filter(([, value]) => value !== ''))
}

/** Includes the last second, because the log has milliseconds. */
const endOf = (second: string) => new Date(Date.parse(second) + 999).toISOString()

/** The audit log, which only administrators may see. */
export function AuditLog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('app')
  return (
    <Modal
      opened
      fullScreen
      returnFocus={false}
      onClose={onClose}
      title={t('audit')}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('closeDialog') }}
      classNames={{ content: classes.dialog, title: classes.title, body: classes.body }}
    >
      <PartWords>
        <Log />
      </PartWords>
    </Modal>
  )
}

function Log() {
  const t = useTranslations()
  const [filter, setFilter] = useState(NO_FILTER)
  const [page, setPage] = useState(1)
  const top = useRef<HTMLDivElement>(null)
  const [who] = useDebouncedValue(filter.who, TYPING_MS)
  const zone = useQuery(sessionQuery()).data?.timeZone ?? 'UTC'
  const search = auditSearch({ ...filter, who }, zone)
  const path = `/api/audit?${new URLSearchParams([...search, ['page', String(page)]])}`
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['audit', path],
    queryFn: ({ signal }) => fetchJson<AuditPage>(path, signal),
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
  const failure = error && asFailure(error)
  /** Whether the log is not in a file, because there is no `AUDIT_FILE`. */
  const isElsewhere = failure?.code === 'not_found'
  function choose(change: Partial<Filter>): void {
    setFilter({ ...filter, ...change })
    setPage(1)
  }
  function turnTo(next: number): void {
    setPage(next)
    top.current?.scrollIntoView()
  }
  return (
    <>
      <div ref={top} className={classes.filters}>
        <NativeSelect
          data-autofocus
          label={t('audit.event')}
          value={filter.what}
          onChange={(event) => choose({ what: event.currentTarget.value })}
          data={[
            { value: '', label: t('audit.everyEvent') },
            ...AUDIT_EVENTS.map((value) => ({ value, label: t(`audit.events.${value}`) })),
          ]}
        />
        <TextInput
          label={t('audit.user')}
          placeholder={t('audit.userPart')}
          autoComplete="off"
          value={filter.who}
          onChange={(event) => choose({ who: event.currentTarget.value })}
        />
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={t(`audit.${end}`)}
            value={filter[end]}
            onChange={(event) => choose({ [end]: event.currentTarget.value })}
          />
        ))}
        {!isElsewhere && (
          <Button
            component="a"
            href={`/api/audit?${new URLSearchParams([['format', 'jsonl'], ...search])}`}
            download
            variant="default"
            title={t('audit.downloadHint')}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('audit.download')}
          </Button>
        )}
      </div>
      {data !== undefined && data.lost > 0 && (
        <Alert
          role="alert"
          color="red"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('audit.lost', { count: data.lost })}
        >
          {t('audit.lostHint')}
        </Alert>
      )}
      {isElsewhere && (
        <div role="alert">
          <Notice title={t('audit.noFile')} hint={t('audit.noFileHint')} />
        </div>
      )}
      {failure && !isElsewhere && (
        <FailureNotice
          failure={failure}
          isOffline={failure.code === 'offline'}
          wrongKey={null}
          isRetrying={isFetching}
          onRetry={() => void refetch()}
          onAutoRetry={() => void refetch()}
        />
      )}
      {data?.lines.length === 0 && !failure && (
        <Notice title={t('audit.empty')} hint={t('audit.emptyHint')} />
      )}
      {!failure && <Lines page={data} zone={zone} isUpdating={isFetching} />}
      {data && !failure && <Foot page={data} zone={zone} onPage={turnTo} />}
    </>
  )
}

/** A notice in place of events. */
function Notice({ title, hint }: { title: string; hint: string }) {
  return (
    <div className={notice.blank}>
      <span className={notice.disc}>
        <IconSearch size={20} stroke={1.6} aria-hidden />
      </span>
      <h2>{title}</h2>
      <p>{hint}</p>
    </div>
  )
}

interface LinesProps {
  /** `undefined` while the first one loads. */
  page: AuditPage | undefined
  /** IANA zone of the account */
  zone: string
  isUpdating: boolean
}

function Lines({ page, zone, isUpdating }: LinesProps) {
  const t = useTranslations()
  if (page?.lines.length === 0) return null
  return (
    <table className={classes.table} aria-label={t('app.audit')} aria-busy={isUpdating}>
      <thead>
        <tr>
          {(['time', 'user', 'event', 'address', 'details'] as const).map((name) => (
            <th key={name} scope="col">
              {t(`audit.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {page?.lines.map(({ at, who, what, from, details, after }) => (
          <tr key={after}>
            <td>
              <time dateTime={at}>{formatInZone(at, zone, 'YYYY-MM-DD HH:mm:ss')}</time>
            </td>
            <td>
              <bdi>{who ?? t('records.noValue')}</bdi>
            </td>
            <td>{t(`audit.events.${what}`)}</td>
            <td>{what === 'changed_users' ? t('audit.usersFile') : <bdi>{from}</bdi>}</td>
            <td>
              <AuditDetails details={details} zone={zone} />
            </td>
          </tr>
        )) ??
          Array.from({ length: ROWS_WHILE_LOADING }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else
            <tr key={row}>
              <td colSpan={5}>
                <Skeleton height={12} animate={false} />
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

interface FootProps {
  page: AuditPage
  /** IANA zone of the account */
  zone: string
  onPage: (page: number) => void
}

function Foot({ page: { page, pages, total }, zone, onPage }: FootProps) {
  const t = useTranslations()
  const format = useFormatter()
  return (
    <div className={classes.foot}>
      <Text role="status" size="sm">
        {t('audit.status', { total })} · {t('export.times', { zone })}
      </Text>
      {pages > 1 && (
        <nav aria-label={t('records.pagination')}>
          <Pagination
            value={page}
            total={pages}
            onChange={onPage}
            siblings={1}
            size="sm"
            gap={2}
            getItemProps={(item) => ({
              children: format.number(item),
              'aria-label': t('records.page', { page: item }),
              ...(item === page && { 'aria-current': 'page' }),
            })}
            getControlProps={(control) => ({ 'aria-label': t(`records.${control}`) })}
          />
        </nav>
      )}
    </div>
  )
}
