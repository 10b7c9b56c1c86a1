import type { RequestFailure } from '../api/client.ts'
import type { CallRecord } from '../calls/call.ts'

/** Rates that are offered; the pitch stays at each. */
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 3] as const

/**
 * `loading` until the first sound of a recording, `waiting` when the sound has run out of data
 * later on. Both mean that it is meant to sound.
 */
export type PlayerStatus =
  | 'idle'
  | 'loading'
  | 'playing'
  | 'paused'
  | 'waiting'
  | 'ended'
  | 'failed'

/** A snapshot of the player; it never changes, a change makes another. */
export interface PlayerState {
  readonly call: CallRecord | null
  /** What the element plays: the recording's present path. */
  readonly address: string | null
  readonly status: PlayerStatus
  /** Seconds from the start of the recording. */
  readonly elapsed: number
  /** Seconds from the start at which the call was gone on with; 0 where it began there. */
  readonly resumedAt: number
  /** Seconds: the recording's own length once known, the call's talk time before. */
  readonly total: number | null
  /** Seconds from the start up to which sound is at hand without a gap from `elapsed` on. */
  readonly buffered: number
  /** No where the source only gives the recording from its start. */
  readonly canSeek: boolean
  readonly speed: number
  readonly muted: boolean
  /** How loud, from 0 to 1. */
  readonly volume: number
  /** Why it does not play; only while the status is `failed`. */
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

/** Whether nothing is heard of what sounds. */
export function isSilent({ muted, volume }: PlayerState): boolean {
  return muted || volume === 0
}

/** Whether the recording sounds, or will as soon as its data is there. */
export function isSounding(status: PlayerStatus): boolean {
  return status === 'playing' || status === 'loading' || status === 'waiting'
}
