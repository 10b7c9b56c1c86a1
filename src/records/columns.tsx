import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'
import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { formatDuration } from '../i18n/duration.ts'
import type { Words } from '../i18n/use-words.ts'
import { CallTime } from './CallTime.tsx'
import classes from './columns.module.css'
import { ReasonBadge } from './ReasonBadge.tsx'

/** Values that cells need beside their call. */
export interface CellContext {
  /** IANA zone that times are shown in. */
  timeZone: string
  words: Words
  /** Seconds of the longest talk on the page; the bars of the others are drawn against it. */
  longestTalk: number
  /** Renders the control that plays a call's recording. */
  playControl: (call: CallRecord) => ReactNode
}

interface CallColumn {
  /** Renders the value; `null` leaves the cell empty. */
  cell: (call: CallRecord, context: CellContext) => ReactNode
  /** Width in px while the first page loads, and the width that resizing starts from. */
  width: number
  /** Aligns the cell to its end. */
  numeric?: true
}

function timeColumn(id: 'startedAt' | 'answeredAt' | 'endedAt'): CallColumn {
  return {
    cell: (call, { timeZone }) =>
      call[id] ? <CallTime iso={call[id]} timeZone={timeZone} /> : null,
    width: 150,
  }
}

function textColumn(read: (call: CallRecord) => string | null, width: number): CallColumn {
  return { cell: (call) => renderText(read(call)), width }
}

/** Characters that fit into a cell in any script; longer texts may be cut off. */
const FITS = 12
/** Characters that mostly fit; longer texts have a tooltip. */
const MOSTLY_FITS = 24

/** Names and free text come from outside: in any direction, of any length. */
function renderText(value: string | null): ReactNode {
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

/** The talk time as a figure and as a bar against the longest talk of the page. */
function renderTalk({ talkSeconds }: CallRecord, { longestTalk }: CellContext): ReactNode {
  if (talkSeconds === null) return null
  const share = longestTalk > 0 ? (talkSeconds / longestTalk) * 100 : 0
  return (
    <span className={classes.talk}>
      {formatDuration(talkSeconds)}
      {share > 0 && <span className={classes.bar} style={{ inlineSize: `${share}%` }} />}
    </span>
  )
}

function renderWait(call: CallRecord): ReactNode {
  const seconds = call.waitSeconds
  return seconds === null ? null : formatDuration(seconds)
}

/**
 * Every column of the table, also the fields of the details panel. Names are the messages
 * `columns.*`; texts for files are in `calls/fields.ts`.
 */
export const CALL_COLUMNS: Record<ColumnId, CallColumn> = {
  startedAt: timeColumn('startedAt'),
  caller: textColumn((call) => call.caller, 130),
  called: textColumn((call) => call.called, 130),
  agent: textColumn((call) => call.agent, 120),
  group: textColumn((call) => call.group, 120),
  type: {
    cell: ({ type }, { words }) => (type === null ? null : words.callType(type)),
    width: 130,
  },
  talkSeconds: {
    cell: renderTalk,
    width: 95,
    numeric: true,
  },
  hangupReason: {
    cell: (call) => (call.hangupReason === null ? null : <ReasonBadge call={call} />),
    width: 200,
  },
  hungUpBy: {
    cell: ({ hungUpBy }, { words }) => (hungUpBy === null ? null : words.hungUpBy(hungUpBy)),
    width: 100,
  },
  labels: textColumn((call) => call.labels.join(', '), 120),
  recording: {
    cell: (call, { playControl }) => playControl(call),
    width: 95,
  },
  endedAt: timeColumn('endedAt'),
  answeredAt: timeColumn('answeredAt'),
  customer: textColumn((call) => call.customer, 130),
  line: textColumn((call) => call.line, 130),
  waitSeconds: {
    cell: renderWait,
    width: 90,
    numeric: true,
  },
  country: {
    cell: ({ country }) =>
      country && renderText([country.code, country.name].filter(Boolean).join(' ')),
    width: 110,
  },
  sipCode: textColumn((call) => call.sipCode, 85),
  calledInfo: textColumn((call) => call.calledInfo, 130),
  remark: textColumn((call) => call.remark, 160),
  callId: textColumn((call) => call.callId, 160),
  id: textColumn((call) => call.id, 160),
}

/** The parts of TanStack Table that the table of calls uses. */
export const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
  tableMeta: {} as CellContext,
  columnMeta: {} as { numeric: boolean },
})

const helper = createColumnHelper<typeof features, CallRecord>()

/** The columns as TanStack Table takes them; `table.options.meta` is the context of `cell`. */
export const tableColumns = helper.columns(
  COLUMNS.map((id) => {
    const { width, numeric = false } = CALL_COLUMNS[id]
    return helper.display({
      id,
      header: `columns.${id}` as const,
      size: width,
      minSize: 48,
      meta: { numeric },
    })
  }),
)
