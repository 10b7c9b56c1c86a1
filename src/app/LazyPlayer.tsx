import { useDebouncedValue } from '@mantine/hooks'
import { type ComponentProps, useDeferredValue, useState } from 'react'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { Session } from '../calls/call.ts'
import type { PlayerDockProps } from '../player/PlayerDock.tsx'
import { usePlayer } from '../player/PlayerProvider.tsx'
import type { QueueView } from '../player/queue/create-queue.ts'
import type { TimestampLink as LoadedLink } from '../player/TimestampLink.tsx'
import { customerText } from '../records/columns.tsx'

/** How long (ms) the dock waits for the first sound, which has priority. */
const FIRST_SOUND_TIMEOUT_MS = 250

const PlayerDock = lazyPart(() => import('../player/PlayerDock.tsx').then((m) => m.PlayerDock))
const TimestampLink = lazyPart(() =>
  import('../player/TimestampLink.tsx').then((m) => m.TimestampLink),
)

interface LazyPlayerProps extends Pick<PlayerDockProps, 'view' | 'onDetails' | 'onLostFocus'> {
  session: Session
}

/** The player's dock. It loads once the first recording sounds, or after a timeout. */
export function LazyPlayer({ session, view, ...handlers }: LazyPlayerProps) {
  const isOpen = usePlayer((state) => state.call !== null)
  const hasBegun = usePlayer(({ call, status }) => call !== null && status !== 'loading')
  const [isLate] = useDebouncedValue(isOpen, FIRST_SOUND_TIMEOUT_MS)
  const [firstView, setFirstView] = useState<QueueView | null>(null)
  if (!firstView && view && isOpen && (hasBegun || isLate)) setFirstView(view)
  // A deferred value renders in slices, so that media events are handled in between.
  const shown = useDeferredValue(firstView)
  return (
    <Part>
      {shown && (
        <PlayerDock
          firstView={shown}
          view={view}
          speakers={session.recordingChannels}
          mayDownload={session.user?.role !== 'listener'}
          nameOf={customerText}
          {...handlers}
        />
      )}
    </Part>
  )
}

/** Opens the call of a timestamp link. Loads only for such a link. */
export function LazyTimestampLink(props: ComponentProps<typeof LoadedLink>) {
  return (
    <Part>
      <TimestampLink {...props} />
    </Part>
  )
}
