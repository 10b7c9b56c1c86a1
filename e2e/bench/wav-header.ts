/** The length of the recording that is streamed, header included: 100 MB. */
export const WAV_BYTES = 100_000_000

/** Frames in a second, as phone systems record. */
export const SAMPLE_RATE = 8_000
const BYTES_PER_SAMPLE = 2
/** Bytes before the samples. */
export const WAV_HEADER_BYTES = 44

/** The bytes before the samples of a 16-bit PCM recording that is `bytes` long with them. */
export function wavHeader(bytes: number, channels: 1 | 2): Buffer {
  const blockBytes = channels * BYTES_PER_SAMPLE
  const header = Buffer.alloc(WAV_HEADER_BYTES)
  header.write('RIFF', 0)
  header.writeUInt32LE(bytes - 8, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(SAMPLE_RATE, 24)
  header.writeUInt32LE(SAMPLE_RATE * blockBytes, 28)
  header.writeUInt16LE(blockBytes, 32)
  header.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34)
  header.write('data', 36)
  header.writeUInt32LE(bytes - header.length, 40)
  return header
}
