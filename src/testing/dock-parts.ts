import { vi } from 'vitest'
import type { Player } from '../player/create-player.ts'
import { createAutoAdvance } from '../player/queue/auto-advance.ts'
import { createQueue } from '../player/queue/create-queue.ts'
import { viewOf } from './fake-list.ts'

/** What a dock needs beside its player, for tests of the dock: a list without calls. */
export function dockParts(player: Player) {
  const pages = { read: () => Promise.reject(new Error('no list')), cached: () => undefined }
  const queue = createQueue({ player, pages, view: viewOf([]) })
  const advance = createAutoAdvance(player, queue)
  return { player, queue, advance, onClearHistory: vi.fn(async () => true) }
}
