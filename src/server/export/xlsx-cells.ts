import { type CallRecord, callSearch } from '../../calls/call.ts'
import { absoluteAddress, type Field, timeText, wholeSeconds } from '../../calls/fields.ts'
import { offsetMinutes } from '../../calls/time.ts'
import type { Sheet, SheetColumn } from './sheet.ts'
import type { Links } from './xlsx-links.ts'
import { cellXmlText, HEADER, LINK, TEXT, type TimeStyles } from './xlsx-parts.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const OFFSET_TIME = /^\d{4}-\d{2}-\d{2}T.+(?:Z|[+-]\d{2}:\d{2})$/
/** Day 0 for all days from March 1900 on. Excel counts a February 29th before. */
const EPOCH = Date.UTC(1899, 11, 30)
const FIRST = Date.UTC(1900, 2, 1)
const END = Date.UTC(10_000, 0, 1)

/**
 * Converts a time to the number of a workbook: the clock in `zone` (IANA), in days, to the second.
 * @returns the days, and the minutes that the zone is then ahead of UTC; `null` if `iso` has no
 * offset, or a workbook cannot hold it
 */
export function sheetTime(iso: string, zone: string): { days: number; offset: number } | null {
  const at = OFFSET_TIME.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(at)) return null
  const offset = offsetMinutes(at, zone)
  const wall = Math.floor(at / SECOND_MS) * SECOND_MS + offset * MINUTE_MS
  return wall < FIRST || wall >= END ? null : { days: (wall - EPOCH) / DAY_MS, offset }
}

/** Writes a cell of `call` at a place such as `B7`. Unknown values give no cell. */
type WriteCell = (call: CallRecord, at: string, links: Links) => string

/** Returns the letters of a column: `A` for 0, `AA` for 26. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

/** Writes an inline string, which is never read as a formula. */
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

function codeCell(field: Extract<Field, { kind: 'code' }>, { codes, words }: Sheet): WriteCell {
  return (call, at) => {
    const code = field.of(call)
    if (code === null) return ''
    if (codes === 'codes') return numberCell(at, 0, code)
    return textCell(at, TEXT, words[field.words](code))
  }
}

/** Returns the function that writes the cells of a column. */
export function cellWriter({ field }: SheetColumn, sheet: Sheet, styles: TimeStyles): WriteCell {
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
        return linkCell(at, call.id, search && `${sheet.origin}/${search}`, links)
      }
    case 'text':
      return (call, at) => textCell(at, TEXT, field.of(call) ?? '')
  }
}

/** Returns the header of a column. Times name their zone, because their cells have no offset. */
export function headerText({ label, field }: SheetColumn, { timeZone }: Sheet): string {
  return field.kind === 'time' ? `${label} (${timeZone})` : label
}

export function headerCell(at: string, text: string): string {
  return textCell(at, HEADER, text)
}

/** Column widths in digits, as a workbook counts. Rows are not measured, because none is held. */
const KIND_WIDTHS: Record<Field['kind'], number> = {
  text: 18,
  time: 27,
  seconds: 10,
  code: 24,
  path: 40,
  id: 24,
}

/** Texts that are longer or shorter than most. */
const COLUMN_WIDTHS: Partial<Record<SheetColumn['id'], number>> = {
  labels: 24,
  sipCode: 10,
  calledInfo: 24,
  remark: 40,
  callId: 24,
  starred: 10,
  notes: 40,
}

/** A header widens its column up to here. */
const MAX_WIDTH = 60
const PADDING = 2
/** Letters of scripts that are as wide as two digits. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/g

function lengthOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0)
}

/** Returns the width of a column under `header`. */
export function columnWidth({ id, field }: SheetColumn, header: string): number {
  const width = COLUMN_WIDTHS[id] ?? KIND_WIDTHS[field.kind]
  return Math.max(width, Math.min(lengthOf(header) + PADDING, MAX_WIDTH))
}
