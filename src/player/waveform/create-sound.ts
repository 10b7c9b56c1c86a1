import { createStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import { type KnownSound, type Learners, openSound, UNKNOWN_SOUND } from './open-sound.ts'
import { soundStore } from './sound-store.ts'

/** How the open call's recording sounds, as far as it is known. */
export interface PlayedSound {
  getState: () => KnownSound
  subscribe: (listener: () => void) => () => void
}

/**
 * Finds out how each call of `player` sounds, from its first sound on, and lets go of it with the
 * call. It is no part of what shows it: that is drawn while the recording is being read.
 */
export function createSound(player: Player, learners: Learners, open = openSound): PlayedSound {
  const { getState, subscribe, patch } = createStore(UNKNOWN_SOUND)
  let opened: ReturnType<typeof openSound> | null = null
  let id: string | undefined
  let url: string | null | undefined

  function follow(): void {
    const { call } = player.getState()
    if (call?.id === id && call?.recording === url) return
    id = call?.id
    url = call?.recording
    opened?.close()
    patch(UNKNOWN_SOUND)
    opened =
      id && url ? open({ player, learners, id, url, onChange: patch, store: soundStore }) : null
  }

  player.subscribe(follow)
  follow()
  void soundStore.open()
  return { getState, subscribe }
}
