import type { RequestFailure } from '../api/client.ts'
import type { CallRecord } from '../calls/call.ts'

/** The playback rates on offer. The pitch stays the same at each. */
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 3] as const

/**
 * `loading` until the first sound of a recording; `waiting` if playback runs out of data later.
 * In both the user wants to hear the recording.
 */
export type PlayerStatus =
  | 'idle'
  | 'loading'
  | 'playing'
  | 'paused'
  | 'waiting'
  | 'ended'
  | 'failed'

/** An immutable snapshot of the player. */
export interface PlayerState {
  readonly call: CallRecord | null
  /** The address that the audio element plays. */
  readonly address: string | null
  readonly status: PlayerStatus
  /** Seconds from the start of the recording. */
  readonly elapsed: number
  /** Seconds from the start at which playback was resumed; 0 if it began at the start. */
  readonly resumedAt: number
  /** Seconds: the length of the recording once known, the talk time of the call before. */
  readonly total: number | null
  /** Seconds from the start up to which data is buffered without a gap from `elapsed` on. */
  readonly buffered: number
  /** False if the source serves the recording only from its start. */
  readonly canSeek: boolean
  readonly speed: number
  readonly muted: boolean
  /** From 0 to 1. */
  readonly volume: number
  /** Why the recording does not play; only while the status is `failed`. */
  readonly failure: RequestFailure | null
}

export const IDLE: PlayerState = {
  call: null,
  address: null,
  status: 'idle',
  elapsed: 0,
  resumedAt: 0,
  total: null,
  buffered: 0,
  canSeek: true,
  speed: 1,
  muted: false,
  volume: 1,
  failure: null,
}

/** Whether the player is muted or its volume is 0. */
export function isSilent({ muted, volume }: PlayerState): boolean {
  return muted || volume === 0
}

/** Whether the recording plays, or will as soon as its data arrives. */
export function isSounding(status: PlayerStatus): boolean {
  return status === 'playing' || status === 'loading' || status === 'waiting'
}

/** The part of an audio element that the player uses. */
export type AudioElement = Pick<
  HTMLAudioElement,
  | 'addEventListener'
  | 'buffered'
  | 'currentTime'
  | 'defaultPlaybackRate'
  | 'duration'
  | 'ended'
  | 'error'
  | 'load'
  | 'muted'
  | 'pause'
  | 'paused'
  | 'play'
  | 'playbackRate'
  | 'played'
  | 'preload'
  | 'preservesPitch'
  | 'readyState'
  | 'removeAttribute'
  | 'removeEventListener'
  | 'seekable'
  | 'src'
  | 'volume'
>

/** The events after which the state of the element is read again. */
export const AUDIO_EVENTS = [
  'play',
  'playing',
  'pause',
  'ended',
  'waiting',
  'stalled',
  'seeked',
  'timeupdate',
  'durationchange',
  'progress',
] as const
type AudioEvent = (typeof AUDIO_EVENTS)[number]

/** `HTMLMediaElement.HAVE_FUTURE_DATA`: enough to play for at least a moment. */
const HAVE_FUTURE_DATA = 3

/** Returns the status that follows `status` after an `event` of the element. */
export function statusAfter(
  event: AudioEvent,
  audio: AudioElement,
  status: PlayerStatus,
): PlayerStatus {
  switch (event) {
    case 'playing':
      return 'playing'
    case 'ended':
      return 'ended'
    case 'pause':
      return audio.ended ? status : 'paused' // at the end, `ended` follows
    case 'seeked':
      return status === 'ended' && audio.paused && !audio.ended ? 'paused' : status
    case 'play':
    case 'waiting':
    case 'stalled': {
      // a stalled download matters only once playback has caught up with it
      const starved = !audio.paused && audio.readyState < HAVE_FUTURE_DATA
      return starved && status !== 'loading' ? 'waiting' : status
    }
    default:
      return status
  }
}

/**
 * Reads the position of the element.
 * @param fallback length in seconds while the element does not know its own
 */
export function positionOf(
  audio: AudioElement,
  fallback: number | null,
): Pick<PlayerState, 'elapsed' | 'total' | 'buffered' | 'canSeek'> {
  const { currentTime: elapsed, duration, readyState, seekable } = audio
  const known = Number.isFinite(duration) && duration > 0 // a stream without length has Infinity
  const last = seekable.length - 1
  return {
    elapsed,
    total: known ? duration : fallback,
    buffered: bufferedFrom(elapsed, audio),
    canSeek: readyState === 0 || (last >= 0 && seekable.end(last) > 0),
  }
}

function bufferedFrom(elapsed: number, { buffered }: AudioElement): number {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) <= elapsed && elapsed <= buffered.end(index)) {
      return buffered.end(index)
    }
  }
  return elapsed
}
