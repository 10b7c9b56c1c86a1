import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { useStore } from 'zustand'
import type { CallRecord } from '../calls/call.ts'
import { createPlayer, type Player } from './create-player.ts'
import type { HistoryWriter } from './history/history-writer.ts'
import { createListeningHistory, type ListeningHistory } from './history/listening-history.ts'
import type { Listening } from './listening.ts'
import type { PlayerState } from './player-state.ts'
import { createPreloadOnHover, type PreloadOnHover } from './preload.ts'

/** The page's player. `listening` and `writer` load and are created at the first play. */
interface PlayerContextValue {
  player: Player
  history: ListeningHistory
  preload: PreloadOnHover
  listening: Listening | null
  writer: HistoryWriter | null
  /** The calls that are played instead of the list, as long as one of them is open. */
  given: readonly CallRecord[] | null
}

const PlayerContext = createContext<PlayerContextValue | null>(null)

interface PlayerProviderProps {
  children: ReactNode
  /** A player for tests. */
  player?: Player
}

/** Creates the player and the listening history of the page. */
export function PlayerProvider({ children, player: given }: PlayerProviderProps) {
  const client = useQueryClient()
  const [value] = useState<PlayerContextValue>(() => {
    const history = createListeningHistory()
    const loadRecovery = async () =>
      (await import('./recovery/create-recovery.ts')).createRecovery(client)
    const player = given ?? createPlayer({ startAt: history.resumeAt, loadRecovery })
    return {
      player,
      history,
      preload: createPreloadOnHover(player),
      listening: null,
      writer: null,
      given: null,
    }
  })
  return <PlayerContext value={value}>{children}</PlayerContext>
}

/** @throws Error outside of a `PlayerProvider` */
export function usePlayerContext(): PlayerContextValue {
  const value = useContext(PlayerContext)
  if (!value) throw new Error('There is no PlayerProvider')
  return value
}

/** Returns a function that plays the recordings of these calls only, one after the other. */
export function usePlayOnly(): (calls: readonly CallRecord[]) => void {
  const context = usePlayerContext()
  return (calls) => {
    const recorded = calls.filter(({ recording }) => recording !== null)
    const [first] = recorded
    if (!first) return
    context.given = recorded
    context.player.play(first)
  }
}

/** Returns the player, for its actions. It does not render the component again. */
export function usePlayerApi(): Player {
  return usePlayerContext().player
}

/**
 * Selects from the player's state. The component renders again only if the selection differs.
 * @param select must return a part of the state or a primitive, not a new object
 */
export function usePlayer<Selected>(select: (state: PlayerState) => Selected): Selected {
  return useStore(usePlayerApi(), select)
}
