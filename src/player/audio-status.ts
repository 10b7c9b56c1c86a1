import type { PlayerState, PlayerStatus } from './player-state.ts'

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

/** Events of the element after which its state is read again. */
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
export type AudioEvent = (typeof AUDIO_EVENTS)[number]

/** `HTMLMediaElement.HAVE_FUTURE_DATA`: enough to go on for at least a moment. */
const HAVE_FUTURE_DATA = 3

/** The status that `event` of the element leads to from `status`. */
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
      return audio.ended ? status : 'paused' // the end pauses too, and says so itself
    case 'seeked':
      return status === 'ended' && audio.paused && !audio.ended ? 'paused' : status
    case 'play':
    case 'waiting':
    case 'stalled': {
      // a download that stalls matters only once the sound has caught up with it
      const starved = !audio.paused && audio.readyState < HAVE_FUTURE_DATA
      return starved && status !== 'loading' ? 'waiting' : status
    }
    default:
      return status
  }
}

/** Where the element is, in seconds; `fallback` is the length while it does not know its own. */
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
