import type { ColumnId } from '../../../calls/columns.ts'
import type { SheetColumn } from '../../sheet.ts'
import { type Field, fieldOf } from '../field.ts'

/** In digits of the usual font, as a workbook counts; no row is looked at, so as to hold none. */
const OF_KINDS: Record<Field['kind'], number> = {
  text: 18,
  time: 27,
  seconds: 10,
  code: 24,
  path: 40,
  id: 24,
}

/** Texts that are longer or shorter than most. */
const OF_COLUMNS: Partial<Record<ColumnId, number>> = {
  labels: 24,
  sipCode: 10,
  calledInfo: 24,
  remark: 40,
  callId: 24,
}

const NARROWEST_EXTRA = 30
/** A header may widen its column up to here. */
const WIDEST = 60
const PADDING = 2
/** Scripts whose letters take the room of two digits. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/g

function lengthOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0)
}

/** The width of `column` under `header`. */
export function columnWidth(column: SheetColumn, header: string): number {
  const usual = column.kind === 'extra' ? NARROWEST_EXTRA : OF_COLUMNS[column.id]
  const width = usual ?? OF_KINDS[fieldOf(column).kind]
  return Math.max(width, Math.min(lengthOf(header) + PADDING, WIDEST))
}
