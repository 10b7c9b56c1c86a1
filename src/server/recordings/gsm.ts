/**
 * GSM 06.10 full rate, as ETSI EN 300 961 computes it in its clause 5.3: integers of 16 bits that
 * stop at their ends. In a WAV file (format tag 0x31) two frames share a block of 65 bytes, their
 * parameters in the order of table 1.1, lowest bit first.
 */

/** Bytes of a block, and the samples it decodes to. */
export const GSM_BLOCK_BYTES = 65
export const GSM_BLOCK_FRAMES = 320

/** Table 5.1: inverse quantisation of the eight log-area ratios. */
const MIC = Int32Array.of(-32, -32, -16, -16, -8, -8, -4, -4)
const B = Int32Array.of(0, 0, 2048, -2560, 94, -1792, -341, -1144)
/** Table 5.2: one divided by A. */
const INVA = Int32Array.of(13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708)
/** Table 5.3 b: gains of the long-term predictor. */
const QLB = Int32Array.of(3277, 11469, 21299, 32767)
/** Table 5.6: normalised direct mantissas. */
const FAC = Int32Array.of(18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767)

const FRAME = 160
const SUBFRAME = 40
const PULSES = 13
const ORDER = 8
/** Bits of each coded log-area ratio. */
const LAR_BITS = [6, 6, 5, 5, 4, 4, 3, 3] as const
/** The longest lag of the long-term predictor. */
const LONGEST_LAG = 120
const SHORTEST_LAG = 40
const DEEMPHASIS = 28_180
/** Offset of the residual in a saved state, after the log-area ratios and the lattice. */
const STATE_RESIDUAL = 2 * ORDER + 1

/** The state of a decoder between two blocks. */
export type GsmState = Int16Array

/** Decodes consecutive blocks. */
export interface GsmDecoder {
  /** Decodes the block at `offset` of `bytes` to 16-bit samples at `at` of `samples`. */
  decode: (bytes: Uint8Array, offset: number, samples: Int16Array, at: number) => void
  /** Returns the state after the last block. By the standard, all values fit into 16 bits. */
  save: () => GsmState
}

/**
 * Creates a decoder.
 * @param state saved after the previous block; by default the home state
 */
export function createGsmDecoder(state?: GsmState): GsmDecoder {
  const lars = [new Int32Array(ORDER), new Int32Array(ORDER)] as const
  const reflections = new Int32Array(ORDER)
  /** Memory of the short-term filter. */
  const lattice = new Int32Array(ORDER + 1)
  /** The residual: samples within the longest lag, then those of this frame. */
  const residual = new Int32Array(LONGEST_LAG + FRAME)
  const pulses = new Int32Array(PULSES)
  const bits = createBitReader()
  let current = 0
  let lag = SHORTEST_LAG
  let emphasised = 0

  /** 5.3.1 and 5.3.2: pulses on their grid, and long-term prediction. */
  function readSubframe(start: number): void {
    const sentLag = bits.read(7)
    const gain = QLB[bits.read(2)] as number
    const grid = bits.read(2)
    readPulses()
    if (sentLag >= SHORTEST_LAG && sentLag <= LONGEST_LAG) lag = sentLag
    for (let k = start; k < start + SUBFRAME; k += 1)
      residual[k] = multiply(gain, residual[k - lag] as number)
    for (let i = 0; i < PULSES; i += 1) {
      const k = start + grid + 3 * i
      residual[k] = add(pulses[i] as number, residual[k] as number)
    }
  }

  /** 5.2.15 and 5.2.16: decodes the adaptive PCM. */
  function readPulses(): void {
    const { exponent, mantissa } = decodeScale(bits.read(6))
    const factor = FAC[mantissa] as number
    const shift = 6 - exponent
    const half = shift > 0 ? 1 << (shift - 1) : 0
    for (let i = 0; i < PULSES; i += 1) {
      const level = (2 * bits.read(3) - 7) << 12
      pulses[i] = add(multiply(factor, level), half) >> shift
    }
  }

  /** 5.2.8: the log-area ratios of this frame. Those of the previous frame are kept. */
  function readLars(): void {
    current = 1 - current
    const lar = lars[current as 0 | 1]
    for (let i = 0; i < ORDER; i += 1) {
      const coded = (bits.read(LAR_BITS[i] as number) + (MIC[i] as number)) << 10
      const scaled = multiply(INVA[i] as number, clamp(coded - 2 * (B[i] as number)))
      lar[i] = add(scaled, scaled)
    }
  }

  /** 5.2.9: interpolates from the previous frame's ratios at the start of a frame. */
  function interpolate(quarters: 1 | 2 | 3 | 4): void {
    const now = lars[current as 0 | 1]
    const before = lars[(1 - current) as 0 | 1]
    for (let i = 0; i < ORDER; i += 1) {
      const a = before[i] as number
      const b = now[i] as number
      let lar = b
      if (quarters === 1) lar = add(add(a >> 2, b >> 2), a >> 1)
      else if (quarters === 2) lar = add(a >> 1, b >> 1)
      else if (quarters === 3) lar = add(add(a >> 2, b >> 2), b >> 1)
      reflections[i] = toReflection(lar)
    }
  }

  /** 5.3.4 to 5.3.7: short-term synthesis, then deemphasis, upscaling and truncation to 13 bits. */
  function synthesise(from: number, to: number, samples: Int16Array, at: number): void {
    for (let k = from; k < to; k += 1) {
      let sample = residual[LONGEST_LAG + k] as number
      for (let i = ORDER - 1; i >= 0; i -= 1) {
        const reflection = reflections[i] as number
        const delayed = lattice[i] as number
        sample = clamp(sample - multiply(reflection, delayed))
        lattice[i + 1] = clamp(delayed + multiply(reflection, sample))
      }
      lattice[0] = sample
      emphasised = clamp(sample + multiply(emphasised, DEEMPHASIS))
      samples[at + k] = clamp(2 * emphasised) & ~7
    }
  }

  function decodeFrame(samples: Int16Array, at: number): void {
    readLars()
    residual.copyWithin(0, FRAME)
    for (let start = LONGEST_LAG; start < LONGEST_LAG + FRAME; start += SUBFRAME)
      readSubframe(start)
    interpolate(1)
    synthesise(0, 13, samples, at)
    interpolate(2)
    synthesise(13, 27, samples, at)
    interpolate(3)
    synthesise(27, 40, samples, at)
    interpolate(4)
    synthesise(40, FRAME, samples, at)
  }

  function restore(saved: GsmState): void {
    lars[0].set(saved.subarray(0, ORDER))
    lattice.set(saved.subarray(ORDER, 2 * ORDER + 1))
    residual.set(saved.subarray(STATE_RESIDUAL, STATE_RESIDUAL + LONGEST_LAG), FRAME)
    lag = saved[STATE_RESIDUAL + LONGEST_LAG] as number
    emphasised = saved[STATE_RESIDUAL + LONGEST_LAG + 1] as number
  }

  if (state) restore(state)
  return {
    save: () =>
      Int16Array.of(
        ...lars[current as 0 | 1],
        ...lattice,
        ...residual.subarray(FRAME),
        lag,
        emphasised,
      ),
    decode(bytes, offset, samples, at) {
      bits.start(bytes, offset)
      decodeFrame(samples, at)
      decodeFrame(samples, at + FRAME)
    },
  }
}

function createBitReader() {
  let bytes: Uint8Array = new Uint8Array()
  let next = 0
  let held = 0
  let count = 0
  return {
    start(source: Uint8Array, offset: number): void {
      bytes = source
      next = offset
      held = 0
      count = 0
    },
    read(width: number): number {
      if (count < width) {
        held |= (bytes[next] as number) << count
        next += 1
        count += 8
      }
      const value = held & ((1 << width) - 1)
      held >>= width
      count -= width
      return value
    },
  }
}

/** 5.2.15: the scale of a subframe's pulses, as exponent and mantissa. */
function decodeScale(coded: number): { exponent: number; mantissa: number } {
  let exponent = coded > 15 ? (coded >> 3) - 1 : 0
  let mantissa = coded - (exponent << 3)
  if (mantissa === 0) return { exponent: -4, mantissa: 7 }
  while (mantissa <= 7) {
    mantissa = (mantissa << 1) | 1
    exponent -= 1
  }
  return { exponent, mantissa: mantissa - 8 }
}

/** 5.2.9.2: converts a log-area ratio to a reflection coefficient. */
function toReflection(lar: number): number {
  const size = Math.min(Math.abs(lar), 32_767)
  const reflection =
    size < 11_059 ? size << 1 : size < 20_070 ? size + 11_059 : add(size >> 2, 26_112)
  return lar < 0 ? -reflection : reflection
}

/** 5.1: saturates to 16 bits. */
function clamp(value: number): number {
  return value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value
}

function add(a: number, b: number): number {
  return clamp(a + b)
}

/** 5.1: the rounded product of two fractions. -1 times -1 does not occur here. */
function multiply(a: number, b: number): number {
  return (Math.imul(a, b) + 16_384) >> 15
}
