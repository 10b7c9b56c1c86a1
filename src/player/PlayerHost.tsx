import { useQueryClient } from '@tanstack/react-query'
import { type ComponentProps, useState } from 'react'
import { clearHistory } from './heard/clear-history.ts'
import { createHeardWriter } from './heard/create-heard-writer.ts'
import type { HeardMarks } from './heard/heard-marks.ts'
import { listeningOn } from './listening-on.ts'
import { PlayerDock } from './PlayerDock.tsx'
import { createAutoAdvance } from './queue/create-auto-advance.ts'
import { createQueue } from './queue/create-queue.ts'
import { createListPages } from './queue/list-pages.ts'
import { prefetchNext } from './queue/prefetch-next.ts'
import type { QueueView } from './queue/queue-view.ts'
import { useShownView } from './queue/use-shown-view.ts'
import { useStarted } from './use-started.ts'

type PlayerHostProps = Omit<
  ComponentProps<typeof PlayerDock>,
  'queue' | 'advance' | 'onClearHistory'
> & {
  heard: HeardMarks
  /** What the page showed when the first recording was played. */
  first: QueueView
  /** What it shows now, where that is a list. */
  view: QueueView | null
  /** Whether somebody is in the middle of something with a call: it is not left by itself. */
  isUnfinished?: (id: string) => boolean
}

/** The dock, and what works beside the player for as long as the page is there. */
export function PlayerHost({ heard, first, view, isUnfinished, ...dock }: PlayerHostProps) {
  const { player } = dock
  const client = useQueryClient()
  const [parts] = useState(() => {
    const queue = createQueue({ player, pages: createListPages(client), view: first })
    return {
      queue,
      advance: createAutoAdvance(player, queue, isUnfinished),
      writer: createHeardWriter({
        player,
        marks: heard,
        passed: () => listeningOn(player).silence.getState().passed,
      }),
      prefetch: { start: () => prefetchNext({ player, peek: queue.peek }) },
    }
  })
  const { queue, advance, writer, prefetch } = parts
  useStarted(queue)
  useStarted(advance)
  useStarted(writer)
  useStarted(prefetch)
  useShownView(player, queue, view)
  return (
    <PlayerDock
      {...dock}
      queue={queue}
      advance={advance}
      onClearHistory={() => clearHistory({ marks: heard, writer })}
    />
  )
}
