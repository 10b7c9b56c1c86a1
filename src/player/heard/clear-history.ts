import { analysisCache } from '../waveform/analysis-cache.ts'
import type { HeardWriter } from './create-heard-writer.ts'
import type { HeardMarks } from './heard-marks.ts'
import { heardKeys } from './keep-heard.ts'

interface History {
  marks: HeardMarks
  writer: HeardWriter
}

/**
 * Removes what listening has left on this computer: marks, positions and waveforms.
 * @returns whether the browser let all of it go
 */
export async function clearHistory(
  { marks, writer }: History,
  peaks: { clear: () => Promise<void> } = analysisCache,
): Promise<boolean> {
  writer.forget()
  try {
    for (const key of heardKeys(localStorage)) localStorage.removeItem(key)
    marks.changed()
    await peaks.clear()
    return true
  } catch {
    return false
  }
}
