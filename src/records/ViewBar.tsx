import { ActionIcon, Loader } from '@mantine/core'
import { IconColumns3, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { ToolMenu } from '../api/LazyMenu.tsx'
import { lazyPart } from '../api/lazy-part.tsx'
import type { RecordsPage } from '../calls/call.ts'
import type { useColumnState } from './use-records-table.ts'
import classes from './ViewBar.module.css'

const ColumnsMenu = lazyPart(() => import('./ColumnsMenu.tsx').then((m) => m.ColumnsMenu))

interface ViewBarProps {
  page: RecordsPage | undefined
  /** Whether the calls shown or others are loading. */
  updating: boolean
  timeZone: string | undefined
  /** Loads the calls again; `null` if the address is invalid. */
  onRefresh: (() => void) | null
  columns: ReturnType<typeof useColumnState>
  /** Shows or hides the filters. */
  filtersToggle: ReactNode
  /** The saved views. */
  views: ReactNode
  /** Chooses the period; `null` if it is chosen elsewhere. */
  period: ReactNode
  /** Actions of other features for the listed calls. */
  children: ReactNode
}

/** The bar above the list: its title and period, and the actions on it. */
export function ViewBar(props: ViewBarProps) {
  const { page, updating, timeZone, onRefresh, columns, period } = props
  const t = useTranslations()
  return (
    <div className={classes.bar}>
      {props.filtersToggle}
      <h1 className={classes.title}>{t('app.title')}</h1>
      {period}
      <p className={classes.period}>
        {page && timeZone && (period ? timeZone : <Period {...{ page, timeZone }} />)}
      </p>
      <div className={classes.actions} data-screen>
        {page && updating && <Loader size="xs" aria-label={t('records.updating')} />}
        <ActionIcon
          size={30}
          aria-label={t('records.refresh')}
          disabled={!onRefresh}
          onClick={() => onRefresh?.()}
        >
          <IconRefresh size={16} aria-hidden />
        </ActionIcon>
        {props.views}
        <ToolMenu label={t('records.columns')} icon={<IconColumns3 size={16} aria-hidden />}>
          {(menu) => <ColumnsMenu columns={columns} {...menu} />}
        </ToolMenu>
        {props.children}
      </div>
    </div>
  )
}

/** The period of the list, and the zone of all its times. */
function Period({ page, timeZone }: { page: RecordsPage; timeZone: string }) {
  const format = useFormatter()
  const [from, to] = [new Date(page.from), new Date(page.to)]
  const times = format.dateTimeRange(from, to, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
  return (
    <>
      {times} <span>{timeZone}</span>
    </>
  )
}
