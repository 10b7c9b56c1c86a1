import { Button, Switch } from '@mantine/core'
import { useInterval, useLocalStorage } from '@mantine/hooks'
import { IconArrowUp } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { type ListState, newestQuery, serverNow } from '../api/queries.ts'
import type { RecordsPage } from '../calls/call.ts'
import classes from './PageHeader.module.css'

/** Pause between two requests for new calls (ms). */
const LIVE_MS = 15_000
/** Pause between two updates of the age on the screen (ms). */
const TICK_MS = 5_000

/** New calls of a view: how many are newer than the first one shown, if that can be told. */
export type NewCalls = { count: number | null } | null

/**
 * Compares the newest page of a view with the calls shown. On page 1 in the default order, the new
 * calls are those before the first one shown; elsewhere only a larger total tells of them.
 */
export function newCalls(
  { page, sort }: Pick<ListState, 'page' | 'sort'>,
  shown: RecordsPage,
  newest: RecordsPage,
): NewCalls {
  if (page === 1 && sort === null) {
    const first = shown.records[0]?.id
    const at = newest.records.findIndex(({ id }) => id === first)
    const count = at < 0 ? newest.records.length : at
    return count > 0 ? { count } : null
  }
  const isMore = shown.total !== null && newest.total !== null && newest.total > shown.total
  return isMore ? { count: null } : null
}

/**
 * Watches for new calls while the tab is visible. It never changes the calls shown.
 * @param shown the answer to `list`, once it is there
 */
export function useLive(list: ListState, shown: RecordsPage | undefined, shownAt: number) {
  const client = useQueryClient()
  const [isOn, setIsOn] = useLocalStorage({
    key: 'callboard.live',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  const isOpen = shown !== undefined && Date.parse(shown.to) >= serverNow(client)
  const { data, dataUpdatedAt } = useQuery({
    ...newestQuery(list),
    enabled: isOn && isOpen,
    // Nothing is newer than calls that were just listed.
    ...(shown && { initialData: shown, initialDataUpdatedAt: shownAt }),
    staleTime: LIVE_MS,
    refetchInterval: LIVE_MS,
    retry: false,
  })
  const fresh = isOn && isOpen && shown && data ? newCalls(list, shown, data) : null
  return {
    isOn,
    setIsOn,
    isOpen,
    fresh,
    /** ms since the epoch at which the calls shown were last known to be the newest. */
    updatedAt: fresh ? shownAt : Math.max(shownAt, isOpen ? dataUpdatedAt : 0),
  }
}

/** How old the calls shown are, and the switch that watches for new ones. */
export function LiveStatus({ isOn, setIsOn, isOpen, updatedAt }: ReturnType<typeof useLive>) {
  const t = useTranslations('app')
  const format = useFormatter()
  const [now, setNow] = useState(() => Date.now())
  useInterval(() => setNow(Date.now()), TICK_MS, { autoInvoke: true })
  return (
    <>
      {updatedAt > 0 && (
        <span className={classes.updated}>
          {t('updated', {
            time: format.relativeTime(updatedAt, {
              now: Math.max(now, updatedAt),
              style: 'narrow',
            }),
          })}
        </span>
      )}
      {isOpen && (
        <Switch
          size="xs"
          labelPosition="left"
          classNames={{ label: classes.live }}
          label={t('live')}
          checked={isOn}
          onChange={(event) => setIsOn(event.currentTarget.checked)}
        />
      )}
    </>
  )
}

/** Says that there are new calls, and shows them on a click. */
export function NewCallsPill({ fresh, onShow }: { fresh: NewCalls; onShow: () => void }) {
  const t = useTranslations('records')
  return (
    <div role="status" className={classes.fresh}>
      {fresh && (
        <Button
          size="compact-sm"
          radius="xl"
          leftSection={<IconArrowUp size={14} aria-hidden />}
          onClick={onShow}
        >
          {t('newCalls', { count: fresh.count ?? 0 })}
        </Button>
      )}
    </div>
  )
}
