import { findSilences, quietLevelOf } from './find-silences.ts'
import type { Sound } from './peaks.ts'

/** Time that is measured as one (s): short against a word, long against a period of voice. */
const SLOT_SECONDS = 0.02
/** Bins at most, 80 minutes of single slots. A longer recording gets coarser bins, not more. */
export const MAX_BINS = 240_000
/** Slots that there is room for at first: five minutes. */
const ROOM = 15_000
/** The quietest level, in half decibels under full scale. */
const QUIETEST = 254

/** Measures a recording that is added piece by piece. */
export interface Meter {
  /** Adds the frames that follow: for each channel as many samples, from -1 to 1. */
  add: (planes: readonly Float32Array[]) => void
  /** The measurement so far. */
  sound: () => Sound
}

/**
 * Creates a meter. For every 20 ms it keeps the loudest sample of each channel, and a level: the
 * effective value (RMS) of the louder channel, so that nobody's words count as silence.
 * @param sampleRate in hertz
 */
export function createMeter(sampleRate: number): Meter {
  const framesPerSlot = Math.max(1, Math.round(sampleRate * SLOT_SECONDS))
  const secondsPerSlot = framesPerSlot / sampleRate
  let levels = new Uint8Array(ROOM)
  let lanes: Uint8Array<ArrayBuffer>[] = []
  let slotsPerBin = 1
  let slots = 0
  // Of the slot that is not full yet:
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

  /** Writes the present slot, which may still grow. */
  function write(): void {
    if (Math.floor(slots / slotsPerBin) >= MAX_BINS) coarsen()
    const bin = Math.floor(slots / slotsPerBin)
    for (const [channel, peak] of loudest.entries()) {
      const lane = roomFor(lanes[channel] as Uint8Array<ArrayBuffer>, bin)
      lane[bin] = Math.max(lane[bin] as number, toByte(peak))
      lanes[channel] = lane
    }
    levels = roomFor(levels, slots)
    levels[slots] = levelOf(Math.max(...sums) / frames)
  }

  function coarsen(): void {
    slotsPerBin *= 2
    for (const lane of lanes) {
      for (let bin = 0; bin < MAX_BINS / 2; bin += 1)
        lane[bin] = Math.max(lane[2 * bin] as number, lane[2 * bin + 1] as number)
      lane.fill(0, MAX_BINS / 2)
    }
  }

  function begin(): void {
    frames = 0
    loudest = lanes.map(() => 0)
    sums = lanes.map(() => 0)
  }

  return {
    add(planes) {
      if (lanes.length === 0) {
        lanes = planes.map(() => new Uint8Array(ROOM))
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
    sound() {
      if (frames > 0) write()
      // Less than half a slot has no level.
      const known = levels.subarray(0, slots + (frames >= framesPerSlot / 2 ? 1 : 0))
      const bins = Math.ceil((slots + (frames > 0 ? 1 : 0)) / slotsPerBin)
      return {
        peaks: {
          secondsPerBin: slotsPerBin * secondsPerSlot,
          lanes: lanes.map((lane) => lane.slice(0, bins)),
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

/** A size from 0 to 1 as it is kept, from 0 to 255. */
function toByte(size: number): number {
  return Math.round(Math.min(size, 1) * 255)
}

/** @param power mean square, 1 at full scale @returns half decibels under full scale */
function levelOf(power: number): number {
  const decibels = power > 0 ? 10 * Math.log10(power) : Number.NEGATIVE_INFINITY
  return Math.round(Math.min(Math.max(-2 * decibels, 0), QUIETEST))
}
