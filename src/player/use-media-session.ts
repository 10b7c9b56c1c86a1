import { useEffect, useEffectEvent } from 'react'
import type { Player } from './create-player.ts'
import type { Hand } from './hands.ts'
import type { PlayerStatus } from './player-state.ts'
import { type Beyond, perform } from './use-hands.ts'
import { usePlayer } from './use-player.ts'

const ACTIONS = [
  'play',
  'pause',
  'stop',
  'seekbackward',
  'seekforward',
  'seekto',
  'nexttrack',
  'previoustrack',
] as const

const STATES: Partial<Record<PlayerStatus, MediaSessionPlaybackState>> = {
  idle: 'none',
  playing: 'playing',
}

function on(action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    navigator.mediaSession.setActionHandler(action, handler)
  } catch {
    // an action that this browser does not know
  }
}

/**
 * Tells the system what sounds, so that headset keys and its media panel work.
 * The title says who speaks with whom, the artist is the agent.
 */
export function useMediaSession(
  player: Player,
  { title, artist }: { title: string; artist: string },
  beyond: Beyond,
): void {
  const act = useEffectEvent((hand: Hand) => perform(player, hand, beyond))
  const status = usePlayer(player, (state) => state.status)
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album: 'Callboard' })
    const toggle = () => player.toggle()
    on('play', toggle)
    on('pause', toggle)
    on('stop', () => player.close())
    on('seekbackward', ({ seekOffset = 5 }) => act({ does: 'move', by: -seekOffset }))
    on('seekforward', ({ seekOffset = 5 }) => act({ does: 'move', by: seekOffset }))
    on('nexttrack', () => act({ does: 'step', by: 1 }))
    on('previoustrack', () => act({ does: 'step', by: -1 }))
    on('seekto', ({ seekTime }) => seekTime !== undefined && player.seek(seekTime))
    return () => {
      navigator.mediaSession.metadata = null
      for (const action of ACTIONS) on(action, null)
    }
  }, [player, title, artist])
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.playbackState = STATES[status] ?? 'paused'
    return () => {
      navigator.mediaSession.playbackState = 'none'
    }
  }, [status])
}
