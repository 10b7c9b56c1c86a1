import { inSlices } from '../lib/next-task.ts'
import {
  type CallNotes,
  inOrder,
  isId,
  isNote,
  isObject,
  LATEST,
  MAX_NOTES,
  mergeNotes,
  onlyNote,
  readNotedCall,
} from './call-notes.ts'

const FORMAT = 'callboard-notes'
const VERSION = 1
/** Far more than a browser stores, but still parsed in one step. */
const MAX_FILE_BYTES = 10_000_000

/** Why a file is rejected as a whole. */
export type FileProblem = 'tooLarge' | 'unreadable' | 'notNotes' | 'newer' | 'tooMany'

/** The notes of a file by call id, or the problem. */
export type ReadFile =
  | { calls: ReadonlyMap<string, CallNotes>; problem: null }
  | { calls: null; problem: FileProblem }

/**
 * Serializes the notes of all calls.
 * @param now milliseconds since the epoch
 */
export function serializeNotesFile(calls: ReadonlyMap<string, CallNotes>, now: number): string {
  const listed = [...calls].map(([id, { starred, notes, call }]) => ({
    id,
    ...call,
    starred,
    notes,
  }))
  const file = {
    format: FORMAT,
    version: VERSION,
    savedAt: new Date(now).toISOString(),
    calls: listed,
  }
  return JSON.stringify(file, null, 2)
}

/** Parses the text of a notes file. One invalid part rejects the file. */
export async function parseNotesFile(text: string): Promise<ReadFile> {
  let file: unknown
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return refused('notNotes')
  }
  if (!isObject(file) || file.format !== FORMAT || !Array.isArray(file.calls))
    return refused('notNotes')
  if (file.version !== VERSION)
    return refused(Number(file.version) > VERSION ? 'newer' : 'notNotes')
  const calls = new Map<string, CallNotes>()
  for await (const listed of inSlices<unknown>(file.calls)) {
    const read = readCall(listed)
    if (!read) return refused('notNotes')
    const before = calls.get(read.id)
    const notes = before ? mergeNotes(before, read.notes) : read.notes
    if (notes.notes.length > MAX_NOTES) return refused('tooMany')
    calls.set(read.id, notes)
  }
  return { calls, problem: null }
}

/** Reads a file that the user chose. It never throws. */
export async function readNotesFile(file: Blob): Promise<ReadFile> {
  if (file.size > MAX_FILE_BYTES) return refused('tooLarge')
  try {
    return await parseNotesFile(await file.text())
  } catch {
    return refused('unreadable') // deleted or changed since it was chosen
  }
}

/** Returns `callboard-notes-2026-11-22.json`, with the date on this computer. */
export function notesFileName(now: Date): string {
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => `${part}`.padStart(2, '0'))
  return `${FORMAT}-${now.getFullYear()}-${month}-${day}.json`
}

function refused(problem: FileProblem): ReadFile {
  return { calls: null, problem }
}

function readCall(value: unknown): { id: string; notes: CallNotes } | null {
  if (!isObject(value)) return null
  const { id, starred, notes } = value
  const call = readNotedCall(value)
  if (!isId(id) || typeof starred !== 'boolean' || !call) return null
  if (!Array.isArray(notes) || !notes.every((note) => isNote(note) && note.at <= LATEST))
    return null
  return { id, notes: { starred, notes: inOrder(notes.map(onlyNote)), call } }
}
