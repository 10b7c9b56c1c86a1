import { useEffect, useRef, useState } from 'react'
import type { Listening } from '../create-listening.ts'
import type { Player } from '../create-player.ts'
import type { Stretch } from '../stretch.ts'
import { type KnownSound, openSound, UNKNOWN_SOUND } from './open-sound.ts'

interface UseSoundOptions {
  player: Player
  listening: Listening
  /** Id of the call. */
  id: string
  /** Address of its recording. */
  url: string
  /** The part that is looked at; `null` where it is the whole. */
  view: Stretch | null
}

/** How the player's call sounds. Reading it ends with the component. */
export function useSound({ player, listening, id, url, view }: UseSoundOptions): KnownSound {
  const [known, setKnown] = useState(UNKNOWN_SOUND)
  const opened = useRef<ReturnType<typeof openSound> | null>(null)
  const isSampled = Boolean(known.sound?.sampled)

  useEffect(() => {
    opened.current = openSound({ player, listening, id, url, onChange: setKnown })
    return () => opened.current?.close()
  }, [player, listening, id, url])

  useEffect(() => {
    if (isSampled) opened.current?.look(view)
  }, [isSampled, view])

  return known
}
