import type { Player } from './create-player.ts'
import { createListening, type Listening } from './listening.ts'

const created = new WeakMap<Player, Listening>()

/** Returns what works on the sound of `player`, and creates it at the first call. */
export function listeningOn(player: Player): Listening {
  const listening = created.get(player) ?? createListening(player)
  created.set(player, listening)
  return listening
}
