import { type CallNotes, inOrder, type Note } from './call-notes.ts'

/** What a file brought. */
export interface Merged {
  /** Notes that were not here. */
  added: number
  /** Notes that were here, in older words. */
  changed: number
  /** Notes that were here already, in the same words or in later ones. */
  same: number
  stars: number
}

/** Two pages that merge the same must come to the same, whichever of them was first. */
function larger<Value>(a: Value, b: Value): Value {
  return JSON.stringify(a) < JSON.stringify(b) ? b : a
}

function later(a: Note, b: Note): Note {
  if (a.at === b.at) return larger(a, b)
  return a.at < b.at ? b : a
}

/** All notes of both; of one that is in both, the words written later. A star of either stays. */
export function mergeNotes(a: CallNotes, b: CallNotes): CallNotes {
  const notes = new Map<string, Note>()
  for (const note of [...a.notes, ...b.notes]) {
    const other = notes.get(note.id)
    notes.set(note.id, other ? later(other, note) : note)
  }
  return {
    starred: a.starred || b.starred,
    notes: inOrder(notes.values()),
    call: larger(a.call, b.call),
  }
}

/** What `merged` has that `before` had not, where `brought` came to it. */
export function countMerged(
  before: CallNotes | null,
  brought: CallNotes,
  merged: CallNotes,
): Merged {
  const had = new Map(before?.notes.map((note) => [note.id, note]))
  const added = merged.notes.filter(({ id }) => !had.has(id)).length
  const changed = merged.notes.filter((note) => {
    const old = had.get(note.id)
    return old !== undefined && (old.text !== note.text || old.seconds !== note.seconds)
  }).length
  const ids = new Set(brought.notes.map(({ id }) => id))
  return {
    added,
    changed,
    same: ids.size - added - changed,
    stars: merged.starred && !before?.starred ? 1 : 0,
  }
}
