import { isHttpUrl } from './address-rule.ts'
import type { Handles } from './handle.ts'

/** A few pages of an account: enough for going back, refreshing, and exporting what was seen. */
const KEPT = 5_000

/**
 * Makes the function that gives the path that stands for a recording's URL; `null` for what cannot
 * be fetched. Sealing costs more than all else that is done for a call, and the same URL always has
 * the same handle, so the latest ones are kept.
 */
export function createRecordingPath(handles: Handles): (url: string) => string | null {
  const known = new Map<string, string>()
  return (url) => {
    const kept = known.get(url)
    if (kept !== undefined) return kept
    if (!isHttpUrl(url)) return null
    const path = `/api/recordings/${handles.seal(url)}`
    if (known.size >= KEPT) known.clear()
    known.set(url, path)
    return path
  }
}
