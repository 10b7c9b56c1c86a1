import type { CallRecord } from '../calls/call.ts'

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
