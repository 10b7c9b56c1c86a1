import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { RequestFailure } from '../../api/client.ts'
import type { Player } from '../create-player.ts'
import { isSounding } from '../player-state.ts'
import { findPageOf } from '../queue/find-recorded.ts'
import { createListPages } from '../queue/list-pages.ts'
import type { QueueView } from '../queue/queue-view.ts'

/** A place in the recording of a call, as an address names it. */
export interface Moment {
  id: string
  /** From the start of its recording. */
  seconds: number
}

/** The list that an address names, which can be told to show another of its pages. */
export type MomentView = Omit<QueueView, 'follow' | 'openId'> & {
  goTo: (page: number) => void
}

/**
 * Opens the recording of a moment's call, silent, once the page shows that call; where the page
 * does not, it is looked for on the first pages of the list. What sounds is not interrupted.
 * @returns how the search stands: `null` where there is nothing to say
 */
export function useLinkedMoment(player: Player, { id, seconds }: Moment, view: MomentView) {
  const client = useQueryClient()
  const call = view.records?.find((each) => each.id === id)
  const [isThere, setIsThere] = useState(false)
  const [outcome, setOutcome] = useState<'looking' | 'missing' | RequestFailure | null>(null)
  const [attempt, setAttempt] = useState(0)
  if (call && !isThere) setIsThere(true)
  const isLost = view.records !== undefined && !isThere

  const cue = useEffectEvent(() => {
    if (call && !isSounding(player.getState().status)) player.cue(call, seconds)
  })
  useEffect(() => {
    if (isThere) cue()
  }, [isThere])

  const look = useEffectEvent(async (signal: AbortSignal, isAgain: boolean) => {
    const pages = createListPages(client)
    setOutcome('looking')
    try {
      const found = await findPageOf(id, async (page) => {
        const { records: calls, ...rest } = await pages.read(
          { ...view.list, page },
          isAgain,
          signal,
        )
        return { calls, ...rest }
      })
      if (signal.aborted) return
      setOutcome(found ? null : 'missing')
      if (found) view.goTo(found.page)
    } catch (error) {
      if (signal.aborted) return
      setOutcome(error instanceof RequestFailure ? error : new RequestFailure('bad_answer'))
    }
  })
  useEffect(() => {
    if (!isLost) return
    const search = new AbortController()
    void look(search.signal, attempt > 0)
    return () => search.abort()
  }, [isLost, attempt])

  return {
    outcome: isThere ? null : outcome,
    retry: () => setAttempt((before) => before + 1),
  }
}
