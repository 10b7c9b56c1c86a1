import { useStore } from 'zustand'
import type { Player } from './create-player.ts'
import type { PlayerState } from './player-state.ts'

/**
 * Selects from the player's state. The component renders again only if the selection differs.
 * @param select must return a part of the state or a primitive, not a new object
 */
export function usePlayer<Selected>(
  player: Player,
  select: (state: PlayerState) => Selected,
): Selected {
  return useStore(player, select)
}
