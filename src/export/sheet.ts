import type { ColumnId } from '../calls/columns.ts'

/** Kinds of files that hold calls. */
export const FILE_FORMATS = ['csv', 'xlsx', 'jsonl'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]

/** What separates the cells of a CSV file. */
export const SEPARATORS = [',', ';', '\t'] as const
export type Separator = (typeof SEPARATORS)[number]

/** A column of a file: one of a call's own, or another feature's with what it says by call id. */
export type SheetColumn =
  | { kind: 'call'; id: ColumnId; label: string }
  | { kind: 'extra'; id: string; label: string; texts: Readonly<Record<string, string>> }

/** The field's words by code; `unknown` has `{code}` in the place of a code that has none. */
export interface SheetWords {
  hangupReason: Readonly<Record<number, string>>
  callType: Readonly<Record<number, string>>
  hungUpBy: Readonly<Record<number, string>>
  unknown: string
}

/** What a file of calls is like; plain data, as a worker makes it. */
export interface Sheet {
  columns: readonly SheetColumn[]
  /** Hangup reason, call type and who hung up: in words, or as the contract's codes. */
  values: 'words' | 'codes'
  words: SheetWords
  /** IANA zone of all times in it. */
  timeZone: string
  /** `https://host` of this page; addresses of calls and recordings begin with it. */
  origin: string
  /** Of a CSV file. */
  separator: Separator
}
