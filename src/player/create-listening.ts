import type { Player } from './create-player.ts'
import { createLoop, type Loop } from './loop/create-loop.ts'
import { rememberPreferences } from './remember-preferences.ts'
import { createSides, type Sides } from './sides/create-sides.ts'
import { routeSides } from './sides/route-sides.ts'
import { createSilenceSkip, type SilenceSkip } from './silence/create-silence-skip.ts'
import { createPlayedAnalysis, type PlayedAnalysis } from './waveform/open-analysis.ts'

/** What works on the sound of the player, beside the player. */
export interface Listening {
  loop: Loop
  sides: Sides
  silence: SilenceSkip
  analysis: PlayedAnalysis
}

/** Makes what works on the sound of `player`; once, and for as long as the page is there. */
export function createListening(player: Player): Listening {
  const sides = createSides(player, routeSides)
  const loop = createLoop(player)
  const silence = createSilenceSkip(player, loop.endAround)
  const analysis = createPlayedAnalysis(player, { sides, silence })
  const listening = { loop, sides, silence, analysis }
  rememberPreferences(player, listening)
  return listening
}
