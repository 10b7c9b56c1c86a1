import { Group, NativeSelect, Pagination } from '@mantine/core'
import { useFormatter, useTranslations } from 'use-intl'
import classes from './Pager.module.css'

const SIZES = [10, 20, 50, 100]

interface PagerProps {
  page: number
  pages: number
  size: number
  onPage: (page: number) => void
  onSize: (size: number) => void
}

/** Turns pages and sets the page size. */
export function Pager({ page, pages, size, onPage, onSize }: PagerProps) {
  const t = useTranslations('records')
  const format = useFormatter()
  const sizes = SIZES.includes(size) ? SIZES : [...SIZES, size].sort((a, b) => a - b)
  return (
    <nav aria-label={t('pagination')} className={classes.pager}>
      <Pagination
        value={page}
        total={Math.max(pages, 1)}
        onChange={onPage}
        siblings={1}
        size="sm"
        withEdges={pages > 7}
        getItemProps={(item) => ({
          // The text equals the accessible name, so that voice control matches what is visible.
          children: format.number(item),
          'aria-label': t('page', { page: item }),
          ...(item === page && { 'aria-current': 'page' }),
        })}
        getControlProps={(control) => ({ 'aria-label': t(control) })}
      />
      <Group gap="xs" wrap="nowrap">
        <NativeSelect
          size="xs"
          aria-label={t('pageSize')}
          value={String(size)}
          onChange={(event) => onSize(Number(event.currentTarget.value))}
          data={sizes.map((each) => ({ value: String(each), label: t('perPage', { size: each }) }))}
        />
      </Group>
    </nav>
  )
}
