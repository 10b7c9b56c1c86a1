import type { CallRecord } from './call.ts'
import { secondsAround } from './time.ts'

/** A part of a query. A colon may stand in one, and is easier to read. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replaceAll('%3A', ':')
}

/**
 * The query string (`?…`) with which the page opens `call`, tomorrow too and for anyone: its list
 * is the seconds around its start.
 * @returns `null` for a call without a time, which is in no list for sure
 */
export function callSearch({ id, startedAt }: Pick<CallRecord, 'id' | 'startedAt'>): string | null {
  if (Number.isNaN(Date.parse(startedAt))) return null
  const { from, to } = secondsAround(startedAt)
  return `?from=${encode(from)}&to=${encode(to)}&call=${encode(id)}`
}
