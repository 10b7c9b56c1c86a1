import { ActionIcon, Button, Loader } from '@mantine/core'
import { IconColumns3, IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { RecordsPage } from '../calls/call.ts'
import type { Sort } from '../calls/query.ts'
import classes from './RecordsToolbar.module.css'
import type { useColumnState } from './use-records-table.ts'

const ColumnsMenu = lazyPart(() => import('./ColumnsMenu.tsx').then((m) => m.ColumnsMenu))

/** The menu wraps its button, so React creates a new button at the first press. */
const takeFocus = (button: HTMLButtonElement | null) => button?.focus()

interface RecordsToolbarProps {
  page: RecordsPage | undefined
  /** Whether loading has failed. */
  failed: boolean
  /** False if the address is invalid. */
  canRefresh: boolean
  /** Whether the calls shown or others are loading. */
  updating: boolean
  timeZone: string | undefined
  sort: Sort | null
  onUnsort: () => void
  onRefresh: () => void
  columns: ReturnType<typeof useColumnState>
  /** The counts of the view, among the notes. */
  figures: ReactNode
  /** The selection bar, which covers the notes. */
  selectionBar: ReactNode
  /** Actions of other features for the listed calls. */
  actions: ReactNode
}

/** The toolbar of the list: its status, notes and actions. */
export function RecordsToolbar(props: RecordsToolbarProps) {
  const { page, failed, updating, timeZone, sort, onUnsort, onRefresh, columns } = props
  const t = useTranslations()
  const [choosing, setChoosing] = useState(false)
  const [everChosen, setEverChosen] = useState(false)
  const button = (
    <Button
      ref={everChosen ? takeFocus : undefined}
      size="xs"
      variant="default"
      leftSection={<IconColumns3 size={16} aria-hidden />}
      aria-expanded={choosing}
      onClick={() => {
        setEverChosen(true)
        setChoosing(!choosing)
      }}
    >
      {t('records.columns')}
    </Button>
  )
  return (
    <div className={classes.toolbar}>
      <p role="status" className={classes.status}>
        {page ? <Listed page={page} /> : !failed && t('records.loading')}
      </p>
      <div className={classes.middle}>
        <div className={classes.notes}>
          {props.figures}
          {page && timeZone && (
            <span className={classes.note}>{t('records.zone', { zone: timeZone })}</span>
          )}
          {sort && (
            <span className={classes.note}>
              {t('records.sorted', {
                name: t(`columns.${sort.column}`),
                direction: t(sort.descending ? 'records.descending' : 'records.ascending'),
              })}{' '}
              <Button size="compact-xs" variant="subtle" onClick={onUnsort}>
                {t('records.unsort')}
              </Button>
            </span>
          )}
        </div>
        {props.selectionBar}
      </div>
      <div className={classes.actions}>
        {page && updating && <Loader size="xs" aria-label={t('records.updating')} />}
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('records.refresh')}
          disabled={!props.canRefresh}
          onClick={onRefresh}
        >
          <IconRefresh size={16} aria-hidden />
        </ActionIcon>
        {everChosen ? (
          <Part
            fallback={button}
            failed={(notice) => (
              <>
                {button}
                {notice}
              </>
            )}
          >
            <ColumnsMenu
              columns={columns}
              opened={choosing}
              onClose={() => setChoosing(false)}
              target={button}
            />
          </Part>
        ) : (
          button
        )}
        {props.actions}
      </div>
    </div>
  )
}

/** The range of calls shown and their total; past the last page only the total. */
function Listed({ page: { page, size, records, total } }: { page: RecordsPage }) {
  const t = useTranslations('records')
  const from = (page - 1) * size + 1
  const to = from + records.length - 1
  if (total === null) return t(records.length > 0 ? 'statusOfMore' : 'emptyPage', { from, to })
  if (records.length === 0 && total > 0) return t('emptyPageHint', { total })
  return t('status', { from, to, total })
}
