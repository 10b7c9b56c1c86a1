import { isHttpUrl } from './address-rule.ts'
import type { Handles } from './handle.ts'

/** Makes the path that stands for a recording's URL; `null` for what cannot be fetched. */
export function createRecordingPath(handles: Handles): (url: string) => string | null {
  return (url) => (isHttpUrl(url) ? `/api/recordings/${handles.seal(url)}` : null)
}
