/** Where the samples of a WAV file are. */
export interface WavLayout {
  /** Bytes from the start of the file to the first sample. */
  dataStart: number
  /** Bytes of samples. */
  dataBytes: number
  /** Bytes of one frame: a sample of each channel. */
  blockBytes: number
  /** Frames in a second. */
  sampleRate: number
}

/**
 * Finds the samples in the first bytes of a WAV file.
 * @param size bytes of the whole file, which the lengths in its head may contradict
 * @returns `null` for what is no WAV file, or one whose samples begin later
 */
export function wavLayout(head: Uint8Array, size: number): WavLayout | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const nameAt = (offset: number) => String.fromCharCode(...head.subarray(offset, offset + 4))
  if (nameAt(0) !== 'RIFF' || nameAt(8) !== 'WAVE') return null
  let format: Pick<WavLayout, 'blockBytes' | 'sampleRate'> | null = null
  for (let offset = 12; offset + 8 <= head.length; ) {
    const length = view.getUint32(offset + 4, true)
    const start = offset + 8
    if (nameAt(offset) === 'fmt ' && start + 16 <= head.length)
      format = {
        sampleRate: view.getUint32(start + 4, true),
        blockBytes: view.getUint16(start + 12, true),
      }
    if (nameAt(offset) === 'data') {
      if (!format?.blockBytes || !format.sampleRate) return null
      const there = size - start
      const dataBytes = length === 0 ? there : Math.min(length, there) // 0 where nobody came back
      return { ...format, dataStart: start, dataBytes }
    }
    offset = start + length + (length % 2)
  }
  return null
}

/** The head of a WAV file with its lengths set to `dataBytes` of samples. */
export function withLengths(
  head: Uint8Array,
  { dataStart, dataBytes }: Pick<WavLayout, 'dataStart' | 'dataBytes'>,
): Uint8Array {
  const changed = head.slice()
  const view = new DataView(changed.buffer)
  view.setUint32(4, dataStart - 8 + dataBytes, true)
  view.setUint32(dataStart - 4, dataBytes, true)
  return changed
}
