import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from '@tanstack/react-table'
import type { CSSProperties, HTMLAttributes, ReactNode } from 'react'
import type { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { formatInZone } from '../calls/time.ts'
import { formatDuration } from '../i18n/duration.ts'
import type { Words } from '../i18n/use-words.ts'
import classes from './columns.module.css'
import { reasonAttributes, renderReason } from './ReasonBadge.tsx'

/** Values that cells need beside their call. */
export interface CellContext {
  /** IANA zone that times are shown in. */
  timeZone: string
  /** Formats a time; the start shows no date if all calls are of one day. */
  formatTime: (iso: string) => string
  isOneDay: boolean
  words: Words
  t: ReturnType<typeof useTranslations<never>>
  /** Renders the control that plays a call's recording. */
  playControl: (call: CallRecord) => ReactNode
  /** Renders the star and the number of notes of a call. */
  marks: (id: string) => ReactNode
}

interface CallColumn {
  /** Renders the value; `null` leaves the cell empty. */
  cell: (call: CallRecord, context: CellContext) => ReactNode
  /** Attributes of the cell, such as a tooltip. */
  attributes?: (
    call: CallRecord,
    context: CellContext,
  ) => HTMLAttributes<HTMLElement> & { [key: `data-${string}`]: string | boolean | undefined }
  /** Width in px. */
  width: number
  /** Aligns the cell to its end. */
  numeric?: true
}

function timeColumn(id: 'answeredAt' | 'endedAt'): CallColumn {
  return { cell: (call, { formatTime }) => call[id] && formatTime(call[id]), width: 130 }
}

function textColumn(read: (call: CallRecord) => string | null, width: number): CallColumn {
  return { cell: (call) => renderText(read(call)), width }
}

/** Characters that fit into a cell; longer texts have a tooltip. */
const FITS = 18

/** Text that reads from left to right and fits needs no element of its own: Latin and Chinese. */
const PLAIN = /^[ -~À-ɏ一-鿿]{1,18}$/

/** Names and free text come from outside: in any direction, of any length. */
function renderText(value: string | null): ReactNode {
  if (!value) return null
  if (PLAIN.test(value)) return value
  return <bdi title={value.length > FITS ? value : undefined}>{value}</bdi>
}

/** Digits after which a number is easier to read in groups. */
const GROUP = 4

/**
 * Formats the customer's number for reading: `+86 132 0000 0001`. Asterisks count as digits, because
 * an account may mask numbers.
 */
export function customerText({ customer, country }: CallRecord): string {
  const code = country?.code
  const isFull = code && customer.startsWith(code) && customer.length - code.length > GROUP * 2 - 1
  if (!isFull || !/^[\d*]+$/.test(customer)) return customer
  const rest = customer.slice(code.length)
  const first = rest.length % GROUP || GROUP
  const groups = rest.slice(first).match(/.{4}/g) ?? []
  return [`+${code}`, rest.slice(0, first), ...groups].join(' ')
}

const DIRECTIONS: Record<number, string> = { 1: 'campaign', 2: 'inbound', 3: 'outbound' }

/** Longest talk that the bar shows (s). */
const BAR_SECONDS = 600

/** Returns how much of its bar a talk fills (%). The square root shows short talks too. */
function talkShare(seconds: number): number {
  return Math.round(Math.sqrt(Math.min(seconds / BAR_SECONDS, 1)) * 100)
}

function renderLabels({ labels }: CallRecord): ReactNode {
  const [first] = labels
  if (first === undefined) return null
  return (
    <>
      <bdi className={classes.tag}>{first}</bdi>
      {labels.length > 1 && ` +${labels.length - 1}`}
    </>
  )
}

/**
 * Every column of the table, also the fields of the details panel. Names are the messages
 * `columns.*`; texts for files are in `calls/fields.ts`.
 */
export const CALL_COLUMNS: Record<ColumnId, CallColumn> = {
  startedAt: {
    cell: ({ startedAt }, { isOneDay, timeZone, formatTime }) =>
      startedAt &&
      (isOneDay ? formatInZone(startedAt, timeZone, 'HH:mm:ss') : formatTime(startedAt)),
    width: 82,
  },
  caller: textColumn((call) => call.caller, 130),
  called: textColumn((call) => call.called, 130),
  agent: {
    cell: ({ agent, group }, { t }) => (
      <>
        {agent ? renderText(agent) : t('records.noAgent')}{' '}
        {group && (
          <small dir="auto" translate="no">
            {group}
          </small>
        )}
      </>
    ),
    attributes: ({ agent }) => ({ 'data-none': agent === null || undefined }),
    width: 190,
  },
  group: textColumn((call) => call.group, 120),
  type: {
    cell: ({ type }, { words }) => (type === null ? null : words.callType(type)),
    width: 130,
  },
  talkSeconds: {
    cell: ({ talkSeconds, outcome }) =>
      talkSeconds || (talkSeconds === 0 && outcome === 'answered')
        ? formatDuration(talkSeconds)
        : null,
    attributes: ({ talkSeconds }) =>
      talkSeconds ? { style: { '--share': `${talkShare(talkSeconds)}%` } as CSSProperties } : {},
    width: 102,
    numeric: true,
  },
  hangupReason: {
    cell: (call, { words }) => renderReason(call, words),
    attributes: (call, { words, t }) =>
      call.hangupReason === null ? {} : reasonAttributes(call, words, t),
    width: 250,
  },
  hungUpBy: {
    cell: ({ hungUpBy }, { words }) => (hungUpBy === null ? null : words.hungUpBy(hungUpBy)),
    width: 100,
  },
  labels: {
    cell: renderLabels,
    attributes: ({ labels }) => ({ title: labels.length > 1 ? labels.join(', ') : undefined }),
    width: 130,
  },
  recording: {
    cell: (call, { playControl }) => call.recording && playControl(call),
    attributes: ({ recording, recordingState: state }, { t }) => {
      if (recording !== null) return {}
      const name = t(state === 'unusable' ? 'records.unusableRecording' : 'records.noRecording')
      return { 'data-recording': state, 'aria-label': name, title: name }
    },
    width: 44,
  },
  endedAt: timeColumn('endedAt'),
  answeredAt: timeColumn('answeredAt'),
  customer: {
    cell: (call) => renderText(customerText(call)),
    attributes: ({ type, customer }, { words, t }) => ({
      'data-direction': type === null ? undefined : DIRECTIONS[type],
      'data-tip':
        [type !== null && words.callType(type), customer.includes('*') && t('records.masked')]
          .filter(Boolean)
          .join(' · ') || undefined,
    }),
    width: 170,
  },
  line: textColumn((call) => call.line, 112),
  waitSeconds: {
    cell: ({ waitSeconds }) => (waitSeconds === null ? null : formatDuration(waitSeconds)),
    width: 56,
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
})

const helper = createColumnHelper<typeof features, CallRecord>()

/** The columns as TanStack Table takes them; `table.options.meta` is the context of `cell`. */
export const tableColumns = helper.columns(
  COLUMNS.map((id) =>
    helper.display({
      id,
      header: `columns.${id}` as const,
      size: CALL_COLUMNS[id].width,
      minSize: 48,
    }),
  ),
)
