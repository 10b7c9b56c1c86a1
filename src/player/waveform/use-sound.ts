import { useEffect, useSyncExternalStore } from 'react'
import type { Stretch } from '../stretch.ts'
import type { PlayedSound } from './create-sound.ts'
import type { KnownSound } from './open-sound.ts'

/**
 * How the player's call sounds.
 * @param view the part that is looked at; `null` where it is the whole
 */
export function useSound(sound: PlayedSound, view: Stretch | null): KnownSound {
  const known = useSyncExternalStore(sound.subscribe, sound.getState)
  const isSampled = Boolean(known.sound?.sampled)

  useEffect(() => {
    if (isSampled) sound.look(view)
  }, [isSampled, sound, view])

  return known
}
