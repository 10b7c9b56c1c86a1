import type { CallRecord } from '../../calls/call.ts'
import { inZone } from '../../calls/time.ts'
import type { Span } from './ledger.ts'
import type { CallSource, SelectedCall } from './mirror.ts'
import type { Reader } from './reader.ts'
import { CALL_JSON, type CallRow, secondsOf, toCall } from './schema.ts'
import type { Store } from './store.ts'

/** Starts of selected calls that are nearer to each other (s) are requested together. */
const SELECTION_GAP_SECONDS = 600

interface SelectionOptions {
  store: Store
  reader: Reader
  /** IANA zone of the account. */
  zone: string
  /** ms since the epoch */
  now: () => number
  signal: AbortSignal
  /** The only groups that the user may see; all if undefined. */
  scope: readonly string[] | undefined
}

/** Finds selected calls, in their order. Those that were not read are requested from the vendor. */
export async function openSelection(
  selected: readonly SelectedCall[],
  { store, reader, zone, now, signal, scope }: SelectionOptions,
): Promise<CallSource> {
  const found = new Map<string, CallRecord>()
  const rows = await store.use((database) =>
    database.query<CallRow>(`select ${CALL_JSON} from calls where id = any($1) order by read_id`, [
      selected.map(({ id }) => id),
    ]),
  )
  for (const row of rows) {
    const call = toCall(row)
    found.set(call.id, call)
  }
  const starts = selected
    .filter(({ id }) => !found.has(id))
    .map(({ startedAt }) => secondsOf(startedAt))
    .filter((start) => start !== null)
    .sort((one, other) => one - other)
  const wanted = new Set(selected.map(({ id }) => id))
  for (const span of spansAround(starts))
    for (const call of await reader.request(span, signal, scope))
      if (wanted.has(call.id)) found.set(call.id, call)
  const isVisible = ({ group }: CallRecord) =>
    scope === undefined || (group !== null && scope.includes(group))
  const calls = selected.flatMap(({ id }) => found.get(id) ?? []).filter(isVisible)
  const times = calls
    .map(({ startedAt }) => startedAt)
    .filter(Boolean)
    .sort()
  const complete = calls.length === selected.length
  return {
    from: times[0] ?? inZone(now(), zone),
    to: times.at(-1) ?? inZone(now(), zone),
    coverage: {
      read: calls.length,
      total: selected.length,
      complete,
      reading: false,
      provenAt: inZone(now(), zone),
    },
    rows: calls.length,
    async *batches() {
      yield calls
    },
    close: async () => {},
  }
}

/** Returns spans around starts (s since the epoch, ascending), a second wider on both sides. */
function spansAround(starts: readonly number[]): Span[] {
  const spans: Span[] = []
  for (const start of starts) {
    const last = spans.at(-1)
    if (last && start - last.last <= SELECTION_GAP_SECONDS) last.last = start + 1
    else spans.push({ first: start - 1, last: start + 1 })
  }
  return spans
}
