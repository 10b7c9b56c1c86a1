import { useSyncExternalStore } from 'react'
import type { Player } from './create-player.ts'
import type { PlayerState } from './player-state.ts'

/**
 * What `select` takes out of the player's state; renders again only when that differs.
 * @param select must return a part of the state or a primitive, not something made anew
 */
export function usePlayer<Selected>(
  player: Player,
  select: (state: PlayerState) => Selected,
): Selected {
  return useSyncExternalStore(player.subscribe, () => select(player.getState()))
}
