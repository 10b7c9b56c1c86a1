import type { CallRecord } from '../../calls/call.ts'
import { formatInZone } from '../../calls/time.ts'
import { extensionOf } from './extension-of.ts'

/** Bytes (UTF-8) of each part at most, so that a name has 120 and a path is left room. */
const AGENT_BYTES = 40
const NUMBER_BYTES = 24
const ID_BYTES = 12
/** What no part has in it, so that a name can be taken apart again. */
const BETWEEN = '_'
/** Stands for what is not known. */
const NOTHING = '-'
/** Sorts before every time. */
const NO_TIME = '0000-00-00_00-00-00'

/** A letter or digit with its marks. Everything else means something to some system, or is unseen. */
const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu

/** Makes the names of the recordings of an archive, no two of them the same in any case. */
export function createRecordingNames(timeZone: string) {
  const taken = new Set<string>()

  /** `2026-11-22_10-00-00_Li-Na_8613200000001_432602510.wav`, in the time of the zone. */
  return function nameFor(call: CallRecord, contentType: string): string {
    const stem = [
      timeOf(call, timeZone),
      clean(call.agent ?? '', AGENT_BYTES),
      clean(numberOf(call).replaceAll('*', 'x'), NUMBER_BYTES),
      clean(call.id.slice(-ID_BYTES), ID_BYTES),
    ].join(BETWEEN)
    const extension = extensionOf(contentType)
    for (let count = 1; ; count += 1) {
      const name = `${stem}${count === 1 ? '' : `-${count}`}.${extension}`
      const key = name.toUpperCase().toLowerCase() // ß and ẞ are one to a file system
      if (taken.has(key)) continue
      taken.add(key)
      return name
    }
  }
}

function timeOf({ startedAt }: CallRecord, timeZone: string): string {
  const isTime = !Number.isNaN(Date.parse(startedAt))
  return isTime ? formatInZone(startedAt, timeZone, 'YYYY-MM-DD_HH-mm-ss') : NO_TIME
}

/** The customer's: who called in (type 2), or who was called. */
function numberOf({ type, caller, called }: CallRecord): string {
  return (type === 2 ? caller || called : called || caller) || ''
}

function clean(text: string, bytes: number): string {
  const words = text.normalize('NFC').replace(UNSEEN, '').normalize('NFC').match(WORDS) ?? []
  return cut(words.join('-'), bytes).replace(/-+$/, '') || NOTHING
}

function cut(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes))
  return text.slice(0, read)
}
