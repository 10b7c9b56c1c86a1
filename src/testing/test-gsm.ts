const HEAD_BYTES = 60
const BLOCK_BYTES = 65
const BLOCK_FRAMES = 320
/** Blocks at 8 kHz in an hour. */
const HOUR_BLOCKS = 90_000

/** Returns one hour of GSM 06.10 in a WAV file, always the same noise. */
export function hourOfGsm(): Uint8Array<ArrayBuffer> {
  const dataBytes = HOUR_BLOCKS * BLOCK_BYTES
  const wav = new Uint8Array(HEAD_BYTES + dataBytes)
  const view = new DataView(wav.buffer)
  let at = 0
  function write(name: string, ...numbers: [value: number, bytes: 2 | 4][]): void {
    wav.set(new TextEncoder().encode(name), at)
    at += name.length
    for (const [value, bytes] of numbers) {
      if (bytes === 2) view.setUint16(at, value, true)
      else view.setUint32(at, value, true)
      at += bytes
    }
  }
  write('RIFF', [wav.length - 8, 4])
  write('WAVEfmt ', [20, 4], [49, 2], [1, 2], [8_000, 4], [1_625, 4])
  write('', [BLOCK_BYTES, 2], [0, 2], [2, 2], [BLOCK_FRAMES, 2])
  write('fact', [4, 4], [HOUR_BLOCKS * BLOCK_FRAMES, 4])
  write('data', [dataBytes, 4])
  let seed = 1
  for (; at < wav.length; at += 1) {
    seed = (seed * 48_271) % 2_147_483_647 // Park and Miller's generator
    wav[at] = seed >> 8
  }
  return wav
}
