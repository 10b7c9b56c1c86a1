import type { CallRecord } from '../../src/calls/call.ts'
import { COLUMNS } from '../../src/calls/columns.ts'
import { inZone } from '../../src/calls/time.ts'
import type { Sheet } from '../../src/export/sheet.ts'

const START = Date.UTC(2026, 9, 1)
const BATCH = 100
const AGENTS = ['Li Na', '张伟', 'Maria García', 'Wang Fang', 'O’Brien']
const GROUPS = ['Sales east', 'Collections', '客服一组']
const ZONE = 'Asia/Shanghai'

const pick = <Item>(items: readonly Item[], index: number) => items[index % items.length] as Item

/** The same call for the same `index`; no two are alike. */
function madeCall(index: number): CallRecord {
  const startedAt = START + index * 2_600
  const isAnswered = index % 4 > 0
  const answeredAt = startedAt + (index % 23) * 1_000
  const talkSeconds = isAnswered ? (index * 37) % 600 : 0
  const id = `231120${String(10_000_000_000 + index * 7_919)}`
  return {
    id,
    callId: index % 3 === 0 ? `${id}01` : null,
    caller: `86132${String(index % 100_000_000).padStart(8, '0')}`,
    called: `91861****${String((index * 31) % 1_000_000).padStart(6, '0')}`,
    calledInfo: index % 5 === 0 ? `Order ${index}` : null,
    country: { code: '91', name: 'India' },
    agent: pick(AGENTS, index),
    group: pick(GROUPS, index),
    type: 3,
    hangupReason: index % 7,
    hungUpBy: index % 2,
    sipCode: isAnswered ? '200' : '486',
    labels: index % 6 === 0 ? ['VIP', 'call back'] : [],
    remark: index % 10 === 0 ? `Asked for a call on day ${index % 30} & an offer` : null,
    startedAt: inZone(startedAt, ZONE),
    answeredAt: isAnswered ? inZone(answeredAt, ZONE) : null,
    endedAt: inZone(answeredAt + talkSeconds * 1_000, ZONE),
    talkSeconds,
    recording: isAnswered ? `/api/recordings/${'q7Zx'.repeat(40)}${index}` : null,
    recordingState: isAnswered ? 'available' : 'none',
  }
}

/** As many calls, made as they are read. */
export async function* madeCalls(count: number): AsyncGenerator<readonly CallRecord[], void> {
  for (let first = 0; first < count; first += BATCH) {
    const length = Math.min(BATCH, count - first)
    yield Array.from({ length }, (_, index) => madeCall(first + index))
  }
}

const words = { 0: 'Normal', 1: 'Busy', 2: 'No answer', 3: 'Rejected', 4: 'Power off' }

/** A sheet of 18 columns: what is left out here is what most calls do not have. */
export const SHEET: Sheet = {
  columns: COLUMNS.filter((id) => id !== 'calledInfo' && id !== 'callId').map((id) => ({
    kind: 'call',
    id,
    label: id,
  })),
  values: 'words',
  words: { hangupReason: words, callType: words, hungUpBy: words, unknown: 'Unknown ({code})' },
  timeZone: ZONE,
  origin: 'https://calls.example',
  separator: ',',
}
