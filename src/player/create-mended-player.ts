import { createPlayer, type Player } from './create-player.ts'
import { mendLate } from './mend-late.ts'

/** Makes the page's player, with what helps where a recording fails; that loads when one does. */
export function createMendedPlayer(): Player {
  const player = createPlayer()
  player.setMender(
    mendLate(() =>
      import('./decoding/create-decoded-mender.ts').then((m) => m.createDecodedMender(player)),
    ),
  )
  return player
}
