import { Button, NativeSelect, Pagination } from '@mantine/core'
import { memo, useDeferredValue } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { hasNextPage, type RecordsPage } from '../calls/call.ts'
import type { Sort } from '../calls/query.ts'
import classes from './Pager.module.css'

const SIZES = [10, 20, 50, 100]

interface PagerProps {
  /** `undefined` while the first one loads, and after a failure. */
  page: RecordsPage | undefined
  /** Whether loading has failed. */
  failed: boolean
  /** The time of calls that could not be refreshed, as text; else `null`. */
  asOf: string | null
  sort: Sort | null
  onSort: (sort: Sort | null) => void
  onPage: (page: number) => void
  onSize: (size: number, firstRow: number) => void
}

/** The foot of the list: which calls are shown and in which order, their pages and page size. */
export const Pager = memo(function Pager(props: PagerProps) {
  const { page, failed, asOf, sort, onSort, onPage, onSize } = props
  const t = useTranslations()
  // Renders after the rows, and is announced once all of them stand.
  const listed = useDeferredValue(page, undefined)
  return (
    <div className={classes.foot}>
      <p role="status" className={classes.status}>
        {listed ? <Listed page={listed} /> : !page && !failed && t('records.loading')}
        {page && asOf !== null && ` · ${t('records.asOf', { time: asOf })}`}
      </p>
      {sort && (
        <p className={classes.order}>
          {t('records.sorted', {
            name: t(`columns.${sort.column}`),
            direction: t(sort.descending ? 'records.descending' : 'records.ascending'),
          })}{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => onSort(null)}>
            {t('records.unsort')}
          </Button>
        </p>
      )}
      {listed && <Pages page={listed} onPage={onPage} onSize={onSize} />}
    </div>
  )
})

/** The range of calls shown and their total; past the last page only the total. */
function Listed({ page: { page, size, records, total } }: { page: RecordsPage }) {
  const t = useTranslations('records')
  const from = (page - 1) * size + 1
  const to = from + records.length - 1
  if (total === null) return t(records.length > 0 ? 'statusOfMore' : 'emptyPage', { from, to })
  if (records.length === 0 && total > 0) return t('emptyPageHint', { total })
  return t('status', { from, to, total })
}

type PagesProps = Pick<PagerProps, 'onPage' | 'onSize'> & { page: RecordsPage }

const Pages = memo(function Pages({ page: shown, onPage, onSize }: PagesProps) {
  const t = useTranslations('records')
  const format = useFormatter()
  const { page, size } = shown
  const pages = shown.pages ?? page + (hasNextPage(shown) ? 1 : 0)
  const sizes = SIZES.includes(size) ? SIZES : [...SIZES, size].sort((a, b) => a - b)
  return (
    <nav aria-label={t('pagination')} className={classes.pages}>
      <NativeSelect
        variant="unstyled"
        aria-label={t('pageSize')}
        value={String(size)}
        onChange={(event) => onSize(Number(event.currentTarget.value), (page - 1) * size + 1)}
        data={sizes.map((each) => ({ value: String(each), label: t('perPage', { size: each }) }))}
      />
      <Pagination
        value={page}
        total={Math.max(pages, 1)}
        onChange={onPage}
        withEdges={pages > 7}
        size="sm"
        gap={2}
        classNames={{ control: classes.control }}
        getItemProps={(item) => ({
          // The text equals the accessible name, so that voice control matches what is visible.
          children: format.number(item),
          'aria-label': t('page', { page: item }),
        })}
        getControlProps={(control) => ({ 'aria-label': t(control) })}
      />
    </nav>
  )
})
