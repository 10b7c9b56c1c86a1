import { type CallRecord, callSearch } from '../../../calls/call.ts'
import type { Sheet, SheetColumn } from '../../sheet.ts'
import { type Field, fieldOf } from '../field.ts'
import { absoluteAddress, codeWord, timeText, wholeSeconds } from '../field-text.ts'
import type { Links } from './links.ts'
import { sheetTime } from './sheet-time.ts'
import { HEADER, LINK, TEXT, type TimeStyles } from './styles.ts'
import { cellXmlText } from './xml-text.ts'

/** A cell of `call` as XML, in the place `at` (`B7`); nothing where nothing is known. */
type WriteCell = (call: CallRecord, at: string, links: Links) => string

/** `A` for 0, `AA` for 26. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

/** A string in a cell is never taken for a formula, whatever it begins with. */
function textCell(at: string, style: number, text: string): string {
  const written = cellXmlText(text)
  if (written === '') return ''
  const space = /^\s|\s$|\n/.test(written) ? ' xml:space="preserve"' : ''
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t${space}>${written}</t></is></c>`
}

function numberCell(at: string, style: number, value: number): string {
  return `<c r="${at}" s="${style}"><v>${value}</v></c>`
}

function timeCell(at: string, iso: string, timeZone: string, styles: TimeStyles): string {
  const time = sheetTime(iso, timeZone)
  if (time === null) return textCell(at, TEXT, timeText(iso))
  return numberCell(at, styles.of(time.offset), time.days)
}

function linkCell(at: string, text: string, address: string | null, links: Links): string {
  return textCell(at, address !== null && links.add(at, address) ? LINK : TEXT, text)
}

function codeCell(field: Extract<Field, { kind: 'code' }>, { values, words }: Sheet): WriteCell {
  return (call, at) => {
    const code = field.of(call)
    if (code === null) return ''
    if (values === 'codes') return numberCell(at, 0, code)
    return textCell(at, TEXT, codeWord(words, field.words, code))
  }
}

/** Writes the cells of `column`. */
export function cellWriter(column: SheetColumn, sheet: Sheet, styles: TimeStyles): WriteCell {
  const field = fieldOf(column)
  switch (field.kind) {
    case 'time':
      return (call, at) => timeCell(at, field.of(call) ?? '', sheet.timeZone, styles)
    case 'seconds':
      return (call, at) => {
        const seconds = wholeSeconds(field.of(call))
        return seconds === null ? '' : numberCell(at, 0, seconds)
      }
    case 'code':
      return codeCell(field, sheet)
    case 'path':
      return (call, at, links) => {
        const address = absoluteAddress(field.of(call), sheet.origin)
        return linkCell(at, address ?? '', address, links)
      }
    case 'id':
      return (call, at, links) => {
        const isTimed = sheetTime(call.startedAt, sheet.timeZone) !== null
        const search = isTimed ? callSearch(call) : null
        const address = search && `${sheet.origin}/${search}`
        return linkCell(at, call.id, address, links)
      }
    case 'text':
      return (call, at) => textCell(at, TEXT, field.of(call) ?? '')
  }
}

/** What stands at the head of `column`; that of a time names the zone. */
export function headerText(column: SheetColumn, { timeZone }: Sheet): string {
  return fieldOf(column).kind === 'time' ? `${column.label} (${timeZone})` : column.label
}

export function headerCell(at: string, text: string): string {
  return textCell(at, HEADER, text)
}
