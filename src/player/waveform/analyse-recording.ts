import type { TimeSpan } from '../time-span.ts'
import type { Analysis, WorkerAnswer } from './analysis.ts'
import { readFrames } from './read-frames.ts'
import { type Chunks, streamRecording, TooLargeError } from './stream-recording.ts'

// All levels are in half decibels below full scale, so a larger level is quieter.

/** A quieter level is digital silence, and not the noise of a line. */
const ABSENCE = 2 * 90
/** At least this share of the sounding slots is noise, because talkers pause for breath. */
const NOISE_SHARE = 0.1
/** At least this share is as loud as a voice, even if most of the call is waiting. */
const VOICE_SHARE = 0.02
/** Distance of the limit from the noise, which itself varies by some 3 dB. */
const ABOVE_NOISE = 2 * 8
/**
 * Distances of the limit from the loudest voice. A second talker may be much quieter than the first
 * and must not count as silence. If nothing is quieter, all is voice, music or noise.
 */
const UNDER_VOICE = { least: 2 * 15, most: 2 * 45 }
/** A level that exceeds the limit by less does not end a silence, because the noise varies. */
const HYSTERESIS = 2 * 3
/** Loud levels in a row that end a silence. A click on the line is shorter. */
const WORD_LEVELS = 2
/** Shorter pauses (s) belong to the speech. */
const SHORTEST = 1

/**
 * Returns the level below which everything is silence. It depends on the recording's own noise and
 * voice, because the noise of a µ-law line may be at -45 dBFS and speech at -20.
 * @param levels of the recording so far, from `createMeter`
 * @returns half decibels below full scale; `null` if nothing sounds
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

/** Returns the quietest level among the `rank` loudest. */
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
 * Finds the spans in which all levels are below the limit, for a second at least.
 * @returns spans in order, without overlaps; one that reaches the end of `levels` may go on
 */
export function findSilences(
  levels: Uint8Array,
  { secondsPerSlot, quietLevel }: FindOptions,
): TimeSpan[] {
  if (quietLevel === null) return []
  const found: TimeSpan[] = []
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

/** Length of a slot (s): short against a word, long against a period of voice. */
const SLOT_SECONDS = 0.02
/** 80 minutes of single slots. A longer recording gets coarser bins, not more. */
export const MAX_BINS = 240_000
/** Initial capacity in slots: five minutes. */
const INITIAL_SLOTS = 15_000
/** The quietest level, in half decibels below full scale. */
const QUIETEST = 254

/** Measures a recording that is added piece by piece. */
interface Meter {
  /** Adds the next frames: the same number of samples for each channel, from -1 to 1. */
  add: (planes: readonly Float32Array[]) => void
  /** The measurement so far. */
  analysis: () => Analysis
}

/**
 * Creates a meter. For each slot it stores the loudest sample of each channel, and a level. The
 * level is the RMS of the louder channel, so that a quiet talker does not count as silence.
 * @param sampleRate in hertz
 */
export function createMeter(sampleRate: number): Meter {
  const framesPerSlot = Math.max(1, Math.round(sampleRate * SLOT_SECONDS))
  const secondsPerSlot = framesPerSlot / sampleRate
  let levels = new Uint8Array(INITIAL_SLOTS)
  let channels: Uint8Array<ArrayBuffer>[] = []
  let slotsPerBin = 1
  let slots = 0
  // The current slot:
  let frames = 0
  let loudest: number[] = []
  let sums: number[] = []

  function measure(plane: Float32Array, channel: number, from: number, to: number): void {
    let peak = loudest[channel] as number
    let sum = sums[channel] as number
    for (let index = from; index < to; index += 1) {
      const sample = plane[index] as number
      const size = sample < 0 ? -sample : sample
      if (size > peak) peak = size
      sum += sample * sample
    }
    loudest[channel] = peak
    sums[channel] = sum
  }

  /** Writes the current slot, which may still grow. */
  function write(): void {
    if (Math.floor(slots / slotsPerBin) >= MAX_BINS) coarsen()
    const bin = Math.floor(slots / slotsPerBin)
    for (const [channel, peak] of loudest.entries()) {
      const bytes = roomFor(channels[channel] as Uint8Array<ArrayBuffer>, bin)
      bytes[bin] = Math.max(bytes[bin] as number, toByte(peak))
      channels[channel] = bytes
    }
    levels = roomFor(levels, slots)
    levels[slots] = levelOf(Math.max(...sums) / frames)
  }

  function coarsen(): void {
    slotsPerBin *= 2
    for (const bytes of channels) {
      for (let bin = 0; bin < MAX_BINS / 2; bin += 1)
        bytes[bin] = Math.max(bytes[2 * bin] as number, bytes[2 * bin + 1] as number)
      bytes.fill(0, MAX_BINS / 2)
    }
  }

  function begin(): void {
    frames = 0
    loudest = channels.map(() => 0)
    sums = channels.map(() => 0)
  }

  return {
    add(planes) {
      if (channels.length === 0) {
        channels = planes.map(() => new Uint8Array(INITIAL_SLOTS))
        begin()
      }
      const end = planes[0]?.length ?? 0
      for (let from = 0; from < end; ) {
        const to = Math.min(end, from + framesPerSlot - frames)
        for (const [channel, plane] of planes.entries()) measure(plane, channel, from, to)
        frames += to - from
        from = to
        if (frames < framesPerSlot) return
        write()
        slots += 1
        begin()
      }
    },
    analysis() {
      if (frames > 0) write()
      // Less than half a slot has no level.
      const known = levels.subarray(0, slots + (frames >= framesPerSlot / 2 ? 1 : 0))
      const bins = Math.ceil((slots + (frames > 0 ? 1 : 0)) / slotsPerBin)
      return {
        peaks: {
          secondsPerBin: slotsPerBin * secondsPerSlot,
          channels: channels.map((bytes) => bytes.slice(0, bins)),
        },
        silences: findSilences(known, { secondsPerSlot, quietLevel: quietLevelOf(known) }),
      }
    },
  }
}

function roomFor(array: Uint8Array<ArrayBuffer>, index: number): Uint8Array<ArrayBuffer> {
  if (index < array.length) return array
  const larger = new Uint8Array(2 * array.length)
  larger.set(array)
  return larger
}

/** Converts a sample size from 0 to 1 to a byte. */
function toByte(size: number): number {
  return Math.round(Math.min(size, 1) * 255)
}

/** @param power mean square, 1 at full scale @returns half decibels below full scale */
function levelOf(power: number): number {
  const decibels = power > 0 ? 10 * Math.log10(power) : Number.NEGATIVE_INFINITY
  return Math.round(Math.min(Math.max(-2 * decibels, 0), QUIETEST))
}

/** Milliseconds between two answers while a recording is read. */
const PACE_MS = 100

interface ReadingParts {
  fetch: typeof globalThis.fetch
  answer: (message: WorkerAnswer) => void
}

/** Runs in the worker: reads the recording at `url` once and posts its measurements. */
export async function analyseRecording(
  url: string,
  { fetch, answer }: ReadingParts,
): Promise<void> {
  let meter: Meter | null = null
  let answeredAt = Number.NEGATIVE_INFINITY
  try {
    for await (const next of measured(streamRecording(url, fetch))) {
      meter = next
      if (performance.now() - answeredAt < PACE_MS) continue
      answeredAt = performance.now()
      answer({ state: 'loading', analysis: meter.analysis() })
    }
    if (meter) answer({ state: 'whole', analysis: meter.analysis() })
    else answer({ state: 'none', reason: 'unreadable' })
  } catch (error) {
    if (error instanceof TooLargeError) answer({ state: 'none', reason: 'tooLarge' })
    else if (meter) answer({ state: 'partial', analysis: meter.analysis() })
    else answer({ state: 'none', reason: 'unreadable' })
  }
}

/** Measures a file as it arrives. @yields the meter after each piece; nothing if it has no sound */
export async function* measured(chunks: Chunks): AsyncGenerator<Meter, void> {
  let meter: Meter | null = null
  for await (const { planes, sampleRate } of readFrames(chunks)) {
    if (!planes[0]?.length) continue
    meter ??= createMeter(sampleRate)
    meter.add(planes)
    yield meter
  }
}
