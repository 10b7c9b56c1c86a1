import { useQueryClient } from '@tanstack/react-query'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Player } from './create-player.ts'
import { findPlayButton } from './focus.ts'
import { clearHistory, createHistoryWriter } from './history/history-writer.ts'
import type { ListeningHistory } from './history/listening-history.ts'
import { listeningOn } from './listening-on.ts'
import { PlayerDock } from './PlayerDock.tsx'
import { createAutoAdvance } from './queue/auto-advance.ts'
import { createQueue, type Queue, type QueueView } from './queue/create-queue.ts'
import { createListPages } from './queue/find-recorded.ts'
import { prefetchNext } from './queue/prefetch-next.ts'
import { usePlayer } from './use-player.ts'

type PlayerHostProps = Omit<
  ComponentProps<typeof PlayerDock>,
  'queue' | 'advance' | 'onClearHistory'
> & {
  heard: ListeningHistory
  /** What the page showed at the first play. */
  first: QueueView
  /** What the page shows now, or `null` if that is no list. */
  view: QueueView | null
  /** Whether somebody is editing a call. Such a call is not left automatically. */
  isEditing?: (callId: string) => boolean
}

/** The dock, and what follows the player for the life of the page. */
export function PlayerHost({ heard: history, first, view, isEditing, ...dock }: PlayerHostProps) {
  const { player } = dock
  const client = useQueryClient()
  const [{ queue, advance, writer }] = useState(() => {
    const queue = createQueue({ player, pages: createListPages(client), view: first })
    const skipped = () => listeningOn(player).skipSilence.getState().skipped
    return {
      queue,
      advance: createAutoAdvance(player, queue, isEditing),
      writer: createHistoryWriter({ player, history, skipped }),
    }
  })
  useEffect(() => {
    const stops = [
      queue.start(),
      advance.start(),
      writer.start(),
      prefetchNext({ player, peek: queue.peek }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [player, queue, advance, writer])
  useShownView(player, queue, view)
  return (
    <PlayerDock
      {...dock}
      queue={queue}
      advance={advance}
      onClearHistory={() => clearHistory({ history, writer })}
    />
  )
}

/**
 * Passes what the page shows to the queue, and scrolls to the row of the call that the queue opened:
 * once, and once more if a failure notice has taken space from the list. The focus does not move.
 */
function useShownView(player: Player, queue: Queue, view: QueueView | null): void {
  const opened = useStore(queue, (state) => state.opened)
  const hasFailed = usePlayer(player, ({ status }) => status === 'failed')
  const scrolledFor = useRef<string | null>(null)
  const records = view?.records
  useEffect(() => {
    if (view) queue.show(view)
  }, [queue, view])
  useEffect(() => {
    const reason = `${opened} ${hasFailed}`
    if (opened === null || reason === scrolledFor.current || !records) return
    // the play button is always in sight of its row, however far the table is scrolled sideways
    const button = findPlayButton(opened, 'tr')
    if (!button) return
    scrolledFor.current = reason
    button.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [opened, hasFailed, records])
}
