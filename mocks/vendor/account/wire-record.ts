import type { Call } from '../calls/call.ts'
import { createRandom, type Random } from '../calls/random.ts'
import type { AccountZone } from './account-zone.ts'

/** A record in the vendor's format. Any key may be missing, and any type may be wrong. */
export type WireRecord = Record<string, unknown>

export interface WireSettings {
  zone: AccountZone
  /** The origin of recordings that are given as a path. */
  recordingsOrigin: string
}

/**
 * Converts a call to the vendor's format: times in the account's zone without an offset, and masked
 * numbers. The id decides between the documented types (duration and type as strings, with the SIP
 * code) and those of the vendor's sample (numbers, no SIP code). Empty values are absent, null or "".
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

/** Replaces four digits after the fifth by stars: `91861****978737`. */
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
