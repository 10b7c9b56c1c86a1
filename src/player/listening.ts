import { useStore } from 'zustand'
import { type Channel, type Channels, createChannels } from './channels.ts'
import type { Player } from './create-player.ts'
import { createLoop, type Loop } from './loop.ts'
import { usePlayer, usePlayerContext } from './PlayerProvider.tsx'
import { SPEEDS } from './player-state.ts'
import { createSkipSilence, type SkipSilence } from './skip-silence.ts'
import { createPlayedAnalysis, type PlayedAnalysis } from './waveform/open-analysis.ts'
import {
  canZoomIn,
  createWaveformView,
  shownOf,
  type WaveformView,
  ZOOMABLE,
} from './waveform/view.ts'

/** The parts that process the player's sound. */
export interface Listening {
  loop: Loop
  channels: Channels
  skipSilence: SkipSilence
  analysis: PlayedAnalysis
  view: WaveformView
}

/** Returns the parts that process the player's sound. The first call creates them. */
export function useListening(): Listening {
  const context = usePlayerContext()
  context.listening ??= createListening(context.player)
  return context.listening
}

/** Returns the part of the waveform in view, and what can be done with it. */
export function useView() {
  const chosen = useListening().view
  const length = usePlayer((state) => state.total) ?? 0
  const { view } = useStore(chosen)
  return {
    view,
    /** The span in view, in seconds. */
    shown: shownOf(view, length),
    isOffered: length > ZOOMABLE,
    canZoomIn: canZoomIn(view, length),
    zoom: chosen.zoom,
    move: chosen.move,
  }
}

export function createListening(player: Player): Listening {
  const channels = createChannels(player)
  const loop = createLoop(player)
  const skipSilence = createSkipSilence(player, loop.endAround)
  const analysis = createPlayedAnalysis(player, { channels, skipSilence })
  rememberPreferences(player, { skipSilence, channels })
  return { loop, channels, skipSilence, analysis, view: createWaveformView(player) }
}

const STORAGE_KEY = 'callboard.listening'

/** The listening preferences, as stored on this computer. */
interface Preferences {
  speed: number
  volume: number
  skips: boolean
  side: Channel
}

/** Parses stored preferences. Values that this version does not know are ignored. */
export function parsePreferences(text: string | null): Partial<Preferences> {
  let stored: Record<string, unknown>
  try {
    stored = { ...JSON.parse(text ?? '{}') }
  } catch {
    return {}
  }
  const { speed, volume, skips, side } = stored
  return {
    ...(SPEEDS.some((each) => each === speed) && { speed: speed as number }),
    ...(typeof volume === 'number' && volume >= 0 && volume <= 1 && { volume }),
    ...(typeof skips === 'boolean' && { skips }),
    ...((side === 'left' || side === 'right') && { side }),
  }
}

/** Applies the stored preferences, and stores them as they change. */
function rememberPreferences(
  player: Player,
  { skipSilence, channels }: Pick<Listening, 'skipSilence' | 'channels'>,
): void {
  const stored = parsePreferences(readStored())
  if (stored.speed !== undefined) player.setSpeed(stored.speed)
  if (stored.volume !== undefined) player.setVolume(stored.volume)
  if (stored.skips !== undefined) skipSilence.setOn(stored.skips)
  if (stored.side !== undefined) channels.select(stored.side)

  let last = ''
  function store(): void {
    const { speed, volume } = player.getState()
    const { isOn: skips } = skipSilence.getState()
    const { selected: side } = channels.getState()
    const text = JSON.stringify({ speed, volume, skips, side } satisfies Preferences)
    if (text === last) return
    last = text
    try {
      localStorage.setItem(STORAGE_KEY, text)
    } catch {
      // without storage a preference lasts as long as the page
    }
  }
  for (const { subscribe } of [player, skipSilence, channels]) subscribe(store)
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY)
  } catch {
    return null // storage may be forbidden
  }
}
