import type { CallRecord } from '../../calls/call.ts'
import { formatInZone } from '../../calls/time.ts'
import { withFittingExtension } from '../recordings/audio-type.ts'

/** Maximum bytes (UTF-8) of each part. A name has at most 120, which leaves room for a path. */
const AGENT_BYTES = 40
const NUMBER_BYTES = 24
const ID_BYTES = 12
/** No part contains it, so that a name can be taken apart. */
const SEPARATOR = '_'
const UNKNOWN = '-'
/** Sorts before every time. */
const NO_TIME = '0000-00-00_00-00-00'

/** Letters or digits with their marks. Other characters are invisible, or special to some system. */
const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu

/**
 * Creates the function that names the recordings of an archive, such as
 * `2026-11-22_10-00-00_Li-Na_8613200000001_432602510.wav`. No two names are the same in any case.
 * @param timeZone IANA zone of the times
 */
export function createRecordingNames(timeZone: string) {
  const taken = new Set<string>()

  return function nameFor(call: CallRecord, contentType: string): string {
    const stem = [
      timeOf(call, timeZone),
      clean(call.agent ?? '', AGENT_BYTES),
      clean((call.customer || call.line).replaceAll('*', 'x'), NUMBER_BYTES),
      clean(call.id.slice(-ID_BYTES), ID_BYTES),
    ].join(SEPARATOR)
    for (let count = 1; ; count += 1) {
      const name = withFittingExtension(`${stem}${count === 1 ? '' : `-${count}`}`, contentType)
      const key = name.toUpperCase().toLowerCase() // ß and ẞ are the same to a file system
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

function clean(text: string, bytes: number): string {
  const words = text.normalize('NFC').replace(INVISIBLE, '').normalize('NFC').match(WORDS) ?? []
  return shorten(words.join('-'), bytes).replace(/-+$/, '') || UNKNOWN
}

function shorten(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes))
  return text.slice(0, read)
}
