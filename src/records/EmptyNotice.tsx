import { UnstyledButton } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
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
  const t = useTranslations('records')
  const counted = filters.slice(0, MAX_COUNTED)
  const counts = useQueries({ queries: counted.map(({ without }) => countQuery(without)) })
  return (
    <div className={classes.blank}>
      <span className={classes.disc}>
        <IconSearch size={20} stroke={1.6} aria-hidden />
      </span>
      <h2>{title}</h2>
      <p>{hint}</p>
      {counted.length > 0 && (
        <ul className={classes.without}>
          {counted.map(({ name, value, onRemove }, index) => (
            <li key={`${name} ${value}`}>
              <UnstyledButton className={classes.remove} onClick={onRemove}>
                <span className={classes.filter}>
                  <span>{t('without')}</span> {name} <bdi>{value}</bdi>
                </span>{' '}
                <Calls count={counts[index]?.data} />
                <IconX size={14} aria-hidden />
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.actions}>{children}</div>
    </div>
  )
}

interface CallsProps {
  /** Undefined until it is known. */
  count: { total: number | null; isComplete: boolean } | undefined
}

function Calls({ count }: CallsProps) {
  const t = useTranslations('records')
  if (!count || count.total === null) return null
  const { total, isComplete } = count
  return (
    <span className={classes.calls} data-none={total === 0 || undefined}>
      {t(isComplete ? 'callsWithout' : 'callsWithoutSoFar', { count: total })}
    </span>
  )
}
