import type { CallRecord } from './call.ts'
import type { ColumnId } from './columns.ts'

/** The kinds of files that an export makes. `zip` holds recordings. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'jsonl', 'zip'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Columns of files whose texts the page sends, because notes stay in the browser. */
export const NOTE_COLUMNS = ['starred', 'notes'] as const
export type NoteColumnId = (typeof NOTE_COLUMNS)[number]

/** Whether codes show as words or as the vendor's numbers. */
export type CodeStyle = 'words' | 'codes'

/** The names of call codes in one language. Unknown codes have a name too. */
export interface CodeWords {
  hangupReason: (code: number) => string
  callType: (code: number) => string
  hungUpBy: (code: number) => string
}

type Of<Value> = (call: CallRecord) => Value

/** The value of a column for a call, by its kind; `null` if it is unknown. */
export type Field =
  | { kind: 'text'; of: Of<string | null> }
  /** ISO 8601 with offset; any text if the vendor sent no valid time. */
  | { kind: 'time'; of: Of<string | null> }
  /** May have a fraction. */
  | { kind: 'seconds'; of: Of<number | null> }
  | { kind: 'code'; of: Of<number | null>; words: keyof CodeWords }
  /** A path on this server. */
  | { kind: 'path'; of: Of<string | null> }
  /** The call's own id. */
  | { kind: 'id'; of: Of<string> }

/** Returns the text of a country, such as `91 India`. */
function countryText({ country }: CallRecord): string {
  return [country?.code, country?.name].filter(Boolean).join(' ')
}

/** Every column of files and copies. */
export const CALL_FIELDS: Record<ColumnId, Field> = {
  startedAt: { kind: 'time', of: (call) => call.startedAt },
  caller: { kind: 'text', of: (call) => call.caller },
  called: { kind: 'text', of: (call) => call.called },
  agent: { kind: 'text', of: (call) => call.agent },
  group: { kind: 'text', of: (call) => call.group },
  type: { kind: 'code', of: (call) => call.type, words: 'callType' },
  talkSeconds: { kind: 'seconds', of: (call) => call.talkSeconds },
  hangupReason: { kind: 'code', of: (call) => call.hangupReason, words: 'hangupReason' },
  hungUpBy: { kind: 'code', of: (call) => call.hungUpBy, words: 'hungUpBy' },
  labels: { kind: 'text', of: (call) => call.labels.join('; ') },
  recording: { kind: 'path', of: (call) => call.recording },
  endedAt: { kind: 'time', of: (call) => call.endedAt },
  answeredAt: { kind: 'time', of: (call) => call.answeredAt },
  customer: { kind: 'text', of: (call) => call.customer },
  line: { kind: 'text', of: (call) => call.line },
  waitSeconds: { kind: 'seconds', of: (call) => call.waitSeconds },
  country: { kind: 'text', of: countryText },
  sipCode: { kind: 'text', of: (call) => call.sipCode },
  calledInfo: { kind: 'text', of: (call) => call.calledInfo },
  remark: { kind: 'text', of: (call) => call.remark },
  callId: { kind: 'text', of: (call) => call.callId },
  id: { kind: 'id', of: (call) => call.id },
}

/** Formats a time with its own offset, as `2026-11-22 10:00:00+08:00`. */
export function timeText(iso: string): string {
  return iso.replace('T', ' ')
}

/** Returns whole seconds. Spreadsheets can add them, but read `0:12` as a time of day. */
export function wholeSeconds(seconds: number | null): number | null {
  return seconds === null || !Number.isFinite(seconds) ? null : Math.floor(seconds)
}

/** The choices that concern all cells. */
export interface TextRules {
  codes: CodeStyle
  words: CodeWords
  /** `https://host` of this server, to which paths are relative. */
  origin: string
}

/** Returns the function that writes `field` of a call as text. Unknown values are empty. */
export function fieldText(
  field: Field,
  { codes, words, origin }: TextRules,
): (call: CallRecord) => string {
  switch (field.kind) {
    case 'time':
      return (call) => timeText(field.of(call) ?? '')
    case 'seconds':
      return (call) => String(wholeSeconds(field.of(call)) ?? '')
    case 'code': {
      const write = codes === 'codes' ? String : words[field.words]
      return (call) => {
        const code = field.of(call)
        return code === null ? '' : write(code)
      }
    }
    case 'path':
      return (call) => absoluteAddress(field.of(call), origin) ?? ''
    default:
      return (call) => field.of(call) ?? ''
  }
}

/** Returns the address of a path, so that links work from a file. */
export function absoluteAddress(path: string | null, origin: string): string | null {
  return path ? origin + path : null
}
