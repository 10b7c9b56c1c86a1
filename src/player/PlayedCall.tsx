import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import type { CallRecord } from '../calls/call.ts'
import classes from './PlayerDock.module.css'
import { usePlayer, usePlayerContext } from './PlayerProvider.tsx'
import type { Ahead, Queue, QueueView } from './queue/create-queue.ts'

interface PlayedCallProps {
  call: CallRecord
  /** Formats the customer of a call. */
  nameOf: (call: CallRecord) => string
  onClick: () => void
  /** Whether the sheet is open, if the button opens it. */
  isExpanded: boolean | undefined
}

/** The customer, the outcome and the agent of the open call, and whether it still loads. */
export function PlayedCall({ call, nameOf, onClick, isExpanded }: PlayedCallProps) {
  const t = useTranslations()
  const status = usePlayer((state) => state.status)
  const isDelayed = status === 'loading' || status === 'waiting'
  return (
    <button
      type="button"
      className={classes.call}
      title={isExpanded === undefined ? t('player.details') : undefined}
      aria-expanded={isExpanded}
      onClick={onClick}
    >
      <bdi className={classes.customer}>{nameOf(call)}</bdi>
      <span className={classes.line} data-outcome={call.outcome}>
        {t(`outcome.${call.outcome}`)} ·{' '}
        {call.agent ? <bdi>{call.agent}</bdi> : t('records.noAgent')}
      </span>
      <span className={classes.delayed} aria-live="polite">
        {isDelayed && <span>{t(`player.${status}`)}</span>}
      </span>
      {isExpanded !== undefined && (
        <span className={classes.chevron}>
          {isExpanded ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
        </span>
      )}
    </button>
  )
}

const NOTHING: Ahead = { next: null, count: 0, hasMore: false }

/** Returns what follows the open call. */
function useAhead(queue: Queue, view: QueueView | null): Ahead {
  const [ahead, setAhead] = useState(NOTHING)
  const { choice, opened } = useStore(queue)
  const { history } = usePlayerContext()
  const changes = useStore(history, (state) => state.changes)
  const callId = usePlayer((state) => state.call?.id)
  const records = view?.records
  // biome-ignore lint/correctness/useExhaustiveDependencies: what follows depends on all of these
  useEffect(() => {
    let isCurrent = true
    // Later, because the effects of the dock, which update the queue, run after this one.
    void Promise.resolve()
      .then(queue.ahead)
      .then((found) => isCurrent && setAhead(found))
    return () => {
      isCurrent = false
    }
  }, [queue, choice, opened, changes, callId, records])
  return ahead
}

interface NextCallProps extends Pick<PlayedCallProps, 'nameOf'> {
  queue: Queue
  view: QueueView | null
}

/** The call that follows, and how many do. */
export function NextCall({ queue, view, nameOf }: NextCallProps) {
  const t = useTranslations('player.queue')
  const { next, count, hasMore } = useAhead(queue, view)
  return (
    <div className={classes.next}>
      <span>
        {next ? (
          <>
            {t('next')} <bdi>{nameOf(next)}</bdi>
          </>
        ) : (
          !hasMore && t('none')
        )}
      </span>
      {count > 0 && <span>{t(hasMore ? 'atLeast' : 'ahead', { count })}</span>}
    </div>
  )
}
