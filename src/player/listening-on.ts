import { createListening, type Listening } from './create-listening.ts'
import type { Player } from './create-player.ts'

const made = new WeakMap<Player, Listening>()

/** What works on the sound of `player`: there before its dock, which comes after the first sound. */
export function listeningOn(player: Player): Listening {
  const listening = made.get(player) ?? createListening(player)
  made.set(player, listening)
  return listening
}
