import { lazy, Suspense, useDeferredValue, useState } from 'react'
import type { Session } from './contract/record.ts'
import { LateWords } from './i18n/LateWords.tsx'
import type { Shelf } from './notes/create-shelf.ts'
import type { Player } from './player/create-player.ts'
import { usePlayer } from './player/use-player.ts'

const loadDock = () => import('./PlayerWithNotes.tsx').then((m) => ({ default: m.PlayerWithNotes }))
const PlayerWithNotes = lazy(loadDock)

interface PlayerPlaceProps {
  player: Player
  shelf: Shelf
  session: Session
  onLostFocus: () => void
}

/** The player's dock: loaded with the first recording that is played, and there from then on. */
export function PlayerPlace({ player, shelf, session, onLostFocus }: PlayerPlaceProps) {
  const isOpen = usePlayer(player, (state) => state.call !== null)
  const [needed, setNeeded] = useState(isOpen)
  if (isOpen && !needed) {
    setNeeded(true)
    loadDock().catch(() => undefined) // beside the words, not after them; a failure shows below
  }
  // Deferred, it is rendered in slices between which the sound comes to its turn, and appears as
  // soon as it is loaded: what shows a fallback first is held back for 300 ms by React.
  const shown = useDeferredValue(needed)
  return (
    <Suspense>
      {shown && (
        <LateWords>
          <PlayerWithNotes
            player={player}
            shelf={shelf}
            timeZone={session.timeZone}
            channels={session.recordingChannels}
            onClose={onLostFocus}
          />
        </LateWords>
      )}
    </Suspense>
  )
}
