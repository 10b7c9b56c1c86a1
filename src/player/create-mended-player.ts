import type { QueryClient } from '@tanstack/react-query'
import { createPlayer, type Player, type PlayerParts } from './create-player.ts'
import { mendLate } from './mend-late.ts'

/**
 * Makes the page's player, with what helps where a recording fails; that loads when one does.
 * @param client holds the lists, which learn where a recording lies now
 */
export function createMendedPlayer(client: QueryClient, parts: PlayerParts): Player {
  const player = createPlayer(parts)
  player.setMender(
    mendLate(() => import('./create-menders.ts').then((m) => m.createMenders(player, client))),
  )
  return player
}
