import { callsOnDate, HOUR_CHOICES } from './busy-hours.ts'
import type { Call, CallType } from './call.ts'
import { drawCustomer } from './customers.ts'
import { drawLabels } from './labels.ts'
import { OUTCOMES } from './outcomes.ts'
import { createRandom, type Random } from './random.ts'
import { drawRemark } from './remarks.ts'
import { ROSTER } from './roster.ts'
import { drawTalk, type Talk } from './talk-time.ts'

const TYPES: readonly (readonly [CallType, number])[] = [
  [3, 60],
  [1, 26],
  [2, 14],
]
const GROUPS = ROSTER.map((group) => [group, group.share] as const)
/** So that "today" has rows a few minutes after midnight, on any day. */
const NIGHT_CALLS = 4
const NIGHT_SECONDS = 240
const NO_TALK: Talk = { seconds: 0, recordingNumber: 0, recording: null }

/**
 * Every call of one date, newest first: the same calls for the same seed and date, whenever asked.
 * @param date `yyyy-MM-dd` in the account's zone
 * @param midnight when that date begins, in milliseconds since the epoch
 */
export function callsOfDate(seed: string, date: string, midnight: number): readonly Call[] {
  const random = createRandom(`${seed} ${date}`)
  const count = Math.round(callsOnDate(date) * (0.96 + 0.08 * random.next()))
  const starts: number[] = []
  for (let i = 0; i < count; i += 1) starts.push(drawStart(random, i))
  starts.sort((a, b) => b - a)
  return starts.map((start, i) => drawCall(random, { date, midnight, start, number: count - i }))
}

/** Seconds since midnight. */
function drawStart(random: Random, index: number): number {
  if (index < NIGHT_CALLS) return random.int(5, NIGHT_SECONDS)
  return random.weighted(HOUR_CHOICES) * 3600 + random.int(0, 3599)
}

interface Slot {
  date: string
  midnight: number
  /** Seconds since midnight. */
  start: number
  /** The call's number within its date, under 1,000. */
  number: number
}

function drawCall(random: Random, slot: Slot): Call {
  const group = random.weighted(GROUPS)
  const type = random.weighted(TYPES)
  const outcome = random.weighted(OUTCOMES[type])
  const country = random.weighted(group.countries)
  const customer = drawCustomer(random, country)
  const talk = outcome.answered ? drawTalk(random) : NO_TALK
  const rang = drawRing(random, outcome.answered, outcome.reason)
  const startedAt = slot.midnight + slot.start * 1000
  const answeredAt = outcome.answered ? startedAt + rang * 1000 : null
  const stamp = `${slot.date.slice(2).replaceAll('-', '')}${clock(slot.start)}`
  const id = `${stamp}${pad(slot.number, 3)}${pad(talk.recordingNumber, 2)}`
  const line = `${country.code}7788000${pad(random.int(1, 12), 2)}`
  const inbound = type === 2
  return {
    id,
    callId:
      type === 3 && random.chance(0.35) ? `${stamp}${random.int(10_000_000, 99_999_999)}` : null,
    caller: inbound ? customer.number : line,
    called: inbound ? line : customer.number,
    masked: customer.masked ? (inbound ? 'caller' : 'called') : null,
    calledInfo: inbound ? null : customer.info,
    countryCode: country.code,
    countryName: country.name,
    // A campaign or inbound call that no agent took belongs to the group, often to nobody in it.
    agent: outcome.answered || type === 3 || random.chance(0.4) ? random.pick(group.agents) : null,
    group: group.name,
    type,
    reason: outcome.reason,
    hungUpBy: outcome.hungUpBy,
    sipCode: outcome.sipCode,
    labels: drawLabels(random, outcome.answered),
    remark: drawRemark(random),
    startedAt,
    answeredAt,
    endedAt: (answeredAt ?? startedAt + rang * 1000) + talk.seconds * 1000,
    talkSeconds: talk.seconds,
    recording: talk.recording && recordingPath(slot.date, id, talk.recording.name),
  }
}

/** Whole seconds between the start of a call and its answer, or its end where nobody answered. */
function drawRing(random: Random, answered: boolean, reason: number): number {
  if (answered) return Math.round(Math.min(40, Math.max(1, random.logNormal(7, 0.6))))
  return reason >= 4 && reason <= 7 ? random.int(0, 6) : random.int(5, 60)
}

function recordingPath(date: string, id: string, file: string): string {
  const extension = file.slice(file.lastIndexOf('.'))
  return `/agent-call-record-${date.slice(2).replaceAll('-', '')}/${id}${extension}`
}

/** `HHmmss` of seconds since midnight. */
function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return pad(Math.floor(minutes / 60), 2) + pad(minutes % 60, 2) + pad(seconds % 60, 2)
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
