import type { CallRecord } from '../../calls/call.ts'
import type { Sheet, SheetWords } from '../sheet.ts'
import type { Field } from './field.ts'

/** `2026-11-22 10:00:00+08:00`: the call's own offset; a blank is easier to read than T. */
export function timeText(iso: string): string {
  return iso.replace('T', ' ')
}

/** The word of a code, or what the field says of a code without one. */
export function codeWord(
  words: SheetWords,
  field: Exclude<keyof SheetWords, 'unknown'>,
  code: number,
) {
  return words[field][code] ?? words.unknown.replace('{code}', String(code))
}

/** Whole seconds: a spreadsheet adds those up, `0:12` it would take for a time of day. */
export function wholeSeconds(seconds: number | null): number | null {
  return seconds === null || !Number.isFinite(seconds) ? null : Math.floor(seconds)
}

/** What is decided for all cells that are text. */
export type TextRules = Pick<Sheet, 'origin' | 'values' | 'words'>

/** What a file of texts says of a call in `field`; nothing where it is not known. */
export function fieldText(field: Field, rules: TextRules): (call: CallRecord) => string {
  const { origin, values, words } = rules
  switch (field.kind) {
    case 'time':
      return (call) => timeText(field.of(call) ?? '')
    case 'seconds':
      return (call) => String(wholeSeconds(field.of(call)) ?? '')
    case 'code':
      return (call) => {
        const code = field.of(call)
        if (code === null) return ''
        return values === 'codes' ? String(code) : codeWord(words, field.words, code)
      }
    case 'path':
      return (call) => absoluteAddress(field.of(call), origin) ?? ''
    default:
      return (call) => field.of(call) ?? ''
  }
}

/**
 * So that a recording's address works from a file. It is put together: the objects of `URL` take
 * hundreds of MB before Chromium collects those of a long file.
 * @param origin `https://host`
 */
export function absoluteAddress(path: string | null, origin: string): string | null {
  return path ? origin + path : null
}
