import { useEffect } from 'react'
import type { Player } from './create-player.ts'
import { perform } from './use-hands.ts'
import { usePlayer } from './use-player.ts'

const NO_HELP = () => {}

function on(action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    navigator.mediaSession.setActionHandler(action, handler)
  } catch {
    // an action that this browser does not know
  }
}

/**
 * Tells the system what sounds, so that headset keys and its media panel work.
 * @param title who speaks with whom
 * @param artist the agent
 */
export function useMediaSession(player: Player, title: string, artist: string): void {
  const status = usePlayer(player, (state) => state.status)
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album: 'Callboard' })
    const toggle = () => player.toggle()
    on('play', toggle)
    on('pause', toggle)
    on('stop', () => player.close())
    on('seekbackward', ({ seekOffset = 5 }) =>
      perform(player, { does: 'move', by: -seekOffset }, NO_HELP),
    )
    on('seekforward', ({ seekOffset = 5 }) =>
      perform(player, { does: 'move', by: seekOffset }, NO_HELP),
    )
    on('seekto', ({ seekTime }) => seekTime !== undefined && player.seek(seekTime))
    return () => {
      navigator.mediaSession.metadata = null
      for (const action of [
        'play',
        'pause',
        'stop',
        'seekbackward',
        'seekforward',
        'seekto',
      ] as const)
        on(action, null)
    }
  }, [player, title, artist])
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.playbackState = status === 'playing' ? 'playing' : 'paused'
    return () => {
      navigator.mediaSession.playbackState = 'none'
    }
  }, [status])
}
