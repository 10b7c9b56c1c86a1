import { Button, Switch } from '@mantine/core'
import { useInterval, useLocalStorage, useWindowEvent } from '@mantine/hooks'
import { IconArrowUp } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { type ListState, newestQuery, serverNow } from '../api/queries.ts'
import type { RecordsPage } from '../calls/call.ts'
import classes from './PageHeader.module.css'

/** Pause between two requests for new calls (ms). */
const LIVE_MS = 15_000
/** Pause between two updates of the age on the screen (ms). */
const TICK_MS = 5_000
const SECOND_MS = 1_000

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

/** Whether calls that are shown would move or go if the page showed `newest`. */
export function wouldMove(shown: RecordsPage, newest: RecordsPage): boolean {
  const start = Date.parse(newest.from)
  // At midnight another day begins, which has none of the calls.
  if (shown.records.every(({ startedAt }) => Date.parse(startedAt) < start)) return false
  return shown.records.some(({ id }, index) => id !== newest.records[index]?.id)
}

/**
 * Keeps the rows of a list where they are until `showNewest`, because the user reads them. Its total
 * and its coverage stay current.
 * @param newest the last answer to `list`, which came at `newestAt` (ms since the epoch)
 */
export function useSteadyRows(list: ListState, newest: RecordsPage | undefined, newestAt: number) {
  const key = JSON.stringify(list)
  const [kept, setKept] = useState<{ key: string; page: RecordsPage; at: number } | null>(null)
  const isBehind =
    kept !== null && newest !== undefined && kept.key === key && wouldMove(kept.page, newest)
  if (newest && !isBehind && kept?.page !== newest) setKept({ key, page: newest, at: newestAt })
  const records = isBehind ? kept.page.records : newest?.records
  const page = useMemo(() => newest && records && { ...newest, records }, [newest, records])
  return {
    page,
    shownAt: isBehind ? kept.at : newestAt,
    /** Whether other rows have come. */
    isBehind,
    showNewest: () => setKept(null),
  }
}

/** Age (ms) from which calls are outdated if the newest cannot be requested. */
const OUTDATED_MS = 60_000

/** Returns since when the browser has been offline (ms since the epoch); `null` while online. */
export function useOfflineSince(): number | null {
  const [since, setSince] = useState(() => (navigator.onLine ? null : Date.now()))
  useWindowEvent('offline', () => setSince(Date.now()))
  useWindowEvent('online', () => setSince(null))
  return since
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
  const { data, dataUpdatedAt, error, errorUpdatedAt } = useQuery({
    ...newestQuery(shown ? list : null),
    enabled: isOn && isOpen,
    // Nothing is newer than calls that were just listed.
    ...(shown && { initialData: shown, initialDataUpdatedAt: shownAt }),
    staleTime: LIVE_MS,
    refetchInterval: LIVE_MS,
    retry: false,
  })
  const updatedAt = Math.max(shownAt, isOpen ? dataUpdatedAt : 0)
  const fresh = isOn && isOpen && shown && data ? newCalls(list, shown, data) : null
  return {
    isOn,
    setIsOn,
    isOpen,
    fresh,
    /** ms since the epoch at which the calls shown were last known to be the newest. */
    updatedAt: fresh ? shownAt : updatedAt,
    /** Why the newest calls could not be requested, once those shown are outdated. */
    failure: isOn && isOpen && errorUpdatedAt - updatedAt > OUTDATED_MS ? error : null,
  }
}

interface LiveStatusProps
  extends Pick<ReturnType<typeof useLive>, 'isOn' | 'setIsOn' | 'isOpen' | 'updatedAt'> {
  /** Whether there are no calls because of a failure. */
  hasFailed: boolean
}

/** How old the calls shown are, and the switch that watches for new ones. */
export function LiveStatus({ isOn, setIsOn, isOpen, updatedAt, hasFailed }: LiveStatusProps) {
  const t = useTranslations('app')
  const format = useFormatter()
  const [now, setNow] = useState(() => Date.now())
  useInterval(() => setNow(Date.now()), TICK_MS, { autoInvoke: true })
  function text(): string {
    const age = Math.max(now - updatedAt, 0)
    if (updatedAt === 0) return t('notUpdated')
    if (age < SECOND_MS) return t('updatedNow')
    const time = format.relativeTime(updatedAt, { now: updatedAt + age, style: 'narrow' })
    return t('updated', { time })
  }
  return (
    <>
      {(updatedAt > 0 || hasFailed) && <span className={classes.updated}>{text()}</span>}
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

interface NewCallsPillProps {
  fresh: NewCalls
  /** Whether the server has read calls that change the rows. */
  isBehind: boolean
  onShow: () => void
}

/** Shows that there are new calls, and shows them on a click. */
export function NewCallsPill({ fresh, isBehind, onShow }: NewCallsPillProps) {
  const t = useTranslations('records')
  return (
    <div role="status" className={classes.fresh}>
      {(fresh || isBehind) && (
        <Button
          size="compact-sm"
          radius="xl"
          leftSection={<IconArrowUp size={14} aria-hidden />}
          onClick={onShow}
        >
          {isBehind ? t('newlyRead') : t('newCalls', { count: fresh?.count ?? 0 })}
        </Button>
      )}
    </div>
  )
}
