import { useEffect, useEffectEvent } from 'react'
import type { Player } from './create-player.ts'
import type { Hand } from './hands.ts'
import { isSounding } from './player-state.ts'
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

/** What the system asks of others than the player. */
type Asked = Pick<Beyond, 'onStep'> & { onClose: () => void }

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
export function useMediaSession(player: Player, { onStep, onClose }: Asked): void {
  const act = useEffectEvent((hand: Hand) => perform(player, hand, { onStep }))
  const close = useEffectEvent(onClose)
  const isOpen = usePlayer(player, (state) => state.call !== null)
  const title = usePlayer(player, ({ call }) => (call ? `${call.caller} → ${call.called}` : ''))
  const artist = usePlayer(player, ({ call }) => call?.agent ?? '')
  useEffect(() => {
    if (!isOpen || !('mediaSession' in navigator)) return
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album: 'Callboard' })
    // a key may ask for what is already so
    const toggleWhere = (wanted: boolean) => () => {
      if (isSounding(player.getState().status) === wanted) player.toggle()
    }
    on('play', toggleWhere(false))
    on('pause', toggleWhere(true))
    on('stop', () => close())
    on('seekbackward', ({ seekOffset = 5 }) => act({ does: 'move', by: -seekOffset }))
    on('seekforward', ({ seekOffset = 5 }) => act({ does: 'move', by: seekOffset }))
    on('nexttrack', () => act({ does: 'step', by: 1 }))
    on('previoustrack', () => act({ does: 'step', by: -1 }))
    on('seekto', ({ seekTime }) => seekTime !== undefined && player.seek(seekTime))
    return () => {
      navigator.mediaSession.metadata = null
      for (const action of ACTIONS) on(action, null)
    }
  }, [player, isOpen, title, artist])
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    const { mediaSession } = navigator
    function follow(): void {
      const { call, status } = player.getState()
      mediaSession.playbackState = !call ? 'none' : isSounding(status) ? 'playing' : 'paused'
    }
    follow()
    const unsubscribe = player.subscribe(follow)
    return () => {
      unsubscribe()
      mediaSession.playbackState = 'none'
    }
  }, [player])
}
