import type { CallRecord } from '../calls/call.ts'
import { formatDuration } from '../i18n/duration.ts'

/** Notes as a cell of a file says them: a line for each, `1:13 what was said`. */
export function notesText(notes: CallNotes | null): string {
  const lines = notes?.notes.map(({ seconds, text }) => `${formatDuration(seconds)} ${text}`) ?? []
  return lines.join('\n')
}

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

/** A note on one moment of a call. It never changes; a change makes another with the same id. */
export interface Note {
  readonly id: string
  /** Seconds from the start of the recording. */
  readonly seconds: number
  readonly text: string
  /** When it was last written, in milliseconds since the epoch. */
  readonly at: number
}

/** Whose call it is, so that notes can be read where the list of calls is not at hand. */
export type NotedCall = Readonly<Pick<CallRecord, 'startedAt' | 'caller' | 'called' | 'agent'>>

/** What somebody thought of a call. */
export interface CallNotes {
  readonly starred: boolean
  /** In the order of their moments. */
  readonly notes: readonly Note[]
  readonly call: NotedCall
}

/** The longest text of a note, in UTF-16 units as a text field counts them. */
export const MAX_TEXT = 2000
/** With so many notes on a call, no other is written: they are all shown at once. */
export const FULL = 500
/** The most a file may bring a call to: several people's, and what was deleted and came back. */
export const MAX_NOTES = 2 * FULL
/** The last moment there is (ECMA-262, 21.4.1.1); numbers far above it are the same as the next. */
export const LATEST = 8.64e15
/** Ids are made here or by a colleague's page; nothing honest is longer. */
const MAX_ID = 200

/** What is known of a call beside its notes. */
export function notedCall({ startedAt, caller, called, agent }: CallRecord): NotedCall {
  return { startedAt, caller, called, agent }
}

/** Notes in the order of their moments; of one moment, the first made first. */
export function inOrder(notes: Iterable<Note>): Note[] {
  return [...notes].sort((a, b) => a.seconds - b.seconds || (a.id < b.id ? -1 : 1))
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID
}

/** Whether a value from outside is a note in every part. */
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

/** Only what belongs to a note: what else a file says of it is not kept. */
export function onlyNote({ id, seconds, text, at }: Note): Note {
  return { id, seconds, text, at }
}

/** What is known of a call from outside; `null` where it is no such thing. */
export function readNotedCall(value: unknown): NotedCall | null {
  if (!isObject(value)) return null
  const { startedAt, caller, called, agent } = value
  const texts = [startedAt, caller, called, agent ?? '']
  if (texts.some((text) => typeof text !== 'string')) return null
  return { startedAt, caller, called, agent: agent ?? null } as NotedCall
}
