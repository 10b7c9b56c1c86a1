import type { Player } from '../create-player.ts'
import type { Sides } from '../sides/create-sides.ts'
import type { SilenceSkip } from '../silence/create-silence-skip.ts'
import type { Ahead } from './create-ahead.ts'
import type { createSoundStore } from './create-sound-store.ts'
import { isSameLength, type Sound } from './peaks.ts'
import { soundAhead } from './sound-ahead.ts'
import type { NoSoundReason, ReadingState, SoundWorker, WorkerAnswer } from './worker-messages.ts'

/** How a call's recording sounds, as far as it is known. */
export interface KnownSound {
  readonly state: ReadingState
  readonly sound: Sound | null
  /** Why there is none; only while the state is `none`. */
  readonly reason: NoSoundReason | null
  /** No if the player's clock is not that of the decoded samples: then no time fits the other. */
  readonly isOnClock: boolean
}

export const UNKNOWN_SOUND: KnownSound = {
  state: 'loading',
  sound: null,
  reason: null,
  isOnClock: true,
}

/** `HTMLMediaElement.HAVE_METADATA`: how long the recording is, and that it can be had. */
const HAVE_METADATA = 1

/** The receivers of how a recording sounds. */
export interface Learners {
  sides: Pick<Sides, 'learn'>
  silence: Pick<SilenceSkip, 'learn'>
}

interface OpenSoundOptions {
  player: Player
  learners: Learners
  /** Id of the call. */
  id: string
  /** Address of its recording. */
  url: string
  onChange: (known: KnownSound) => void
  store: Pick<ReturnType<typeof createSoundStore>, 'read' | 'keeping'>
  workers?: Pick<Ahead, 'takeBegun' | 'take' | 'give'>
}

/**
 * Finds how a call's recording sounds. What is kept is there at once; a worker reads the rest. It
 * begins with the first sound, which has priority, or once the recording's head is there if nobody
 * waits for a sound: a call that is only cued, or was paused before it began.
 */
export function openSound({
  player,
  learners: { sides, silence },
  id,
  url,
  onChange,
  store,
  workers = soundAhead,
}: OpenSoundOptions) {
  const keep = store.keeping(id)
  let known = UNKNOWN_SOUND
  let kept: Sound | null = null
  let worker: SoundWorker | null = null
  /** Whether the recording was requested, or what is kept of it was found to be current. */
  let hasBegun = false

  function change(part: Partial<KnownSound>): void {
    known = { ...known, ...part }
    onChange(known)
  }

  function learn(state: Exclude<ReadingState, 'none'>, sound: Sound): void {
    const channels = sound.peaks.lanes.length
    const isNew = channels !== known.sound?.peaks.lanes.length
    const isOnClock = state !== 'whole' || isSameLength(sound, lengthOfPlayer())
    change({ state, sound, isOnClock })
    if (state === 'partial') endWorker()
    if (state === 'whole') giveWorkerBack()
    if (isNew) sides.learn(id, channels) // once: the sound takes another way with it
    silence.learn(id, isOnClock ? sound.silences : [])
  }

  /** The element's own length in seconds; not finite while it is unknown. */
  function lengthOfPlayer(): number {
    const isOpen = player.getState().call?.id === id
    return (isOpen && player.element()?.duration) || Number.NaN
  }

  function endWorker(): void {
    worker?.terminate()
    worker = null
  }

  /** It has nothing left to do; to start another takes time and memory. */
  function giveWorkerBack(): void {
    if (!worker) return
    worker.removeEventListener('message', hear)
    worker.removeEventListener('error', giveUp)
    workers.give(worker)
    worker = null
  }

  function take(message: WorkerAnswer): void {
    if (message.state !== 'none') {
      learn(message.state, message.sound)
      if (message.state === 'whole') void keep(message.sound)
      return
    }
    endWorker()
    const isPartial = known.sound !== null && message.reason !== 'tooLarge'
    if (isPartial) change({ state: 'partial' })
    else {
      change({ state: 'none', sound: null, reason: message.reason })
      silence.learn(id, [])
    }
  }

  function hear({ data }: MessageEvent<WorkerAnswer>): void {
    take(data)
  }

  function giveUp(): void {
    take({ state: 'none', reason: 'unreadable' })
  }

  function listenTo(taken: SoundWorker): void {
    worker = taken
    worker.addEventListener('message', hear)
    worker.addEventListener('error', giveUp)
  }

  function startWorker(): void {
    try {
      listenTo(workers.take())
    } catch {
      giveUp() // an old browser
    }
  }

  function begin(): void {
    hasBegun = true
    if (kept && isSameLength(kept, lengthOfPlayer())) return
    if (kept) {
      kept = null
      change(UNKNOWN_SOUND)
      silence.learn(id, [])
      startWorker()
    }
    worker?.postMessage({ url })
  }

  function follow(): void {
    const { call, status } = player.getState()
    if (call?.id !== id) return
    const { state, sound, isOnClock } = known
    if (
      hasBegun &&
      state === 'whole' &&
      sound &&
      isSameLength(sound, lengthOfPlayer()) !== isOnClock
    )
      learn(state, sound)
    const isWaitedFor = status !== 'playing' && status !== 'paused' && status !== 'ended'
    if (hasBegun || !(worker || kept) || isWaitedFor) return
    if ((player.element()?.readyState ?? 0) >= HAVE_METADATA) begin()
  }

  const unsubscribe = player.subscribe(follow)
  let isClosed = false

  async function openKept(): Promise<void> {
    const found = await store.read(id)
    if (isClosed) return
    kept = found
    if (found) learn('whole', found)
    else startWorker() // ready by the first sound
    follow()
  }

  const begun = workers.takeBegun(url)
  if (begun) {
    hasBegun = true
    listenTo(begun.worker)
    for (const message of begun.said) take(message)
  } else void openKept()

  return {
    /** Ends all of it, and the requests with it. */
    close(): void {
      isClosed = true
      unsubscribe()
      endWorker()
    },
  }
}
