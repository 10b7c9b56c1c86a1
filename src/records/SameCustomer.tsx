import { Skeleton, UnstyledButton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { asFailure } from '../api/client.ts'
import { recordsQuery } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import { type CallRecord, callSearch } from '../calls/call.ts'
import { MAX_PAGE_SIZE, NO_FILTERS } from '../calls/query.ts'
import { formatDuration } from '../i18n/duration.ts'
import classes from './CallDetails.module.css'
import { ReasonBadge } from './ReasonBadge.tsx'

/** Returns the filter for a customer's calls of the last 30 days. */
function filterOf({ customer }: CallRecord) {
  return { range: 'last30d', from: null, to: null, number: customer } as const
}

/** Requests the other calls of the customer of `call` in the last 30 days. */
export function useSameCustomer(call: CallRecord) {
  const isMasked = !/^\d{1,32}$/.test(call.customer)
  const list = { ...NO_FILTERS, ...filterOf(call), size: MAX_PAGE_SIZE }
  const { data, error, isPlaceholderData } = useQuery({
    ...recordsQuery(list, useQueryClient()),
    enabled: !isMasked,
  })
  return {
    isMasked,
    failure: error && asFailure(error),
    others: isPlaceholderData ? undefined : data?.records.filter(({ id }) => id !== call.id),
  }
}

interface SameCustomerProps extends ReturnType<typeof useSameCustomer> {
  call: CallRecord
  timeZone: string
  onFilter: (patch: FilterPatch) => void
}

/** The other calls of a customer. Each opens, and all can be listed. */
export function SameCustomer(props: SameCustomerProps) {
  const { call, isMasked, failure, others, timeZone, onFilter } = props
  const t = useTranslations()
  const format = useFormatter()
  if (isMasked) return <p className={classes.none}>{t('records.sameMasked')}</p>
  if (failure) return <p role="alert">{t(`problem.${failure.code}.what`, { key: '' })}</p>
  if (!others) return <Skeleton height={90} />
  if (others.length === 0) return <p className={classes.none}>{t('records.sameNone')}</p>
  return (
    <>
      <ul className={classes.calls}>
        {others.map((other) => (
          <li key={other.id}>
            <a href={callSearch(other) ?? undefined}>
              {format.dateTime(new Date(other.startedAt), {
                ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
                ...{ hourCycle: 'h23', timeZone },
              })}
            </a>
            <ReasonBadge call={other} />
            <span>
              {other.talkSeconds ? formatDuration(other.talkSeconds) : t('records.noValue')}
            </span>
          </li>
        ))}
      </ul>
      <UnstyledButton className={classes.link} onClick={() => onFilter(filterOf(call))}>
        {t('records.sameAll')}
      </UnstyledButton>
    </>
  )
}
