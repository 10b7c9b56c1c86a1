import { useEffect, useEffectEvent } from 'react'
import { type Command, type ShortcutHandlers, useCommands } from './keyboard-shortcuts.ts'
import { usePlayer, usePlayerApi } from './PlayerProvider.tsx'
import { isSounding } from './player-state.ts'

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
const DEFAULT_OFFSET_SECONDS = 5

function setHandler(action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    navigator.mediaSession.setActionHandler(action, handler)
  } catch {
    // this browser does not know the action
  }
}

/**
 * Connects the player to the system's media session, so that headset keys and the media panel work.
 * The title names the parties, the artist is the agent.
 */
export function useMediaSession({
  onStep,
  onClose,
}: Pick<ShortcutHandlers, 'onStep'> & { onClose: () => void }): void {
  const player = usePlayerApi()
  const runCommand = useCommands({ onStep })
  const run = useEffectEvent((command: Command) => runCommand(command))
  const close = useEffectEvent(onClose)
  const isOpen = usePlayer((state) => state.call !== null)
  const title = usePlayer(({ call }) => (call ? `${call.caller} → ${call.called}` : ''))
  const artist = usePlayer(({ call }) => call?.agent ?? '')
  useEffect(() => {
    if (!isOpen || !('mediaSession' in navigator)) return
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album: 'Callboard' })
    // the system may request the state that is already there
    const toggleIf = (sounds: boolean) => () => {
      if (isSounding(player.getState().status) === sounds) player.toggle()
    }
    const seekBy = (direction: 1 | -1): MediaSessionActionHandler => {
      return ({ seekOffset = DEFAULT_OFFSET_SECONDS }) =>
        run({ does: 'seekBy', seconds: direction * seekOffset })
    }
    setHandler('play', toggleIf(false))
    setHandler('pause', toggleIf(true))
    setHandler('stop', () => close())
    setHandler('seekbackward', seekBy(-1))
    setHandler('seekforward', seekBy(1))
    setHandler('nexttrack', () => run({ does: 'step', by: 1 }))
    setHandler('previoustrack', () => run({ does: 'step', by: -1 }))
    setHandler('seekto', ({ seekTime }) => seekTime !== undefined && player.seek(seekTime))
    return () => {
      navigator.mediaSession.metadata = null
      for (const action of ACTIONS) setHandler(action, null)
    }
  }, [player, isOpen, title, artist])
  const playbackState = usePlayer(({ call, status }) =>
    !call ? 'none' : isSounding(status) ? 'playing' : 'paused',
  )
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.playbackState = playbackState
    return () => {
      navigator.mediaSession.playbackState = 'none'
    }
  }, [playbackState])
}
