/** A level that is not known; any other says how many half decibels under full scale it is. */
export const UNKNOWN_LEVEL = 255
const QUIETEST = 254
/** How long a level stands for, in seconds: short against a word, long against a period of voice. */
const LEVEL_SECONDS = 0.02
/** Levels that there is room for at first: five minutes. */
const ROOM = 15_000

/**
 * Gathers how loud a recording is every 20 ms: the effective value (RMS) of its louder side, as
 * somebody who only hears one of them would miss the other's words. Pieces come in any order.
 * @param sampleRate in hertz
 */
export function createLevels(sampleRate: number) {
  const framesPerLevel = Math.max(1, Math.round(sampleRate * LEVEL_SECONDS))
  let levels = new Uint8Array(ROOM).fill(UNKNOWN_LEVEL)
  let count = 0
  let next = 0
  /** Of the level that is not full yet: the sum of squares for each channel. */
  let sums: number[] = []
  let frames = 0

  function finish(): void {
    const index = Math.ceil(next / framesPerLevel) - 1
    if (frames >= framesPerLevel / 2) note(index, levelOf(Math.max(...sums) / frames))
    frames = 0
  }

  function note(index: number, level: number): void {
    if (index >= levels.length) {
      const more = new Uint8Array(Math.max(2 * levels.length, index + 1)).fill(UNKNOWN_LEVEL)
      more.set(levels)
      levels = more
    }
    levels[index] = level
    count = Math.max(count, index + 1)
  }

  return {
    /** Seconds that a level stands for. */
    secondsPerLevel: framesPerLevel / sampleRate,
    /**
     * Adds frames, for each channel as many samples from -1 to 1.
     * @param at the first one's place in the recording, in frames
     */
    add(planes: readonly Float32Array[], at: number): void {
      if (at !== next) finish()
      next = at
      const end = at + (planes[0]?.length ?? 0)
      for (let from = at; from < end; from = next) {
        if (frames === 0) sums = planes.map(() => 0)
        next = Math.min(end, (Math.floor(from / framesPerLevel) + 1) * framesPerLevel)
        for (const [channel, plane] of planes.entries())
          sums[channel] = (sums[channel] ?? 0) + energyOf(plane, from - at, next - at)
        frames += next - from
        if (next % framesPerLevel === 0) finish()
      }
    },
    /** What is known so far, from the start of the recording. It changes with what is added. */
    levels: (): Uint8Array => levels.subarray(0, count),
  }
}

function energyOf(plane: Float32Array, from: number, to: number): number {
  let sum = 0
  for (let index = from; index < to; index += 1) sum += (plane[index] ?? 0) ** 2
  return sum
}

/** @param power mean square, 1 at full scale */
function levelOf(power: number): number {
  const decibels = power > 0 ? 10 * Math.log10(power) : Number.NEGATIVE_INFINITY
  return Math.round(Math.min(Math.max(-2 * decibels, 0), QUIETEST))
}
