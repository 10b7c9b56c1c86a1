import type { Call } from '../calls/call.ts'
import { createRandom, type Random } from '../calls/random.ts'
import type { AccountZone } from './account-zone.ts'

/** A record in the vendor's words; any key may be missing and any type off. */
export type WireRecord = Record<string, unknown>

/** What `toWireRecord` needs to know of the account. */
export interface WireSettings {
  zone: AccountZone
  /** The origin of recordings given as a path; other addresses are sent as they are. */
  recordingsOrigin: string
}

/**
 * A call in the vendor's words: times in the account's zone without an offset, numbers masked,
 * and by the call's id either in the documented types (duration and type as strings, with the SIP
 * code) or as in the vendor's sample (numbers, no SIP code). What is empty is absent, null or "".
 */
export function toWireRecord(call: Call, { zone, recordingsOrigin }: WireSettings): WireRecord {
  const random = createRandom(call.id)
  const documented = random.chance(0.6)
  return {
    ...optional(random, 'callId', call.callId),
    callSessionId: call.id,
    called: call.masked === 'called' ? mask(call.called) : call.called,
    ...optional(random, 'calledInfo', call.calledInfo),
    caller: call.masked === 'caller' ? mask(call.caller) : call.caller,
    ccode: call.countryCode,
    ...optional(random, 'ccodeName', random.chance(0.97) ? call.countryName : null),
    ...optional(random, 'agentName', call.agent),
    agentGroupName: call.group,
    callDuration: documented ? String(call.talkSeconds) : call.talkSeconds,
    callType: documented ? String(call.type) : call.type,
    ...(documented && { hangupCode: call.sipCode }),
    hangingDirection: call.hungUpBy,
    hangupReason: call.reason,
    ...labels(random, call.labels),
    ...optional(random, 'remark', call.remark),
    callStartTime: zone.format(call.startedAt),
    ...optional(random, 'answerTime', call.answeredAt && zone.format(call.answeredAt)),
    callEndTime: zone.format(call.endedAt),
    ...optional(
      random,
      'voiceUrl',
      call.recording?.startsWith('/')
        ? new URL(call.recording, recordingsOrigin).href
        : call.recording,
    ),
  }
}

/** `91861****978737`: four digits after the fifth give way to stars. */
function mask(number: string): string {
  return `${number.slice(0, 5)}****${number.slice(9)}`
}

function optional(random: Random, key: string, value: string | number | null): WireRecord {
  if (value !== null) return { [key]: value }
  const absent = random.next()
  if (absent < 0.5) return { [key]: '' }
  return absent < 0.75 ? { [key]: null } : {}
}

function labels(random: Random, list: readonly string[]): WireRecord {
  if (list.length > 0 || random.chance(0.6)) return { labels: list }
  return random.chance(0.5) ? { labels: null } : {}
}
