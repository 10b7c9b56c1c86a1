import type { AudioElement } from './player-state.ts'

/** At most one audio element that has the beginning of a recording at hand, in silence. */
export interface Prepared {
  /** Loads as much of `address` as it takes to begin at `seconds`, in place of what was prepared. */
  prepare: (address: string, seconds: number) => void
  /** Hands out the element that was prepared for `address`, unless it failed. */
  take: (address: string) => AudioElement | null
  /** Lets go of what was prepared. */
  drop: () => void
}

/** Makes the place for such an element; `createAudio` makes one when it is needed. */
export function createPrepared(createAudio: () => AudioElement): Prepared {
  let prepared: { address: string; audio: AudioElement } | null = null

  function drop(): void {
    if (prepared) letGo(prepared.audio)
    prepared = null
  }

  return {
    drop,
    prepare(address, seconds) {
      if (prepared?.address === address) return
      drop()
      const audio = createAudio()
      audio.preload = 'metadata'
      audio.src = address
      if (seconds > 0) audio.currentTime = seconds
      prepared = { address, audio }
    },
    take(address) {
      if (prepared?.address !== address || prepared.audio.error) return null
      const { audio } = prepared
      prepared = null
      return audio
    },
  }
}

/** Ends the sound of an element, its download, and what it holds. */
export function letGo(audio: AudioElement): void {
  audio.pause()
  audio.removeAttribute('src')
  audio.load() // without a source this ends the download
}
