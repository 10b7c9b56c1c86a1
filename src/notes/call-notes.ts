import type { CallRecord } from '../calls/call.ts'
import { formatDuration } from '../i18n/duration.ts'

/** Formats notes for a cell of a file: a line for each, `1:13 the text`. */
export function notesText(notes: CallNotes | null): string {
  const lines = notes?.notes.map(({ seconds, text }) => `${formatDuration(seconds)} ${text}`) ?? []
  return lines.join('\n')
}

/** The result of merging a file. */
export interface Merged {
  /** New notes. */
  added: number
  /** Notes whose text or time the file updated. */
  changed: number
  /** Notes that stayed as they were. */
  same: number
  stars: number
}

/** Returns the same one of two values in any order, so that two computers merge alike. */
function larger<Value>(a: Value, b: Value): Value {
  return JSON.stringify(a) < JSON.stringify(b) ? b : a
}

function later(a: Note, b: Note): Note {
  if (a.at === b.at) return larger(a, b)
  return a.at < b.at ? b : a
}

/**
 * Merges the notes of a call. If both have a note, the later text wins. A star on either side
 * stays.
 */
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

/** Counts the changes from `before` to `merged`, after `brought` was added. */
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

/** A note at one time of a recording. It is immutable; an edit creates another with the same id. */
export interface Note {
  readonly id: string
  /** Seconds from the start of the recording. */
  readonly seconds: number
  readonly text: string
  /** When it was last written, in milliseconds since the epoch. */
  readonly at: number
}

/** Describes the call, so that notes can be read without the list of calls. */
export type NotedCall = Readonly<Pick<CallRecord, 'startedAt' | 'caller' | 'called' | 'agent'>>

/** The star and the notes of a call. */
export interface CallNotes {
  readonly starred: boolean
  /** Sorted by time. */
  readonly notes: readonly Note[]
  readonly call: NotedCall
}

/** The longest text of a note, in UTF-16 units as a text field counts them. */
export const MAX_TEXT = 2000
/** The user can add no more notes to a call, because all are shown at once. */
export const MAX_OWN_NOTES = 500
/** A file may add notes up to this number: other people's, and deleted ones that return. */
export const MAX_NOTES = 2 * MAX_OWN_NOTES
/**
 * The largest time of a `Date` (ECMA-262, 21.4.1.1). Much larger numbers lose integer precision.
 */
export const LATEST = 8.64e15
/** Longer ids are not from Callboard. */
const MAX_ID = 200

/** Returns the description of a call for its notes. */
export function notedCall({ startedAt, caller, called, agent }: CallRecord): NotedCall {
  return { startedAt, caller, called, agent }
}

/** Sorts notes by time. Notes of the same time keep the order of their creation. */
export function inOrder(notes: Iterable<Note>): Note[] {
  return [...notes].sort((a, b) => a.seconds - b.seconds || (a.id < b.id ? -1 : 1))
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID
}

/** Whether an unknown value is a valid note. */
export function isNote(value: unknown): value is Note {
  if (!isObject(value)) return false
  const { id, seconds, text, at } = value
  return (
    isId(id) &&
    typeof text === 'string' &&
    text.trim() !== '' &&
    text.length <= MAX_TEXT &&
    [seconds, at].every((number) => Number.isFinite(number) && Number(number) >= 0)
  )
}

/** Returns a note without unknown keys. */
export function onlyNote({ id, seconds, text, at }: Note): Note {
  return { id, seconds, text, at }
}

/** Parses the description of a call; `null` if it is invalid. */
export function readNotedCall(value: unknown): NotedCall | null {
  if (!isObject(value)) return null
  const { startedAt, caller, called, agent } = value
  const texts = [startedAt, caller, called, agent ?? '']
  if (texts.some((text) => typeof text !== 'string')) return null
  return { startedAt, caller, called, agent: agent ?? null } as NotedCall
}
