import { type FailureCode, RequestFailure } from '../../api/client.ts'
import type { Pause } from '../pause.ts'

/** Pauses before what failed is tried again, in seconds; after the last it is given up. */
const PAUSES = [1, 2, 4]
/** Without a network nothing else could be had meanwhile either. */
const OFFLINE_PAUSES = [...PAUSES, 8, 16, 30, 30, 30]
/** A server may ask for more patience (s) than this; a person watching a bar has none. */
const LONGEST_PAUSE = 30
/** So many recordings given up in a row, and the others are tried once until one can be had. */
const MOST_GIVEN_UP = 3

/** Failures that may be over in a moment. Every other is the same however often one asks. */
const PASSING: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'recording_unreachable',
  'vendor_busy',
  'server_busy',
  'vendor_timeout',
  'vendor_unreachable',
  'vendor_error',
  'vendor_malformed',
  'offline',
  'bad_answer',
])

export interface PatienceParts {
  pause: Pause
  signal: AbortSignal
  /** Told before each pause why there is one, and with `null` that bytes came again. */
  onTrouble: (code: FailureCode | null) => void
}

/** How often one recording is tried. */
export interface Tries {
  /** Waits until it is time to try again. @throws `error` where trying again is of no use */
  waitAfter: (error: unknown) => Promise<void>
  /** Bytes came. */
  note: () => void
  /** It came on: from here it may fail as often as at first. */
  renew: () => void
}

/**
 * Makes the patience that all recordings of an archive share: where one after the other has been
 * given up, their source is down, and waiting for each would take hours.
 * @returns what makes the tries of one recording
 */
export function createPatience({ pause, signal, onTrouble }: PatienceParts): () => Tries {
  let givenUp = 0
  let isTroubled = false

  return function tries() {
    let failures = 0
    return {
      async waitAfter(error) {
        signal.throwIfAborted()
        if (!(error instanceof RequestFailure) || !PASSING.has(error.code)) throw error
        const pauses = error.code === 'offline' ? OFFLINE_PAUSES : PAUSES
        const seconds = givenUp < MOST_GIVEN_UP ? pauses[failures] : undefined
        if (seconds === undefined) {
          givenUp += 1
          throw error
        }
        failures += 1
        isTroubled = true
        onTrouble(error.code)
        const asked = Math.min(error.retryAfter ?? 0, LONGEST_PAUSE)
        await pause(Math.max(seconds, asked) * 1000, signal)
      },
      note() {
        if (isTroubled) onTrouble(null)
        isTroubled = false
      },
      renew() {
        failures = 0
        givenUp = 0
      },
    }
  }
}
