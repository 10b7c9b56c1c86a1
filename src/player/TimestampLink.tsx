import { Alert, Button, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { asFailure, RequestFailure } from '../api/client.ts'
import { usePlayerApi } from './PlayerProvider.tsx'
import { isSounding } from './player-state.ts'
import type { QueueView } from './queue/create-queue.ts'
import { createListPages, findPageOf } from './queue/find-recorded.ts'
import classes from './TimestampLink.module.css'

/** A position in the recording of a call, as an address names it. */
interface Timestamp {
  callId: string
  /** From the start of the recording. */
  seconds: number
}

/** The list that the address names. */
type LinkedView = Omit<QueueView, 'follow' | 'openId'> & {
  /** Shows another page of it. */
  goTo: (page: number) => void
}

interface TimestampLinkProps {
  timestamp: Timestamp
  view: LinkedView
  /** Dismisses the link and keeps the list. */
  onClose: () => void
}

/** Opens the call that a link leads to, or shows that the list does not hold it. */
export function TimestampLink({ timestamp, view, onClose }: TimestampLinkProps) {
  const t = useTranslations()
  const { outcome, retry } = useTimestampLink(timestamp, view)
  return (
    <>
      <div className={classes.status} aria-live="polite">
        {outcome === 'searching' && t('player.timestampLink.looking')}
      </div>
      {outcome === 'missing' && (
        <Alert
          role="alert"
          className={classes.notice}
          variant="default"
          title={t('player.timestampLink.missing')}
          withCloseButton
          closeButtonLabel={t('player.history.close')}
          onClose={onClose}
        >
          {t('player.timestampLink.missingHint')}
        </Alert>
      )}
      {outcome instanceof RequestFailure && (
        <Alert
          role="alert"
          className={classes.notice}
          color="red"
          title={t('player.timestampLink.failed')}
        >
          <Text size="sm">{t(`problem.${outcome.code}.what`, { key: outcome.detail ?? '' })}</Text>
          <Button mt="sm" size="compact-sm" color="red" onClick={retry}>
            {t('failure.tryAgain')}
          </Button>
        </Alert>
      )}
    </>
  )
}

/**
 * Opens the recording, paused, once the page shows the call. If the page does not, it searches the
 * first pages of the list. A recording that plays is not interrupted.
 */
function useTimestampLink({ callId, seconds }: Timestamp, view: LinkedView) {
  const player = usePlayerApi()
  const client = useQueryClient()
  const call = view.records?.find(({ id }) => id === callId)
  const [wasShown, setWasShown] = useState(false)
  const [outcome, setOutcome] = useState<'searching' | 'missing' | RequestFailure | null>(null)
  const [attempt, setAttempt] = useState(0)
  if (call && !wasShown) setWasShown(true)
  const isElsewhere = view.records !== undefined && !wasShown

  const cue = useEffectEvent(() => {
    if (call && !isSounding(player.getState().status)) player.cue(call, seconds)
  })
  useEffect(() => {
    if (wasShown) cue()
  }, [wasShown])

  const search = useEffectEvent(async (signal: AbortSignal, fresh: boolean) => {
    const pages = createListPages(client)
    setOutcome('searching')
    try {
      const found = await findPageOf(callId, (page) =>
        pages.read({ ...view.list, page }, fresh, signal),
      )
      if (signal.aborted) return
      setOutcome(found ? null : 'missing')
      if (found) view.goTo(found.page)
    } catch (error) {
      if (!signal.aborted) setOutcome(asFailure(error))
    }
  })
  useEffect(() => {
    if (!isElsewhere) return
    const controller = new AbortController()
    void search(controller.signal, attempt > 0)
    return () => controller.abort()
  }, [isElsewhere, attempt])

  return {
    outcome: wasShown ? null : outcome,
    retry: () => setAttempt((before) => before + 1),
  }
}
