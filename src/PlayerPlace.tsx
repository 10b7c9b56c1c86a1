import { lazy, Suspense, useState } from 'react'
import type { Session } from './contract/record.ts'
import { LateWords } from './i18n/LateWords.tsx'
import type { Shelf } from './notes/create-shelf.ts'
import type { Player } from './player/create-player.ts'
import { usePlayer } from './player/use-player.ts'

const PlayerWithNotes = lazy(() =>
  import('./PlayerWithNotes.tsx').then((m) => ({ default: m.PlayerWithNotes })),
)

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
  if (isOpen && !needed) setNeeded(true)
  return (
    <Suspense>
      {needed && (
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
