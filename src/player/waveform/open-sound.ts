import type { Player } from '../create-player.ts'
import type { Sides } from '../sides/create-sides.ts'
import type { SilenceSkip } from '../silence/create-silence-skip.ts'
import type { Stretch } from '../stretch.ts'
import type { Ahead } from './create-ahead.ts'
import type { createSoundStore } from './create-sound-store.ts'
import { isCurrent } from './is-current.ts'
import { joinStretches } from './join-stretches.ts'
import type { Detail, KeptSound, Sound } from './peaks.ts'
import { WINDOWS } from './plan-windows.ts'
import { soundAhead } from './sound-ahead.ts'
import type { ReadingState, SoundWorker, WorkerAnswer, WorkerRequest } from './worker-messages.ts'

/** How a call's recording sounds, as far as it is known. */
export interface KnownSound {
  readonly state: ReadingState
  readonly sound: Sound | null
  /** Stretches of a sampled recording that were looked at, the latest last. */
  readonly details: readonly Detail[]
}

export const UNKNOWN_SOUND: KnownSound = { state: 'loading', sound: null, details: [] }

/** Details at hand, of some 10 kB each. */
const DETAILS = 16
/** A stretch is read once it was looked at for so long (ms): others pass by on the way there. */
const REST_MS = 250
/** The sound moves so far (s) before the worker hears of it again. */
const STEP = 1
/** `HTMLMediaElement.HAVE_METADATA`: how long the recording is, and that it can be had. */
const HAVE_METADATA = 1
/** The finest there is (s), with some room for rounding. */
const FINE = 0.021

/** Who wants to know how a recording sounds. */
export interface Learners {
  sides: Pick<Sides, 'learn'>
  silence: Pick<SilenceSkip, 'learn' | 'getState' | 'subscribe'>
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
 * Finds out how a call's recording sounds, tells those who listen, and reads what they need more of.
 * What is kept is there at once; a worker reads the rest, from the first sound on, as that comes
 * first, or once the recording is found where nobody waits for a sound: a call that is only cued, or
 * was paused before it began.
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
  let kept: KeptSound | null = null
  let worker: SoundWorker | null = null
  /** Whether the worker, if one is needed, was asked to read; it is not before the sound is there. */
  let hasBegun = false
  /** Seconds, as the audio element says when it sounds; later on it may guess better. */
  let length: number | null = null
  let elapsedTold = Number.NEGATIVE_INFINITY
  let looked: Stretch | null = null
  let resting: ReturnType<typeof setTimeout> | undefined

  function change(part: Partial<KnownSound>): void {
    known = { ...known, ...part }
    onChange(known)
  }

  function learn(state: ReadingState, sound: Sound): void {
    const channels = sound.peaks.lanes.length
    const isNew = channels !== known.sound?.peaks.lanes.length
    change({ state, sound })
    if (state === 'partial') endWorker()
    if (state === 'whole' && !sound.sampled) giveWorkerBack()
    if (isNew) sides.learn(id, channels) // once: it goes into the sound's own way
    silence.learn(id, sound.silences)
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
    if (message.state === 'detail') {
      change({ details: [...known.details, message.detail].slice(-DETAILS) })
    } else if (message.state === 'none') {
      endWorker()
      const { sound, state } = known
      if (!sound) change({ state: 'none' })
      else if (state === 'loading') change({ state: 'partial' })
    } else {
      learn(message.state, message.sound)
      if (message.state === 'whole') void keep({ ...message.sound, seconds: length })
    }
  }

  function hear({ data }: MessageEvent<WorkerAnswer>): void {
    take(data)
  }

  function giveUp(): void {
    take({ state: 'none' })
  }

  function post(request: WorkerRequest): void {
    worker?.postMessage(request)
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
    if (kept && !isCurrent(kept, length)) {
      kept = null
      if (!worker) startWorker()
    }
    post({ ask: 'sound', url, seconds: player.getState().total, kept })
    askDetail()
  }

  function follow(): void {
    const { call, status, elapsed } = player.getState()
    const isWaitedFor = status !== 'playing' && status !== 'paused' && status !== 'ended'
    if (!(worker || kept) || call?.id !== id || isWaitedFor) return
    const { duration = Number.NaN, readyState = 0 } = player.element() ?? {}
    if (readyState < HAVE_METADATA) return
    if (Number.isFinite(duration)) length ??= duration
    if (!hasBegun) begin()
    if (status !== 'playing' || !worker || !known.sound?.sampled) return
    if (!silence.getState().skips) return
    if (Math.abs(elapsed - elapsedTold) < STEP) return
    elapsedTold = elapsed
    post({ ask: 'silence', elapsed })
  }

  function askDetail(): void {
    if (!looked || !hasBegun || !known.sound?.sampled) return
    const finest = Math.max((looked.to - looked.from) / WINDOWS, FINE)
    const fine = known.details.filter(({ peaks }) => peaks.secondsPerBin <= finest)
    const { from, to } = looked
    const isThere = joinStretches(fine.map(({ stretch }) => stretch)).some(
      (stretch) => stretch.from <= from + FINE && stretch.to >= to - FINE,
    )
    if (!isThere) post({ ask: 'detail', stretch: looked })
  }

  const unsubscribe = [player.subscribe(follow), silence.subscribe(follow)]
  let isClosed = false

  async function openKept(): Promise<void> {
    const found = await store.read(id)
    if (isClosed) return
    if (found) learn('whole', found)
    if (!found || found.sampled) startWorker() // ready by the first sound
    kept = found
    follow()
  }

  const begun = workers.takeBegun(url)
  if (begun) {
    hasBegun = true
    listenTo(begun.worker)
    for (const message of begun.said) take(message)
  } else void openKept()

  return {
    /** Somebody looks at this stretch; `null` where it is the whole. */
    look(stretch: Stretch | null): void {
      looked = stretch
      clearTimeout(resting)
      resting = setTimeout(askDetail, REST_MS)
    },
    /** Ends all of it, and the requests with it. */
    close(): void {
      isClosed = true
      clearTimeout(resting)
      for (const end of unsubscribe) end()
      endWorker()
    },
  }
}
