import type { Player } from './create-player.ts'
import { SPEEDS } from './player-state.ts'
import type { Side, Sides } from './sides/create-sides.ts'
import type { SilenceSkip } from './silence/create-silence-skip.ts'

const STORAGE_KEY = 'callboard.listening'

/** How somebody likes to listen. */
interface Preferences {
  speed: number
  volume: number
  skips: boolean
  side: Side
}

/** What is kept of `text`; a value that this version does not know is left out. */
export function parsePreferences(text: string | null): Partial<Preferences> {
  let kept: Record<string, unknown>
  try {
    kept = { ...JSON.parse(text ?? '{}') }
  } catch {
    return {}
  }
  const { speed, volume, skips, side } = kept
  return {
    ...(SPEEDS.some((each) => each === speed) && { speed: speed as number }),
    ...(typeof volume === 'number' && volume >= 0 && volume <= 1 && { volume }),
    ...(typeof skips === 'boolean' && { skips }),
    ...((side === 'left' || side === 'right') && { side }),
  }
}

/** Takes up the preferences of this computer, and keeps them as they change. */
export function rememberPreferences(
  player: Player,
  { silence, sides }: { silence: SilenceSkip; sides: Sides },
): void {
  const kept = parsePreferences(readKept())
  if (kept.speed !== undefined) player.setSpeed(kept.speed)
  if (kept.volume !== undefined) player.setVolume(kept.volume)
  if (kept.skips !== undefined) silence.setSkips(kept.skips)
  if (kept.side !== undefined) sides.setSide(kept.side)

  let last = ''
  function keep(): void {
    const { speed, volume } = player.getState()
    const { skips } = silence.getState()
    const { side } = sides.getState()
    const text = JSON.stringify({ speed, volume, skips, side } satisfies Preferences)
    if (text === last) return
    last = text
    try {
      localStorage.setItem(STORAGE_KEY, text)
    } catch {
      // without storage a preference lasts as long as the page
    }
  }
  for (const { subscribe } of [player, silence, sides]) subscribe(keep)
}

function readKept(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY)
  } catch {
    return null // storage may be forbidden
  }
}
