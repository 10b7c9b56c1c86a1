import {
  type CallNotes,
  inOrder,
  isNote,
  isObject,
  type NotedCall,
  onlyNote,
  readNotedCall,
} from './call-notes.ts'

const NOBODY: NotedCall = { startedAt: '', caller: '', called: '', agent: null }

/** The text that a call's notes are kept as; `null` where there is nothing to keep. */
export function serializeNotes({ starred, notes, call }: CallNotes): string | null {
  return starred || notes.length > 0 ? JSON.stringify({ starred, notes, call }) : null
}

/** A kept text read again: every note in it that is one, and `null` where there is nothing. */
export function parseNotes(text: string | null): CallNotes | null {
  const kept = parseJson(text)
  if (!isObject(kept)) return null
  const notes = Array.isArray(kept.notes) ? kept.notes.filter(isNote) : []
  const starred = kept.starred === true
  if (!starred && notes.length === 0) return null
  return { starred, notes: inOrder(notes.map(onlyNote)), call: readNotedCall(kept.call) ?? NOBODY }
}

/** @returns `null` too where the text is no JSON: written by another version, or by hand */
function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
