import type { CallRecord } from '../calls/call.ts'
import type { Player } from './create-player.ts'
import type { AudioElement } from './player-state.ts'

/** Time that a pointer rests on a play button before its recording is preloaded. */
const REST_MS = 80

/** Preloads the beginning of a recording while a pointer or the focus rests on its play button. */
export interface PreloadOnHover {
  onHoverStart: (call: CallRecord) => void
  /** Ignored for any but the last button, because the focus may leave another one later. */
  onHoverEnd: (call: CallRecord) => void
}

export function createPreloadOnHover(
  player: Pick<Player, 'preload' | 'cancelPreload'>,
): PreloadOnHover {
  let hovered: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    clearTimeout(timer)
    hovered = null
    player.cancelPreload()
  }

  return {
    onHoverStart(call) {
      if (call.id === hovered) return
      stop()
      hovered = call.id
      timer = setTimeout(() => player.preload(call), REST_MS)
    },
    onHoverEnd(call) {
      if (call.id === hovered) stop()
    },
  }
}

/** Holds at most one audio element that has loaded the beginning of a recording. */
export interface PreloadedAudio {
  /** Loads the bytes needed to begin at `seconds`, in place of those preloaded before. */
  load: (address: string, seconds: number) => void
  /** Hands over the element that was preloaded for `address`, unless it failed. */
  claim: (address: string) => AudioElement | null
  /** Unloads the element. */
  release: () => void
}

export function createPreloadedAudio(createAudio: () => AudioElement): PreloadedAudio {
  let preloaded: { address: string; audio: AudioElement } | null = null

  function release(): void {
    if (preloaded) unloadAudio(preloaded.audio)
    preloaded = null
  }

  return {
    release,
    load(address, seconds) {
      if (preloaded?.address === address) return
      release()
      const audio = createAudio()
      audio.preload = 'metadata'
      audio.src = address
      if (seconds > 0) audio.currentTime = seconds
      preloaded = { address, audio }
    },
    claim(address) {
      if (preloaded?.address !== address || preloaded.audio.error) return null
      const { audio } = preloaded
      preloaded = null
      return audio
    },
  }
}

/** Stops an element, ends its download and frees its memory. */
export function unloadAudio(audio: AudioElement): void {
  audio.pause()
  audio.removeAttribute('src')
  audio.load() // without a source this ends the download
}
