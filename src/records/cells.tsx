import type { ReactNode } from 'react'
import { type CallRecord, ringSeconds } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import { formatDuration } from '../i18n/duration.ts'
import type { Words } from '../i18n/use-words.ts'
import { CallTime } from './CallTime.tsx'
import classes from './cells.module.css'
import { ReasonBadge } from './ReasonBadge.tsx'
import { TalkTime } from './TalkTime.tsx'

/** What a cell needs beside its call. */
export interface CellContext {
  /** IANA zone that times are shown in. */
  timeZone: string
  words: Words
  /** Seconds of the longest talk on the page, which the others are drawn against. */
  longestTalk: number
  /** The control that plays a call's recording: another feature's, handed in. */
  playControl: (call: CallRecord) => ReactNode
}

/** Characters that fit into a cell in any script: what can be cut off costs time at every painting. */
const FITS = 12
/** Characters that mostly fit; the whole of longer ones is shown on a closer look. */
const MOSTLY_FITS = 24

/** Names and free text come from outside: any direction, any length. */
function text(value: string | null): ReactNode {
  if (!value) return null
  const { length } = value
  return (
    <bdi
      className={length > FITS ? classes.long : undefined}
      title={length > MOSTLY_FITS ? value : undefined}
    >
      {value}
    </bdi>
  )
}

/** How each column shows a call. An empty cell says nothing, as nothing is known. */
export const CELLS: Record<ColumnId, (call: CallRecord, context: CellContext) => ReactNode> = {
  startedAt: (call, { timeZone }) =>
    call.startedAt ? <CallTime iso={call.startedAt} timeZone={timeZone} /> : null,
  answeredAt: (call, { timeZone }) => <CallTime iso={call.answeredAt} timeZone={timeZone} />,
  endedAt: (call, { timeZone }) => <CallTime iso={call.endedAt} timeZone={timeZone} />,
  caller: (call) => text(call.caller),
  called: (call) => text(call.called),
  agent: (call) => text(call.agent),
  group: (call) => text(call.group),
  type: (call, { words }) => (call.type === null ? null : words.callType(call.type)),
  talkSeconds: (call, { longestTalk }) => (
    <TalkTime seconds={call.talkSeconds} longest={longestTalk} />
  ),
  ringSeconds: (call) => {
    const seconds = ringSeconds(call)
    return seconds === null ? null : formatDuration(seconds)
  },
  hangupReason: (call) => (call.hangupReason === null ? null : <ReasonBadge call={call} />),
  hungUpBy: (call, { words }) => (call.hungUpBy === null ? null : words.hungUpBy(call.hungUpBy)),
  labels: (call) => text(call.labels.join(', ')),
  recording: (call, { playControl }) => playControl(call),
  country: (call) =>
    call.country && text([call.country.code, call.country.name].filter(Boolean).join(' ')),
  sipCode: (call) => call.sipCode && text(call.sipCode),
  calledInfo: (call) => text(call.calledInfo),
  remark: (call) => text(call.remark),
  callId: (call) => call.callId && text(call.callId),
  id: (call) => text(call.id),
}

/** Columns whose values are read as numbers, and so end on the same side. */
export const NUMERIC: ReadonlySet<ColumnId> = new Set(['talkSeconds', 'ringSeconds'])
