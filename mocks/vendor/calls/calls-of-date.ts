import { RECORDINGS, type Recording } from '../recordings.ts'
import type { Call, CallType } from './call.ts'
import { OUTCOMES } from './outcomes.ts'
import { createRandom, type Random } from './random.ts'
import { drawCustomer, ROSTER } from './roster.ts'

/** Shares of the calls by hour of the day: two peaks, a lunch dip, a few calls at night. */
const HOURS = [
  0.6, 0.4, 0.3, 0.25, 0.25, 0.3, 0.6, 1.5, 4, 9, 11, 11, 6, 6.5, 9.5, 10.5, 10.5, 9.5, 7, 5, 3.5,
  2.5, 1.6, 1,
] as const

const HOUR_CHOICES: readonly (readonly [number, number])[] = HOURS.map((share, hour) => [
  hour,
  share,
])

/** Calls by weekday, Sunday first. The sum over 62 days is about 40,000. */
const WEEKDAYS = [275, 775, 770, 750, 760, 745, 440] as const

/** Returns about how many calls a date (`yyyy-MM-dd`) has. */
function callsOnDate(date: string): number {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? WEEKDAYS[1]
}

const TYPES: readonly (readonly [CallType, number])[] = [
  [3, 60],
  [1, 26],
  [2, 14],
]
const GROUPS = ROSTER.map((group) => [group, group.share] as const)
/** Calls right after midnight, so that "today" always has rows. */
const NIGHT_CALLS = 4
const NIGHT_SECONDS = 240
const NO_TALK: Talk = { seconds: 0, recordingNumber: 0, recording: null }

/**
 * Generates the calls of one date, newest first. They depend only on the seed and the date.
 * @param date `yyyy-MM-dd` in the account's zone
 * @param midnight start of the date, ms since the epoch
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
    // A campaign or inbound call that no agent answered often has no agent.
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

/** Draws the seconds from the start to the answer, or to the end of an unanswered call. */
function drawRing(random: Random, answered: boolean, reason: number): number {
  if (answered) return Math.round(Math.min(40, Math.max(1, random.logNormal(7, 0.6))))
  return reason >= 4 && reason <= 7 ? random.int(0, 6) : random.int(5, 60)
}

function recordingPath(date: string, id: string, file: string): string {
  const extension = file.slice(file.lastIndexOf('.'))
  return `/agent-call-record-${date.slice(2).replaceAll('-', '')}/${id}${extension}`
}

/** Formats seconds since midnight as `HHmmss`. */
function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return pad(Math.floor(minutes / 60), 2) + pad(minutes % 60, 2) + pad(seconds % 60, 2)
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

const MAX_TALK_SECONDS = 40 * 60
/** Longer calls keep their duration, because no recording is as long. */
const MAX_FITTED_SECONDS = 240

interface Talk {
  seconds: number
  /** The recording's number in the table, from 1; 0 is none. */
  recordingNumber: number
  recording: Recording | null
}

/**
 * Draws the talk time and the recording that fits it. A recorded call of ordinary length gets the
 * rounded duration of its recording, so that player and table agree.
 */
function drawTalk(random: Random): Talk {
  const seconds = Math.round(Math.min(MAX_TALK_SECONDS, Math.max(2, random.logNormal(42, 1.05))))
  if (!random.chance(0.85)) return { seconds, recordingNumber: 0, recording: null }
  const recording = nearest(seconds)
  return {
    seconds: seconds > MAX_FITTED_SECONDS ? seconds : Math.round(recording.seconds),
    recordingNumber: RECORDINGS.indexOf(recording) + 1,
    recording,
  }
}

/** Returns the nearest recording by ratio. */
function nearest(seconds: number): Recording {
  return RECORDINGS.reduce((best, one) =>
    ratio(one.seconds, seconds) < ratio(best.seconds, seconds) ? one : best,
  )
}

function ratio(a: number, b: number): number {
  return a > b ? a / b : b / a
}

const LABELS: readonly (readonly [string, number])[] = [
  ['Intended customers', 20],
  ['Call back', 18],
  ['High level', 10],
  ['Promise to pay', 9],
  ['Paid', 7],
  ['Complaint', 6],
  ['Wrong number', 5],
  ['Do not call', 4],
  ['VIP', 4],
  ['意向客户', 6],
]

/** Draws labels. Answered calls have more. */
function drawLabels(random: Random, answered: boolean): readonly string[] {
  const wanted = random.weighted(answered ? ANSWERED : MISSED)
  const labels = new Set<string>()
  for (let i = 0; i < wanted; i += 1) labels.add(random.weighted(LABELS))
  return [...labels]
}

const ANSWERED = [
  [0, 40],
  [1, 42],
  [2, 14],
  [3, 4],
] as const

const MISSED = [
  [0, 90],
  [1, 10],
] as const

const REMARKS = [
  'Asked for the price list by e-mail',
  'Call again after 16:00',
  'Address corrected',
  'Speaks Spanish only',
  'Wants to talk to a supervisor',
  '已发送短信，等客户回复',
  'Line was bad, parts not understood',
  'Payment confirmed, receipt sent',
] as const

/** Draws an agent's remark, for about one call in eight. */
function drawRemark(random: Random): string | null {
  return random.chance(0.12) ? random.pick(REMARKS) : null
}
