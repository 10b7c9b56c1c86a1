import { UnstyledButton } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { countQuery, type ListState } from '../api/queries.ts'
import classes from './Notice.module.css'

/** Each filter costs a request. */
const MAX_COUNTED = 6

/** A filter in use, and the list without it. */
export interface RemovableFilter {
  name: string
  value: string
  without: ListState
  onRemove: () => void
}

interface EmptyNoticeProps {
  title: string
  hint: string
  filters: readonly RemovableFilter[]
  /** Other ways to calls. */
  children: ReactNode
}

/** Shows why there are no calls, and how many would come back without each filter. */
export function EmptyNotice({ title, hint, filters, children }: EmptyNoticeProps) {
  return (
    <div className={classes.blank}>
      <span className={classes.disc}>
        <IconSearch size={20} stroke={1.6} aria-hidden />
      </span>
      <h2>{title}</h2>
      <p>{hint}</p>
      {filters.length > 0 && (
        <ul className={classes.without}>
          {filters.slice(0, MAX_COUNTED).map((filter) => (
            <Removal key={`${filter.name} ${filter.value}`} {...filter} />
          ))}
        </ul>
      )}
      <div className={classes.actions}>{children}</div>
    </div>
  )
}

/** Removes a filter. Shows how many calls would come back, once it is known. */
function Removal({ name, value, without, onRemove }: RemovableFilter) {
  const t = useTranslations('records')
  const { total = null, isComplete } = useQuery(countQuery(without)).data ?? {}
  return (
    <li>
      <UnstyledButton className={classes.remove} onClick={onRemove}>
        <span className={classes.filter}>
          <span>{t('without')}</span> {name} <bdi>{value}</bdi>
        </span>{' '}
        {total !== null && (
          <span className={classes.calls} data-none={total === 0 || undefined}>
            {t(isComplete ? 'callsWithout' : 'callsWithoutSoFar', { count: total })}
          </span>
        )}
        <IconX size={14} aria-hidden />
      </UnstyledButton>
    </li>
  )
}
