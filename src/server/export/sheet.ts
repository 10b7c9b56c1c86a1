import type { CallRecord } from '../../calls/call.ts'
import { CALL_TYPES, HANGUP_REASONS, HUNG_UP_BY, isKnown } from '../../calls/call-codes.ts'
import type { ColumnId } from '../../calls/columns.ts'
import type { Separator } from '../../calls/escape-formula.ts'
import {
  CALL_FIELDS,
  type CodeStyle,
  type CodeWords,
  type Field,
  type NoteColumnId,
  type TextRules,
} from '../../calls/fields.ts'
import { en } from '../../i18n/en.ts'
import type { Messages } from '../../i18n/messages.ts'
import { zhCN } from '../../i18n/zh-CN.ts'

/** Calls in their order, in batches. */
export type Batches = AsyncIterable<readonly CallRecord[]>

/** The languages of a file. */
export const FILE_MESSAGES = { en, 'zh-CN': zhCN } satisfies Record<string, Messages>
export type FileLocale = keyof typeof FILE_MESSAGES

export type FileColumnId = ColumnId | NoteColumnId

export interface SheetColumn {
  id: FileColumnId
  label: string
  field: Field
}

/** The columns of a file and the form of their values. */
export interface Sheet extends TextRules {
  columns: readonly SheetColumn[]
  /** IANA zone of all times. */
  timeZone: string
  /** Of a CSV file. */
  separator: Separator
}

/** The texts of the note columns, by call id. */
export type NoteTexts = ReadonlyMap<string, Partial<Record<NoteColumnId, string>>>

interface SheetOptions {
  columns: readonly FileColumnId[]
  codes: CodeStyle
  locale: FileLocale
  separator: Separator
  notes: NoteTexts
  timeZone: string
  origin: string
}

/** Creates the sheet of a file, with the words of its language. */
export function createSheet({ columns, locale, notes, ...rest }: SheetOptions): Sheet {
  const messages: Messages = FILE_MESSAGES[locale]
  return {
    ...rest,
    words: codeWords(messages),
    columns: columns.map((id): SheetColumn => {
      if (id !== 'starred' && id !== 'notes')
        return { id, label: messages.columns[id], field: CALL_FIELDS[id] }
      const of = (call: CallRecord) => notes.get(call.id)?.[id] ?? null
      return { id, label: messages.notes.column[id], field: { kind: 'text', of } }
    }),
  }
}

function codeWords({ hangupReason, callType, hungUpBy, unknown }: Messages): CodeWords {
  const unknownWord = (code: number) => unknown.replace('{code}', String(code))
  return {
    hangupReason: (code) =>
      isKnown(HANGUP_REASONS, code) ? hangupReason[code] : unknownWord(code),
    callType: (code) => (isKnown(CALL_TYPES, code) ? callType[code] : unknownWord(code)),
    hungUpBy: (code) => (isKnown(HUNG_UP_BY, code) ? hungUpBy[code] : unknownWord(code)),
  }
}
