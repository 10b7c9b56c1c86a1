import { useDebouncedValue } from '@mantine/hooks'
import { type ComponentProps, useDeferredValue, useState } from 'react'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { Session } from '../calls/call.ts'
import type { QueueView } from '../player/queue/create-queue.ts'
import { usePlayer } from '../player/use-player.ts'
import type { PlayerWithNotes as Noted } from './PlayerWithNotes.tsx'

/** How long (ms) the dock waits for the first sound, which has priority. */
const FIRST_SOUND_TIMEOUT_MS = 250

const PlayerWithNotes = lazyPart(() =>
  import('./PlayerWithNotes.tsx').then((m) => m.PlayerWithNotes),
)

type LazyPlayerProps = Omit<
  ComponentProps<typeof Noted>,
  'first' | 'timeZone' | 'speakers' | 'onClose'
> & {
  session: Session
  onLostFocus: () => void
}

/** The player's dock. It loads once the first recording sounds, or is late to. */
export function LazyPlayer({ session, onLostFocus, ...parts }: LazyPlayerProps) {
  const { player, view } = parts
  const isOpen = usePlayer(player, (state) => state.call !== null)
  const hasBegun = usePlayer(player, ({ call, status }) => call !== null && status !== 'loading')
  const [isLate] = useDebouncedValue(isOpen, FIRST_SOUND_TIMEOUT_MS)
  const [first, setFirst] = useState<QueueView | null>(null)
  if (!first && view && isOpen && (hasBegun || isLate)) setFirst(view)
  // Deferred, it renders in slices, between which events of the sound are handled.
  const shown = useDeferredValue(first)
  return (
    <Part>
      {shown && (
        <PlayerWithNotes
          {...parts}
          first={shown}
          timeZone={session.timeZone}
          speakers={session.recordingChannels}
          onClose={onLostFocus}
        />
      )}
    </Part>
  )
}
