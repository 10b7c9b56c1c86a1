/** What a row says of a call's notes. */
export interface Mark {
  starred: boolean
  /** Notes on the call. */
  count: number
}

/** What a kept text comes to in a row. The rows come first, so this reads no more than it must. */
export function readMark(text: string | null): Mark {
  try {
    const { starred, notes } = JSON.parse(text ?? '{}')
    return { starred: starred === true, count: Array.isArray(notes) ? notes.length : 0 }
  } catch {
    return { starred: false, count: 0 } // written by another version, or by hand
  }
}
