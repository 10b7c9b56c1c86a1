import { createStore } from 'zustand/vanilla'
import { RequestFailure } from '../api/client.ts'
import type { CallRecord } from '../calls/call.ts'
import { patch as patchStore, type ReadableStore } from '../lib/store.ts'
import {
  AUDIO_EVENTS,
  type AudioElement,
  IDLE,
  isSounding,
  type PlayerState,
  positionOf,
  statusAfter,
} from './player-state.ts'
import { createPreloadedAudio, unloadAudio } from './preload.ts'
import { diagnoseFailure } from './recovery/diagnose-failure.ts'

/** A call and the address at which its recording plays. */
export interface Source {
  call: CallRecord
  address: string
}

interface FailedRecording {
  call: CallRecord
  failure: RequestFailure
  /** Seconds from the start at which it failed. */
  elapsed: number
  /** Once it has aborted, the answer is ignored. */
  signal: AbortSignal
}

/**
 * Finds another source of a recording that failed.
 * @returns `null` if there is none, a failure if the search itself failed
 */
export type Recover = (failed: FailedRecording) => Promise<Source | RequestFailure | null>

/** The one player of the page. */
export interface Player extends ReadableStore<PlayerState> {
  /** Plays the recording of a call in place of the one before, or resumes it if it is the same. */
  play: (call: CallRecord) => void
  /**
   * Preloads the beginning of a recording that may be played next, in place of the one before.
   * @returns false if the call is open already, or the open one still waits for its own bytes
   */
  preload: (call: CallRecord) => boolean
  /** Unloads what `preload` has loaded. */
  cancelPreload: () => void
  /** Opens the recording of a call at `seconds` from its start, paused. */
  cue: (call: CallRecord, seconds: number) => void
  /** Pauses or resumes. After a failure it tries again. */
  toggle: () => void
  /** Seeks to `seconds` from the start, clamped. Does nothing if the source cannot seek. */
  seek: (seconds: number) => void
  /** Sets the playback rate, for later calls too. */
  setSpeed: (rate: number) => void
  /** Mutes or unmutes, for later calls too. Unmuting restores a volume that was set to 0. */
  setMuted: (muted: boolean) => void
  /** Sets the volume from 0 to 1, for later calls too. */
  setVolume: (volume: number) => void
  /** Stops, and unloads the recording. */
  close: () => void
  /** Loads the recording again and continues from the second where it failed. */
  retry: () => void
  /** Continues with another source from the same second. A paused player stays paused. */
  replaceSource: (source: Source) => void
  /** Unloads the recording and shows the failure. */
  fail: (failure: RequestFailure) => void
  /** The audio element once there is one. A preloaded call brings a new element. */
  element: () => AudioElement | null
}

/** A shorter recording has no sound in it. */
const MIN_RECORDING_SECONDS = 0.1

interface PlayerOptions {
  createAudio?: () => AudioElement
  fetch?: typeof globalThis.fetch
  /** Returns the second at which the recording of a call begins. */
  startAt?: (call: CallRecord) => number
  /** Loads the recovery at the first failure. If loading fails, the next failure tries again. */
  loadRecovery?: () => Promise<Recover>
}

/** Creates the page's player. The audio element is created at the first play and then kept. */
export function createPlayer({
  createAudio = () => new Audio(),
  fetch = (input, init) => globalThis.fetch(input, init),
  startAt = () => 0,
  loadRecovery = async () => async () => null,
}: PlayerOptions = {}): Player {
  const store = createStore<PlayerState>(() => IDLE)
  const { getState } = store
  const patch = (change: Partial<PlayerState>) => patchStore(store, change)
  const preloaded = createPreloadedAudio(createAudio)
  let element: AudioElement | null = null
  /** Aborts the diagnosis of a failure. */
  let diagnosis = new AbortController()
  let recovery: Promise<Recover> | null = null
  /** The last volume above 0. */
  let audibleVolume = 1

  /** Makes `audio` the element of the player in place of the one before. */
  function adopt(audio: AudioElement): AudioElement {
    if (element) unloadAudio(element)
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
        if (event === 'ended' && hasNoSound(audio)) return void onError(audio)
        const position = positionOf(audio, call.talkSeconds)
        patch({ ...position, status: statusAfter(event, audio, status) })
      })
    }
    audio.addEventListener('error', () => {
      if (audio === element) void onError(audio)
    })
    return audio
  }

  /** Returns an element that loads `address`: the preloaded one if there is one. */
  function elementAt(address: string): AudioElement {
    const claimed = preloaded.claim(address)
    if (claimed) return adopt(claimed)
    const audio = element ?? adopt(createAudio())
    audio.src = address
    return audio
  }

  /** Diagnoses the error of the element, then recovers or fails. */
  async function onError({ error }: AudioElement): Promise<void> {
    const { call, status } = getState()
    if (!call?.recording) return
    const { signal } = diagnosis
    patch({ status: status === 'playing' ? 'waiting' : status })
    const options = { mediaError: error?.code, isSilent: !error, fetch, signal }
    const failure = await diagnoseFailure(call, options)
    const recovered = signal.aborted ? null : await recover({ call, failure, signal })
    if (signal.aborted) return // another call was chosen
    if (recovered && !(recovered instanceof RequestFailure)) replaceSource(recovered)
    else patch({ status: 'failed', failure: recovered ?? failure })
  }

  async function recover(failed: Omit<FailedRecording, 'elapsed'>): ReturnType<Recover> {
    try {
      recovery ??= loadRecovery()
      const run = await recovery
      return await run({ ...failed, elapsed: getState().elapsed })
    } catch {
      recovery = null
      return null
    }
  }

  /** @param sounds whether to play, or only to open it paused */
  function load({ call, address }: Source, at: number, sounds = true): void {
    diagnosis.abort()
    diagnosis = new AbortController()
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
      patch({ status: 'loading' }) // the diagnosis is under way: its result is to be played
      return
    }
    audio.play().catch((reason: unknown) => {
      const refused = reason instanceof DOMException && reason.name === 'NotAllowedError'
      // AbortError: paused or replaced before it began. Other errors arrive as `error` events.
      if (refused && audio.paused && getState().call) patch({ status: 'paused' })
    })
  }

  function retry(): void {
    const { call, elapsed } = getState()
    if (call?.recording) load({ call, address: call.recording }, elapsed)
  }

  function replaceSource(source: Source): void {
    const { status, elapsed } = getState()
    load(source, elapsed, status !== 'paused' && status !== 'ended')
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
    if (volume > 0) audibleVolume = volume
  }

  return {
    ...store,
    toggle,
    retry,
    replaceSource,
    play(call) {
      const { call: current, status, elapsed } = getState()
      if (!call.recording) return
      const source = { call, address: call.recording }
      if (call.id !== current?.id) load(source, startAt(call))
      else if (status === 'failed')
        load(source, elapsed) // a refreshed list may have a new address
      else if (element?.paused) start(element)
    },
    preload(call) {
      const { call: current, status } = getState()
      const isBusy = status === 'loading' || status === 'waiting' // its own bytes come first
      if (!call.recording || call.id === current?.id || isBusy) return false
      preloaded.load(call.recording, startAt(call))
      return true
    },
    cancelPreload: preloaded.release,
    cue(call, seconds) {
      if (call.recording) load({ call, address: call.recording }, seconds, false)
    },
    seek(seconds) {
      const { call, total, canSeek } = getState()
      if (!call || !element) return
      const elapsed = Math.min(Math.max(seconds, 0), total ?? Number.POSITIVE_INFINITY)
      if (!canSeek) return // such a seek would start again at 0
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
      if (!muted && getState().volume === 0) setVolume(audibleVolume)
    },
    setVolume,
    close() {
      diagnosis.abort()
      const { speed, muted, volume } = getState()
      patch({ ...IDLE, speed, muted, volume })
      if (element) unloadAudio(element)
    },
    fail(failure) {
      diagnosis.abort()
      patch({ status: 'failed', failure })
      if (element) unloadAudio(element)
    },
    element: () => element,
  }
}

/** Whether an element that ended never had anything to play. */
function hasNoSound({ duration }: AudioElement): boolean {
  return !(duration >= MIN_RECORDING_SECONDS)
}

/** Sets both rates, because loading a source resets to the default rate. */
function setRate(audio: AudioElement, rate: number): void {
  audio.defaultPlaybackRate = rate
  audio.playbackRate = rate
}
