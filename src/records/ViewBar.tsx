import { ActionIcon, Button, Loader } from '@mantine/core'
import { IconColumns3, IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { RecordsPage } from '../calls/call.ts'
import type { useColumnState } from './use-records-table.ts'
import classes from './ViewBar.module.css'

const ColumnsMenu = lazyPart(() => import('./ColumnsMenu.tsx').then((m) => m.ColumnsMenu))

/** The menu wraps its button, so React creates a new button at the first press. */
const takeFocus = (button: HTMLButtonElement | null) => button?.focus()

interface ViewBarProps {
  page: RecordsPage | undefined
  /** False if the address is invalid. */
  canRefresh: boolean
  /** Whether the calls shown or others are loading. */
  updating: boolean
  timeZone: string | undefined
  onRefresh: () => void
  columns: ReturnType<typeof useColumnState>
  /** Shows or hides the filters. */
  filtersToggle: ReactNode
  /** Actions of other features for the listed calls. */
  actions: ReactNode
}

/** The bar above the list: its title and period, and the actions on it. */
export function ViewBar(props: ViewBarProps) {
  const { page, updating, timeZone, onRefresh, columns } = props
  const t = useTranslations()
  const [choosing, setChoosing] = useState(false)
  const [everChosen, setEverChosen] = useState(false)
  const button = (
    <Button
      ref={everChosen ? takeFocus : undefined}
      variant="subtle"
      color="gray"
      className={classes.action}
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
    <div className={classes.bar}>
      {props.filtersToggle}
      <h1 className={classes.title}>{t('app.title')}</h1>
      <p className={classes.period}>
        {page && timeZone && <Period page={page} timeZone={timeZone} />}
      </p>
      <div className={classes.actions}>
        {page && updating && <Loader size="xs" aria-label={t('records.updating')} />}
        <ActionIcon
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
