import type { CallRecord } from '../contract/record.ts'
import { askWhatFailed } from './ask-what-failed.ts'
import { AUDIO_EVENTS, type AudioElement, positionOf, statusAfter } from './audio-status.ts'
import { createStore } from './create-store.ts'
import { IDLE, type PlayerState } from './player-state.ts'

/** The one player of the page. */
export interface Player {
  getState: () => PlayerState
  subscribe: (listener: () => void) => () => void
  /** Plays a call's recording in place of the one before, or goes on where it is the same. */
  play: (call: CallRecord) => void
  /** Pauses or goes on; after a failure it tries again. */
  toggle: () => void
  /** Goes to `seconds` from the start, kept within the recording. */
  seek: (seconds: number) => void
  /** Sets the rate, 1 as it was spoken; it stays for the calls that follow. */
  setSpeed: (rate: number) => void
  /** Silences the sound, which goes on; it stays for the calls that follow. */
  setMuted: (muted: boolean) => void
  /** Stops, and lets go of the recording. */
  close: () => void
  /** Loads the recording again and goes on from the second where it failed. */
  retry: () => void
}

interface PlayerParts {
  createAudio?: () => AudioElement
  fetch?: typeof globalThis.fetch
}

/** Makes the page's player. Its audio element is made at the first play and outlives every row. */
export function createPlayer({
  createAudio = () => new Audio(),
  fetch = (input, init) => globalThis.fetch(input, init),
}: PlayerParts = {}): Player {
  const { getState, subscribe, patch } = createStore(IDLE)
  let element: AudioElement | null = null
  let inquiry = new AbortController()

  function ensureAudio(): AudioElement {
    if (element) return element
    const audio = createAudio()
    element = audio
    audio.preload = 'metadata'
    audio.preservesPitch = true
    setRate(audio, getState().speed)
    audio.muted = getState().muted
    for (const event of AUDIO_EVENTS) {
      audio.addEventListener(event, () => {
        const { call, status } = getState()
        if (!call || status === 'failed') return
        const position = positionOf(audio, call.talkSeconds)
        patch({ ...position, status: statusAfter(event, audio, status) })
      })
    }
    audio.addEventListener('error', () => void explain(audio))
    return audio
  }

  async function explain({ error }: AudioElement): Promise<void> {
    const { call, status } = getState()
    if (!call?.recording) return
    const { signal } = inquiry
    patch({ status: status === 'playing' ? 'waiting' : status })
    const mediaError = error?.code
    const failure = await askWhatFailed(call.recording, { mediaError, fetch, signal })
    if (!signal.aborted) patch({ status: 'failed', failure }) // else another call was chosen
  }

  function load(call: CallRecord, recording: string, at: number): void {
    inquiry.abort()
    inquiry = new AbortController()
    const audio = ensureAudio()
    audio.src = recording
    if (at > 0) audio.currentTime = at
    const total = call.talkSeconds
    patch({
      ...IDLE,
      call,
      status: 'loading',
      elapsed: at,
      total,
      buffered: at,
      speed: getState().speed,
      muted: getState().muted,
    })
    start(audio)
  }

  function start(audio: AudioElement): void {
    audio.play().catch((reason: unknown) => {
      const refused = reason instanceof DOMException && reason.name === 'NotAllowedError'
      // AbortError: paused or replaced before it began. The rest comes as `error` of the element.
      if (refused && audio.paused && getState().call) patch({ status: 'paused' })
    })
  }

  function retry(): void {
    const { call, elapsed } = getState()
    if (call?.recording) load(call, call.recording, elapsed)
  }

  function toggle(): void {
    const { call, status } = getState()
    if (!call || !element) return
    if (status === 'failed') retry()
    else if (element.paused) start(element)
    else element.pause()
  }

  return {
    getState,
    subscribe,
    toggle,
    retry,
    play(call) {
      const { call: current, status, elapsed } = getState()
      if (!call.recording) return
      if (call.id !== current?.id) load(call, call.recording, 0)
      else if (status === 'failed')
        load(call, call.recording, elapsed) // a list read again may have a new address
      else if (element?.paused) start(element)
    },
    seek(seconds) {
      const { call, total, canSeek } = getState()
      if (!call || !element || !canSeek) return // a seek that cannot be would begin again at 0
      const elapsed = Math.min(Math.max(seconds, 0), total ?? Number.POSITIVE_INFINITY)
      element.currentTime = elapsed
      patch({ elapsed })
    },
    setSpeed(speed) {
      if (element) setRate(element, speed)
      patch({ speed })
    },
    setMuted(muted) {
      if (element) element.muted = muted
      patch({ muted })
    },
    close() {
      inquiry.abort()
      patch({ ...IDLE, speed: getState().speed, muted: getState().muted })
      element?.pause()
      element?.removeAttribute('src')
      element?.load() // without a source this ends the download
    },
  }
}

/** Loading a source falls back to the default rate, so both are set. */
function setRate(audio: AudioElement, rate: number): void {
  audio.defaultPlaybackRate = rate
  audio.playbackRate = rate
}
