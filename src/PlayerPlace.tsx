import { type ComponentProps, lazy, Suspense, useDeferredValue, useState } from 'react'
import type { Session } from './contract/record.ts'
import { LateWords } from './i18n/LateWords.tsx'
import type { PlayerWithNotes as Noted } from './PlayerWithNotes.tsx'
import type { QueueView } from './player/queue/queue-view.ts'
import { usePlayer } from './player/use-player.ts'

const loadDock = () => import('./PlayerWithNotes.tsx').then((m) => ({ default: m.PlayerWithNotes }))
const PlayerWithNotes = lazy(loadDock)

type PlayerPlaceProps = Omit<
  ComponentProps<typeof Noted>,
  'first' | 'timeZone' | 'channels' | 'onClose'
> & {
  session: Session
  onLostFocus: () => void
}

/** The player's dock: loaded with the first recording that is played, and there from then on. */
export function PlayerPlace({ session, onLostFocus, ...parts }: PlayerPlaceProps) {
  const { player, view } = parts
  const isOpen = usePlayer(player, (state) => state.call !== null)
  const [first, setFirst] = useState<QueueView | null>(null)
  if (isOpen && view && !first) {
    setFirst(view)
    loadDock().catch(() => undefined) // beside the words, not after them; a failure shows below
  }
  // Deferred, it is rendered in slices between which the sound comes to its turn, and appears as
  // soon as it is loaded: what shows a fallback first is held back for 300 ms by React.
  const shown = useDeferredValue(first)
  return (
    <Suspense>
      {shown && (
        <LateWords>
          <PlayerWithNotes
            {...parts}
            first={shown}
            timeZone={session.timeZone}
            channels={session.recordingChannels}
            onClose={onLostFocus}
          />
        </LateWords>
      )}
    </Suspense>
  )
}
