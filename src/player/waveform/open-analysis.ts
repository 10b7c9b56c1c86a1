import { createStore } from 'zustand/vanilla'
import { patch, type ReadableStore } from '../../lib/store.ts'
import type { Channels } from '../channels.ts'
import type { Player } from '../create-player.ts'
import type { SkipSilence } from '../skip-silence.ts'
import {
  type Analysis,
  type AnalysisState,
  type AnalysisWorker,
  isSameLength,
  type NoWaveformReason,
  type WorkerAnswer,
} from './analysis.ts'
import { analysisCache, type createAnalysisCache } from './analysis-cache.ts'

/** The analysis of the open call, as far as it is known. */
export type PlayedAnalysis = ReadableStore<KnownAnalysis>

/** Analyses the recording of each call that `player` opens, and drops it with the call. */
export function createPlayedAnalysis(
  player: Player,
  receivers: AnalysisReceivers,
  open = openAnalysis,
): PlayedAnalysis {
  const store = createStore(() => UNKNOWN_ANALYSIS)
  const onChange = (known: KnownAnalysis) => patch(store, known)
  let opened: ReturnType<typeof openAnalysis> | null = null
  let id: string | undefined
  let url: string | null | undefined

  function follow(): void {
    const { call } = player.getState()
    if (call?.id === id && call?.recording === url) return
    id = call?.id
    url = call?.recording
    opened?.close()
    onChange(UNKNOWN_ANALYSIS)
    opened = id && url ? open({ player, receivers, id, url, onChange, cache: analysisCache }) : null
  }

  player.subscribe(follow)
  follow()
  void analysisCache.open()
  return store
}

/** The analysis of a recording so far. */
export interface KnownAnalysis {
  readonly state: AnalysisState
  readonly analysis: Analysis | null
  /** Why there is none; only while the state is `none`. */
  readonly reason: NoWaveformReason | null
  /** Whether the player's clock matches the decoded samples. If not, positions do not fit. */
  readonly isOnClock: boolean
}

export const UNKNOWN_ANALYSIS: KnownAnalysis = {
  state: 'loading',
  analysis: null,
  reason: null,
  isOnClock: true,
}

/** `HTMLMediaElement.HAVE_METADATA`: the recording exists, and its length is known. */
const HAVE_METADATA = 1

/** The controls that need to know the channels and the silences. */
export interface AnalysisReceivers {
  channels: Pick<Channels, 'setCount'>
  skipSilence: Pick<SkipSilence, 'setSilences'>
}

interface OpenAnalysisOptions {
  player: Player
  receivers: AnalysisReceivers
  /** Id of the call. */
  id: string
  /** Address of its recording. */
  url: string
  onChange: (known: KnownAnalysis) => void
  cache: Pick<ReturnType<typeof createAnalysisCache>, 'read' | 'keeping'>
  createWorker?: () => AnalysisWorker
}

/**
 * Analyses a call's recording: from the cache at once, or else in a worker. The worker starts after
 * the first sound, which has priority. If no sound is expected because the player is paused, the
 * worker starts once the recording's metadata is there.
 */
export function openAnalysis({
  player,
  receivers: { channels, skipSilence },
  id,
  url,
  onChange,
  cache,
  createWorker = () =>
    new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' }),
}: OpenAnalysisOptions) {
  const keep = cache.keeping(id)
  let known = UNKNOWN_ANALYSIS
  let kept: Analysis | null = null
  let worker: AnalysisWorker | null = null
  let isCacheRead = false
  /** Whether the recording was requested, or its cached analysis found to be current. */
  let hasBegun = false
  let isClosed = false

  function change(part: Partial<KnownAnalysis>): void {
    known = { ...known, ...part }
    onChange(known)
  }

  function receive(state: Exclude<AnalysisState, 'none'>, analysis: Analysis): void {
    const count = analysis.peaks.channels.length
    const isNew = count !== known.analysis?.peaks.channels.length
    const isOnClock = state !== 'whole' || isSameLength(analysis, lengthOfPlayer())
    change({ state, analysis, isOnClock })
    if (state !== 'loading') endWorker()
    if (isNew) channels.setCount(id, count) // once, because it reroutes the sound
    skipSilence.setSilences(id, isOnClock ? analysis.silences : [])
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

  function onAnswer(answer: WorkerAnswer): void {
    if (answer.state !== 'none') {
      receive(answer.state, answer.analysis)
      if (answer.state === 'whole') void keep(answer.analysis)
      return
    }
    endWorker()
    if (known.analysis !== null && answer.reason !== 'tooLarge') change({ state: 'partial' })
    else {
      change({ state: 'none', analysis: null, reason: answer.reason })
      skipSilence.setSilences(id, [])
    }
  }

  function begin(): void {
    hasBegun = true
    if (kept && isSameLength(kept, lengthOfPlayer())) return
    if (kept) {
      kept = null
      change(UNKNOWN_ANALYSIS)
      skipSilence.setSilences(id, [])
    }
    try {
      worker = createWorker()
      worker.addEventListener('message', ({ data }) => onAnswer(data))
      worker.addEventListener('error', () => onAnswer({ state: 'none', reason: 'unreadable' }))
      worker.postMessage({ url })
    } catch {
      onAnswer({ state: 'none', reason: 'unreadable' }) // an old browser
    }
  }

  function follow(): void {
    const { call, status } = player.getState()
    if (call?.id !== id) return
    const { state, analysis, isOnClock } = known
    if (
      hasBegun &&
      state === 'whole' &&
      analysis &&
      isSameLength(analysis, lengthOfPlayer()) !== isOnClock
    )
      receive(state, analysis)
    const isWaitedFor = status !== 'playing' && status !== 'paused' && status !== 'ended'
    if (hasBegun || !isCacheRead || isWaitedFor) return
    if ((player.element()?.readyState ?? 0) >= HAVE_METADATA) begin()
  }

  const unsubscribe = player.subscribe(follow)

  async function readCache(): Promise<void> {
    kept = await cache.read(id)
    if (isClosed) return
    isCacheRead = true
    if (kept) receive('whole', kept)
    follow()
  }
  void readCache()

  return {
    /** Stops the analysis and its requests. */
    close(): void {
      isClosed = true
      unsubscribe()
      endWorker()
    },
  }
}
