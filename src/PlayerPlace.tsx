import { lazy, Suspense } from 'react'
import type { Player } from './player/create-player.ts'
import { usePlayer } from './player/use-player.ts'

const PlayerDock = lazy(() =>
  import('./player/PlayerDock.tsx').then((m) => ({ default: m.PlayerDock })),
)

interface PlayerPlaceProps {
  player: Player
  timeZone: string
  onLostFocus: () => void
}

/** The player's dock, loaded with the first recording that is played. */
export function PlayerPlace({ player, timeZone, onLostFocus }: PlayerPlaceProps) {
  const needed = usePlayer(player, (state) => state.call !== null)
  return (
    <Suspense>
      {needed && <PlayerDock player={player} timeZone={timeZone} onClose={onLostFocus} />}
    </Suspense>
  )
}
