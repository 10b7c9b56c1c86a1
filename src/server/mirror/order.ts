import type { ColumnId } from '../../calls/columns.ts'
import type { Sort } from '../../calls/query.ts'

/** Text sorts by code points in every engine, whatever its locale. */
const text = (column: string) => `nullif(${column}, '') collate "C"`

/** What each column is sorted by. */
const SORT_BY: Record<ColumnId, string> = {
  startedAt: 'start',
  caller: text('caller'),
  called: text('called'),
  customer: text('customer'),
  line: text('line'),
  agent: text('agent'),
  group: text('agent_group'),
  type: 'type',
  talkSeconds: 'talk_seconds',
  hangupReason: 'hangup_reason',
  hungUpBy: 'hung_up_by',
  labels: text("array_to_string(labels, ', ')"),
  recording: 'case when recording is null then null else 1 end',
  endedAt: '"end"',
  answeredAt: 'answer',
  waitSeconds: 'wait_seconds',
  country: text('country_code'),
  sipCode: text('sip_code'),
  calledInfo: text('called_info'),
  remark: text('remark'),
  callId: text('call_id'),
  id: text('id'),
}

/** Returns what follows `order by`: empty values last, then by id. Newest first by default. */
export function orderOf(sort: Sort | null): string {
  const { column, descending } = sort ?? { column: 'startedAt', descending: true }
  const direction = descending ? 'desc' : 'asc'
  return `${SORT_BY[column]} ${direction} nulls last, ${text('id')}`
}
