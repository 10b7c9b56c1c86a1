import { COLUMNS, DEFAULT_COLUMNS } from '../../calls/columns.ts'
import { SEPARATORS, type SeparatorName } from '../../calls/escape-formula.ts'
import {
  type CodeStyle,
  EXPORT_FORMATS,
  type ExportFormat,
  NOTE_COLUMNS,
  type NoteColumnId,
} from '../../calls/fields.ts'
import { parseOffsetTime } from '../../calls/time.ts'
import type { AppContext } from '../http/context.ts'
import { ProblemError } from '../http/problems.ts'
import type { SelectedCall } from '../mirror/mirror.ts'
import { readHold } from '../records.ts'
import { FILE_MESSAGES, type FileColumnId, type FileLocale, type NoteTexts } from './sheet.ts'

/** Bytes of a posted form: a selection, and the notes of thousands of calls. */
export const MAX_FORM_BYTES = 8 * 1024 * 1024

/** The keys of an export that are not those of the query. */
export interface ExportOptions {
  format: ExportFormat
  columns: readonly FileColumnId[]
  codes: CodeStyle
  separator: SeparatorName
  locale: FileLocale
  holdSeconds: number
  /** Whether an incomplete view may be exported. */
  allowIncomplete: boolean
  /** The calls of a selection; `null` for all calls of the query. */
  calls: SelectedCall[] | null
  notes: NoteTexts
}

function isFileColumn(id: string): id is FileColumnId {
  return ([...COLUMNS, ...NOTE_COLUMNS] as readonly string[]).includes(id)
}

function wrong(key: string, value: string): ProblemError {
  const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value
  return new ProblemError('invalid_query', `“${key}” has a wrong value: “${shown}”.`)
}

/**
 * Returns the keys of a request: those of its query string, and of its form if it has one. Files in
 * a form are ignored.
 * @throws ProblemError `invalid_query` for a body that is not a form
 */
export async function paramsOf({ req }: AppContext): Promise<URLSearchParams> {
  const params = new URL(req.url).searchParams
  if (req.method !== 'POST') return params
  const form = await req.formData().catch(() => {
    throw new ProblemError('invalid_query', 'The body is not a form.')
  })
  for (const [key, value] of form) if (typeof value === 'string') params.append(key, value)
  return params
}

/**
 * Parses the keys of an export. Empty values are ignored, but an empty `calls` selects none.
 * @throws ProblemError `invalid_query` that names the key
 */
export function parseExportOptions(params: URLSearchParams): ExportOptions {
  function choose<Value extends string>(key: string, values: readonly Value[]): Value | undefined {
    const given = params.getAll(key).filter((value) => value !== '')
    if (given.length === 0) return undefined
    const found = values.find((value) => given.length === 1 && value === given[0])
    if (found === undefined) throw wrong(key, given.join(', '))
    return found
  }

  const calls = params.get('calls')
  return {
    format: choose('format', EXPORT_FORMATS) ?? 'csv',
    columns: parseColumns(params.getAll('columns')),
    codes: choose('codes', ['words', 'codes']) ?? 'words',
    separator: choose('separator', Object.keys(SEPARATORS) as SeparatorName[]) ?? 'comma',
    locale: choose('locale', Object.keys(FILE_MESSAGES) as FileLocale[]) ?? 'en',
    holdSeconds: readHold(params),
    allowIncomplete: choose('incomplete', ['allow']) === 'allow',
    calls: calls === null ? null : parseCalls(calls),
    notes: parseNotes(params.get('notes') ?? ''),
  }
}

function parseColumns(values: readonly string[]): ExportOptions['columns'] {
  const ids = values.flatMap((value) => value.split(',')).filter((id) => id !== '')
  if (ids.length === 0) return COLUMNS.filter((id) => DEFAULT_COLUMNS.includes(id))
  const unknown = ids.find((id) => !isFileColumn(id))
  if (unknown !== undefined) throw wrong('columns', unknown)
  return [...new Set(ids.filter(isFileColumn))]
}

/** Parses lines of `startedAt id`. The start is empty if the vendor sent no valid time. */
function parseCalls(text: string): SelectedCall[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf(' ')
      const [startedAt, id] = [line.slice(0, at), line.slice(at + 1)]
      if (at < 0 || id === '' || (startedAt !== '' && parseOffsetTime(startedAt) === null))
        throw wrong('calls', line)
      return { startedAt, id }
    })
}

/** Parses the texts of the note columns: JSON such as `{"id":{"starred":"Yes","notes":"…"}}`. */
function parseNotes(text: string): NoteTexts {
  if (text === '') return new Map()
  const notes = parseObject(text)
  const entries = Object.entries(notes).map(([id, texts]): [string, NoteTextsOfCall] => {
    if (!isTexts(texts)) throw wrong('notes', text)
    return [id, texts]
  })
  return new Map(entries)
}

type NoteTextsOfCall = Partial<Record<NoteColumnId, string>>

function isTexts(value: unknown): value is NoteTextsOfCall {
  return (
    isObject(value) &&
    NOTE_COLUMNS.every((id) => ['string', 'undefined'].includes(typeof value[id]))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw wrong('notes', text)
  }
  if (!isObject(value)) throw wrong('notes', text)
  return value
}
