import { guardLeaving } from '../api/browser.ts'
import type { CallRecord } from '../calls/call.ts'
import { inSlices } from '../lib/next-task.ts'
import {
  type CallNotes,
  countMerged,
  inOrder,
  isNote,
  isObject,
  LATEST,
  MAX_NOTES,
  type Merged,
  mergeNotes,
  type Note,
  type NotedCall,
  notedCall,
  onlyNote,
  readNotedCall,
} from './call-notes.ts'
import type { NotesStorage } from './notes-storage.ts'

const NOBODY: NotedCall = { startedAt: '', caller: '', called: '', agent: null }

/** Serializes the notes of a call; `null` if there is nothing to store. */
function serializeNotes({ starred, notes, call }: CallNotes): string | null {
  return starred || notes.length > 0 ? JSON.stringify({ starred, notes, call }) : null
}

/** Parses a stored text. Invalid notes are ignored; `null` if nothing is left. */
function parseNotes(text: string | null): CallNotes | null {
  const kept = parseJson(text)
  if (!isObject(kept)) return null
  const notes = Array.isArray(kept.notes) ? kept.notes.filter(isNote) : []
  const starred = kept.starred === true
  if (!starred && notes.length === 0) return null
  return { starred, notes: inOrder(notes.map(onlyNote)), call: readNotedCall(kept.call) ?? NOBODY }
}

/** @returns `null` also for invalid JSON, which another version or a person wrote */
function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

/** A note that is being written. */
export interface Draft {
  /** Seconds from the start of the recording, when the writing began. */
  readonly seconds: number
  readonly text: string
}

/** An edit of a note that is not saved yet. */
export interface Rewording {
  readonly note: Note
  readonly text: string
}

/** All notes on this computer. */
export interface Notes {
  /** Returns the notes of a call: the same object until they change. */
  read: (id: string) => CallNotes | null
  /** Returns all calls that have a note or a star, by id. */
  all: () => Map<string, CallNotes>
  /** Returns the number of calls whose latest notes are unsaved and lost with the page. */
  unkept: () => number
  /** @returns a function that unsubscribes */
  subscribe: (listener: () => void) => () => void
  setStarred: (call: CallRecord, starred: boolean) => void
  /** Adds a note at `seconds` from the start of the recording. @returns its id */
  add: (call: CallRecord, seconds: number, text: string) => string
  /** Changes the text of a note. A deleted note is restored. */
  edit: (call: CallRecord, note: Note, text: string) => void
  /** Restores a deleted note. */
  restore: (call: CallRecord, note: Note) => void
  remove: (call: CallRecord, note: Note) => void
  /**
   * Merges the notes of a file, in slices that do not block the page.
   * @returns `null` if a call would exceed `MAX_NOTES`; then nothing was added
   */
  merge: (calls: ReadonlyMap<string, CallNotes>) => Promise<Merged | null>
  /** Deletes all notes and stars on this computer. */
  clear: () => void
  draft: (id: string) => Draft | null
  setDraft: (id: string, draft: Draft | null) => void
  rewordings: (id: string) => readonly Rewording[]
  /** Sets the unsaved edit of a note. `null` or the note's own text ends it. */
  setEdit: (id: string, note: Note, text: string | null) => void
  /** Whether a draft or an edit of the call is unsaved. */
  isWriting: (id: string) => boolean
}

/** Creates the page's notes on top of its storage. */
export function createNotes(
  notesStorage: NotesStorage,
  { now = Date.now, guard = guardLeaving }: { now?: () => number; guard?: () => () => void } = {},
): Notes {
  const known = new Map<
    string,
    { own: string | null; other: string | null; notes: CallNotes | null }
  >()
  const drafts = new Map<string, Draft>()
  const reworded = new Map<string, readonly Rewording[]>()
  /** Merges in progress. */
  let merging = 0
  let unguard: (() => void) | null = null

  function read(id: string): CallNotes | null {
    const [own, other] = [notesStorage.read(id), notesStorage.conflicting(id)]
    const before = known.get(id)
    if (before && before.own === own && before.other === other) return before.notes
    const [mine, theirs] = [parseNotes(own), parseNotes(other)]
    const notes = mine && theirs ? mergeNotes(mine, theirs) : (mine ?? theirs)
    known.set(id, { own, other, notes })
    return notes
  }

  /** @returns whether the browser keeps it */
  function keep(id: string, notes: CallNotes | null): boolean {
    const text = notes && serializeNotes(notes)
    known.set(id, { own: text, other: null, notes: text === null ? null : notes })
    return notesStorage.keep(id, text)
  }

  /** Stores the changes, and retries earlier refusals. */
  function write(changes: ReadonlyMap<string, CallNotes | null>): void {
    for (const [id, notes] of changes) keep(id, notes)
    settle(changes)
  }

  /**
   * Notifies, and retries calls that the browser refused before. It stops at the first refusal,
   * because thousands may be unsaved when storage is full. The refused one is retried last.
   */
  function settle(changed: ReadonlyMap<string, unknown>): void {
    for (const id of notesStorage.unsaved()) if (!changed.has(id) && !keep(id, read(id))) break
    notesStorage.notify()
    guardUnsaved()
  }

  function change(call: CallRecord, how: (before: CallNotes) => Partial<CallNotes>): void {
    const before = read(call.id) ?? { starred: false, notes: [], call: notedCall(call) }
    write(new Map([[call.id, { ...before, ...how(before), call: notedCall(call) }]]))
  }

  function put(call: CallRecord, note: Note): void {
    change(call, ({ notes }) => ({
      notes: inOrder([...notes.filter(({ id }) => id !== note.id), note]),
    }))
  }

  /** Lets the browser confirm before the page is left with unsaved data. */
  function guardUnsaved(): void {
    const isLoose = drafts.size + reworded.size + merging + notesStorage.unsaved().length > 0
    if (isLoose) unguard ??= guard()
    else {
      unguard?.()
      unguard = null
    }
  }

  function rewordings(id: string): readonly Rewording[] {
    return reworded.get(id) ?? []
  }

  function all(): Map<string, CallNotes> {
    const calls = new Map<string, CallNotes>()
    for (const id of notesStorage.ids()) {
      const notes = read(id)
      if (notes) calls.set(id, notes)
    }
    return calls
  }

  async function haveRoomFor(calls: ReadonlyMap<string, CallNotes>): Promise<boolean> {
    for await (const [id, brought] of inSlices(calls)) {
      const { notes } = mergeNotes(read(id) ?? brought, brought)
      if (notes.length > MAX_NOTES) return false
    }
    return true
  }

  /** Reads each call in its turn, because it may have changed since the merge began. */
  async function mergeEach(calls: ReadonlyMap<string, CallNotes>): Promise<Merged> {
    const sum: Merged = { added: 0, changed: 0, same: 0, stars: 0 }
    for await (const [id, brought] of inSlices(calls)) {
      const before = read(id)
      const merged = mergeNotes(before ?? { ...brought, starred: false, notes: [] }, brought)
      const counts = countMerged(before, brought, merged)
      for (const key of ['added', 'changed', 'same', 'stars'] as const) sum[key] += counts[key]
      keep(id, merged)
    }
    return sum
  }

  return {
    read,
    all,
    unkept: () => notesStorage.unsaved().length,
    subscribe: notesStorage.subscribe,
    setStarred: (call, starred) => change(call, () => ({ starred })),
    add(call, seconds, text) {
      const at = now()
      const id = noteId(at)
      put(call, { id, seconds: Math.round(seconds * 10) / 10, text: text.trim(), at })
      return id
    },
    edit(call, note, text) {
      // Later than the previous text, even if another computer's clock is ahead.
      const at = Math.min(LATEST, Math.max(now(), note.at + 1))
      put(call, { ...note, text: text.trim(), at })
    },
    restore: put,
    remove(call, note) {
      change(call, ({ notes }) => ({ notes: notes.filter(({ id }) => id !== note.id) }))
    },
    async merge(calls) {
      merging += 1
      guardUnsaved()
      try {
        return (await haveRoomFor(calls)) ? await mergeEach(calls) : null
      } finally {
        merging -= 1
        settle(calls)
      }
    },
    clear: () => write(new Map(notesStorage.ids().map((id) => [id, null]))),
    draft: (id) => drafts.get(id) ?? null,
    setDraft(id, draft) {
      if (draft) drafts.set(id, draft)
      else drafts.delete(id)
      guardUnsaved()
    },
    rewordings,
    setEdit(id, note, text) {
      const others = rewordings(id).filter((other) => other.note.id !== note.id)
      const all = text === null || text === note.text ? others : [...others, { note, text }]
      if (all.length > 0) reworded.set(id, all)
      else reworded.delete(id)
      guardUnsaved()
    },
    isWriting: (id) => drafts.has(id) || reworded.has(id),
  }
}

/** Returns a unique id. Ids sort by creation. `randomUUID` needs https. */
function noteId(at: number): string {
  const random = crypto.getRandomValues(new Uint32Array(2))
  return [at, ...random].map((number) => number.toString(36)).join('-')
}
