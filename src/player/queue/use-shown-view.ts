import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Player } from '../create-player.ts'
import { usePlayer } from '../use-player.ts'
import type { Queue } from './create-queue.ts'
import type { QueueView } from './queue-view.ts'

/** The play button of a call, which stays at the edge of its row however far that is scrolled. */
function playButton(id: string): HTMLElement | null {
  return document.querySelector(`tr [data-play-call="${CSS.escape(id)}"]`)
}

/**
 * Tells the queue what the page shows, and brings the row of the call it opened into sight: once,
 * and once more where a failure has taken room from the list. The focus stays where it is.
 */
export function useShownView(player: Player, queue: Queue, view: QueueView | null): void {
  const opened = useSyncExternalStore(queue.subscribe, () => queue.getState().opened)
  const hasFailed = usePlayer(player, ({ status }) => status === 'failed')
  const scrolledFor = useRef<string | null>(null)
  const records = view?.records
  useEffect(() => {
    if (view) queue.show(view)
  }, [queue, view])
  useEffect(() => {
    const reason = `${opened} ${hasFailed}`
    if (opened === null || reason === scrolledFor.current || !records) return
    const row = playButton(opened)
    if (!row) return
    scrolledFor.current = reason
    row.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [opened, hasFailed, records])
}
