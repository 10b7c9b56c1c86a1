import { RequestFailure } from '../api/client.ts'
import type { CallRecord } from '../calls/call.ts'
import { createStore } from '../lib/store.ts'
import { askWhatFailed } from './ask-what-failed.ts'
import { AUDIO_EVENTS, type AudioElement, positionOf, statusAfter } from './audio-status.ts'
import { createPrepared, letGo } from './create-prepared.ts'
import { IDLE, isSounding, type PlayerState } from './player-state.ts'

/** What a recording that failed goes on with, from the same second. */
export interface Mended {
  /** The call as it is now, where it was asked for again. */
  call: CallRecord
  /** What the element is to play. */
  address: string
}

/**
 * Looks for another way to play a recording that failed.
 * @returns `null` where there is none, a failure where that could not be found out; it never throws.
 * After an abort the answer means nothing.
 */
export type Mend = (
  call: CallRecord,
  failure: RequestFailure,
  signal: AbortSignal,
) => Promise<Mended | RequestFailure | null>

/** The one player of the page. */
export interface Player {
  getState: () => PlayerState
  subscribe: (listener: () => void) => () => void
  /** Plays a call's recording in place of the one before, or goes on where it is the same. */
  play: (call: CallRecord) => void
  /**
   * Has the beginning of a call's recording at hand, as it may be played next; of one at a time.
   * @returns whether it does: not of the call that is open, nor while that waits for its own bytes
   */
  prepare: (call: CallRecord) => boolean
  /** Lets go of what was prepared and not played. */
  unprepare: () => void
  /** Opens a call's recording at `seconds` from its start, without a sound yet. */
  cue: (call: CallRecord, seconds: number) => void
  /** Pauses or goes on; after a failure it tries again. */
  toggle: () => void
  /** Goes to `seconds` from the start, kept within the recording; nothing if the source cannot seek. */
  seek: (seconds: number) => void
  /** Sets the rate, 1 as it was spoken; it stays for the calls that follow. */
  setSpeed: (rate: number) => void
  /**
   * Silences the sound, which goes on; it stays for the calls that follow. Where it was turned down
   * to nothing, it is as loud again as before.
   */
  setMuted: (muted: boolean) => void
  /** Sets how loud it is, from 0 to 1; it stays for the calls that follow. */
  setVolume: (volume: number) => void
  /** Stops, and lets go of the recording. */
  close: () => void
  /** Loads the recording again and goes on from the second where it failed. */
  retry: () => void
  /**
   * Goes on with what stands in for the recording; paused stays paused.
   * @param at seconds from the start, as a rule the same second
   */
  replace: (mended: Mended, at?: number) => void
  /** Lets go of the source, and shows that it failed. */
  fail: (failure: RequestFailure) => void
  /** Sets who is asked before a failure is shown. */
  setMender: (mend: Mend | null) => void
  /**
   * The audio element, once there is one; for what works on the sound itself. It becomes another
   * with a call that was prepared.
   */
  element: () => AudioElement | null
}

/** A recording shorter than this (s) has no sound in it. */
const SHORTEST_SECONDS = 0.1

export interface PlayerParts {
  createAudio?: () => AudioElement
  fetch?: typeof globalThis.fetch
  /** Seconds from the start at which a call's recording begins when it is played anew. */
  startAt?: (call: CallRecord) => number
}

/** Makes the page's player. Its audio element is made when it is needed and outlives every row. */
export function createPlayer({
  createAudio = () => new Audio(),
  fetch = (input, init) => globalThis.fetch(input, init),
  startAt = () => 0,
}: PlayerParts = {}): Player {
  const { getState, subscribe, patch } = createStore(IDLE)
  const prepared = createPrepared(createAudio)
  let element: AudioElement | null = null
  let inquiry = new AbortController()
  let mender: Mend | null = null
  /** The volume before it was turned down to nothing. */
  let audible = 1

  /** Makes `audio` the element of the player, in place of the one before. */
  function adopt(audio: AudioElement): AudioElement {
    if (element) letGo(element)
    element = audio
    audio.preload = 'metadata'
    audio.preservesPitch = true
    const { speed, muted, volume } = getState()
    setRate(audio, speed)
    Object.assign(audio, { muted, volume })
    for (const event of AUDIO_EVENTS) {
      audio.addEventListener(event, () => {
        const { call, status } = getState()
        if (!call || status === 'failed' || audio !== element) return
        if (event === 'ended' && isSilent(audio)) return void explain(audio)
        const position = positionOf(audio, call.talkSeconds)
        patch({ ...position, status: statusAfter(event, audio, status) })
      })
    }
    audio.addEventListener('error', () => {
      if (audio === element) void explain(audio)
    })
    return audio
  }

  /** The element with its source: the one that was prepared for it, where there is one. */
  function elementAt(address: string): AudioElement {
    const ready = prepared.take(address)
    if (ready) return adopt(ready)
    const audio = element ?? adopt(createAudio())
    audio.src = address
    return audio
  }

  async function explain({ error }: AudioElement): Promise<void> {
    const { call, status } = getState()
    if (!call?.recording) return
    const { signal } = inquiry
    patch({ status: status === 'playing' ? 'waiting' : status })
    const mediaError = error?.code
    const parts = { mediaError, isSilent: !error, fetch, signal }
    const failure = await askWhatFailed(call, parts)
    const mended = signal.aborted ? null : await mender?.(call, failure, signal)
    if (signal.aborted) return // another call was chosen
    if (mended && !(mended instanceof RequestFailure)) replace(mended)
    else patch({ status: 'failed', failure: mended ?? failure })
  }

  /** @param sounds whether it is to play, or only to be ready */
  function load({ call, address }: Mended, at: number, sounds = true): void {
    inquiry.abort()
    inquiry = new AbortController()
    const audio = elementAt(address)
    if (at !== audio.currentTime) audio.currentTime = at
    const { speed, muted, volume, total, resumedAt, call: before } = getState()
    const isSame = before?.id === call.id
    patch({
      ...IDLE,
      ...{ speed, muted, volume, call, address, elapsed: at, buffered: at },
      status: sounds ? 'loading' : 'paused',
      total: isSame ? total : call.talkSeconds,
      resumedAt: isSame ? resumedAt : sounds ? at : 0,
    })
    if (sounds) start(audio)
  }

  function start(audio: AudioElement): void {
    if (audio.error) {
      patch({ status: 'loading' }) // why it failed is being asked: what comes of that is to sound
      return
    }
    audio.play().catch((reason: unknown) => {
      const refused = reason instanceof DOMException && reason.name === 'NotAllowedError'
      // AbortError: paused or replaced before it began. The rest comes as `error` of the element.
      if (refused && audio.paused && getState().call) patch({ status: 'paused' })
    })
  }

  function retry(): void {
    const { call, elapsed } = getState()
    if (call?.recording) load({ call, address: call.recording }, elapsed)
  }

  function replace(mended: Mended, at = getState().elapsed): void {
    const { status } = getState()
    load(mended, at, status !== 'paused' && status !== 'ended')
  }

  function toggle(): void {
    const { call, status } = getState()
    if (!call || !element) return
    if (status === 'failed') retry()
    else if (element.error && isSounding(status)) patch({ status: 'paused' })
    else if (element.paused) start(element)
    else element.pause()
  }

  function setVolume(wanted: number): void {
    const volume = Math.min(Math.max(wanted, 0), 1)
    if (element) element.volume = volume
    patch({ volume })
    if (volume > 0) audible = volume
  }

  return {
    getState,
    subscribe,
    toggle,
    retry,
    replace,
    play(call) {
      const { call: current, status, elapsed } = getState()
      if (!call.recording) return
      const source = { call, address: call.recording }
      if (call.id !== current?.id) load(source, startAt(call))
      else if (status === 'failed')
        load(source, elapsed) // a list read again may have a new address
      else if (element?.paused) start(element)
    },
    prepare(call) {
      const { call: current, status } = getState()
      const isBusy = status === 'loading' || status === 'waiting' // sound first
      if (!call.recording || call.id === current?.id || isBusy) return false
      prepared.prepare(call.recording, startAt(call))
      return true
    },
    unprepare: prepared.drop,
    cue(call, seconds) {
      if (call.recording) load({ call, address: call.recording }, seconds, false)
    },
    seek(seconds) {
      const { call, total, canSeek } = getState()
      if (!call || !element) return
      const elapsed = Math.min(Math.max(seconds, 0), total ?? Number.POSITIVE_INFINITY)
      // a seek that cannot be would begin again at 0
      if (!canSeek) return
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
      if (!muted && getState().volume === 0) setVolume(audible)
    },
    setVolume,
    close() {
      inquiry.abort()
      const { speed, muted, volume } = getState()
      patch({ ...IDLE, speed, muted, volume })
      if (element) letGo(element)
    },
    fail(failure) {
      inquiry.abort()
      patch({ status: 'failed', failure })
      if (element) letGo(element)
    },
    setMender(mend) {
      mender = mend
    },
    element: () => element,
  }
}

/** Whether an element that has ended never had anything to play. */
function isSilent({ duration }: AudioElement): boolean {
  return !(duration >= SHORTEST_SECONDS)
}

/** Loading a source falls back to the default rate, so both are set. */
function setRate(audio: AudioElement, rate: number): void {
  audio.defaultPlaybackRate = rate
  audio.playbackRate = rate
}
