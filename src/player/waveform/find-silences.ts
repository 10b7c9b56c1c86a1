import type { Stretch } from '../stretch.ts'

// All levels are in half decibels under full scale: the larger, the quieter.

/** Quieter than this is no sound of a line but its absence, and says nothing of its noise. */
const ABSENCE = 2 * 90
/** Of all 20 ms that sound, so many are noise at least: a talker pauses for breath (percentile). */
const NOISE_SHARE = 0.1
/** So many are as loud as a voice at least, also where most of the call is waiting. */
const VOICE_SHARE = 0.02
/** How far above the noise something begins: the noise itself sways by some 3 dB. */
const ABOVE_NOISE = 2 * 8
/**
 * Where silence can be under the loudest voice. A second talker can be 30 dB quieter than the first
 * and must be heard; and where nothing is 15 dB quieter, all is voice, or music, or noise.
 */
const UNDER_VOICE = { least: 2 * 15, most: 2 * 45 }
/** What is louder than the limit by less does not end a silence: it may be the noise, swaying. */
const HYSTERESIS = 2 * 3
/** So many levels (40 ms) must be loud to end a silence: a click on the line is no word. */
const WORD_LEVELS = 2
/** Shorter pauses (s) belong to the speech. */
const SHORTEST = 1

/**
 * The level that everything quieter is silence under, by the recording's own noise and voice: the
 * noise of a µ-law line may be at -45 dBFS, speech at -20.
 * @param levels of the recording so far, from `createMeter`
 * @returns half decibels under full scale; `null` where nothing sounds
 */
export function quietLevelOf(levels: Uint8Array): number | null {
  const counts = new Uint32Array(256)
  for (const level of levels) counts[level] = (counts[level] ?? 0) + 1
  const sounding = counts.subarray(0, ABSENCE)
  const all = sounding.reduce((sum, count) => sum + count, 0)
  if (all === 0) return null
  const voice = levelAt(sounding, all * VOICE_SHARE)
  const noise = levelAt(sounding, all * (1 - NOISE_SHARE))
  const { least, most } = UNDER_VOICE
  return Math.min(Math.max(noise - ABOVE_NOISE, voice + least), voice + most)
}

/** The level that `rank` of those counted are as loud as, or louder. */
function levelAt(counts: Uint32Array, rank: number): number {
  let louder = 0
  const level = counts.findIndex((count) => {
    louder += count
    return louder >= rank
  })
  return level === -1 ? counts.length : level
}

interface FindOptions {
  secondsPerSlot: number
  /** From `quietLevelOf`; `null` finds nothing. */
  quietLevel: number | null
}

/**
 * Finds where nobody speaks: all levels under the limit, for a second at least.
 * @returns the stretches in order, apart; one that reaches the end of `levels` may go on
 */
export function findSilences(
  levels: Uint8Array,
  { secondsPerSlot, quietLevel }: FindOptions,
): Stretch[] {
  if (quietLevel === null) return []
  const found: Stretch[] = []
  const shortest = Math.round(SHORTEST / secondsPerSlot)
  let from = -1
  let loud = 0

  function end(to: number): void {
    if (from >= 0 && to - from >= shortest)
      found.push({ from: from * secondsPerSlot, to: to * secondsPerSlot })
    from = -1
    loud = 0
  }

  for (let index = 0; index < levels.length; index += 1) {
    const level = levels[index] as number
    if (level > quietLevel) {
      loud = 0
      if (from < 0) from = index
    } else if (level <= quietLevel - HYSTERESIS) {
      loud += 1
      if (loud === WORD_LEVELS) end(index + 1 - loud)
    } else loud = 0
  }
  end(levels.length - loud)
  return found
}
