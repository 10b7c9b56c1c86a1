/** The length of the recording that is streamed, header included: 100 MB. */
export const WAV_BYTES = 100_000_000

const RATE = 8_000
const BYTES_PER_SAMPLE = 2

/** The 44 bytes before the samples of a mono 16-bit PCM recording of that length, at 8 kHz. */
export function wavHeader(): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(WAV_BYTES - 8, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE, 24)
  header.writeUInt32LE(RATE * BYTES_PER_SAMPLE, 28)
  header.writeUInt16LE(BYTES_PER_SAMPLE, 32)
  header.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34)
  header.write('data', 36)
  header.writeUInt32LE(WAV_BYTES - header.length, 40)
  return header
}
