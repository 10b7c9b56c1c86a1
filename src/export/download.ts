import { queryOptions } from '@tanstack/react-query'
import { fetchJson, RequestFailure, readFailure } from '../api/client.ts'
import type { CallRecord, Coverage } from '../calls/call.ts'
import type { Summary } from '../calls/figures.ts'
import { type PageState, serializeRecordsQuery } from '../calls/query.ts'

/** Interval (ms) at which coverage is requested again while the server reads. */
const REFRESH_MS = 2_000
/** How long (s) the server holds a request while it reads. */
const HOLD_SECONDS = 2
/** How long (s) the server holds a download to read calls that came meanwhile. */
const DOWNLOAD_HOLD_SECONDS = 30

/** The calls of a view, whatever page is shown. */
function viewOf(query: PageState): URLSearchParams {
  return new URLSearchParams(serializeRecordsQuery({ ...query, page: null, size: null }))
}

function summaryPath(query: PageState, keys: Record<string, string>): string {
  const params = viewOf({ ...query, sort: null })
  for (const [key, value] of Object.entries(keys)) params.set(key, value)
  return `/api/summary?${params}`
}

type Covered = Pick<Summary, 'coverage'>

/** Returns the query of what the server has read of a view. It starts no reading. */
export function coverageQuery(query: PageState) {
  const path = summaryPath(query, { read: 'none' })
  return queryOptions({
    queryKey: ['coverage', path],
    queryFn: async ({ signal }) => (await fetchJson<Covered>(path, signal)).coverage,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.reading ? REFRESH_MS : false),
  })
}

/**
 * Has the server read a view until it is complete, or until nothing more comes.
 * @returns the last coverage
 * @throws RequestFailure, or the signal's reason
 */
export async function readView(
  query: PageState,
  signal: AbortSignal,
  onCoverage: (coverage: Coverage) => void,
): Promise<Coverage> {
  const path = summaryPath(query, { read: 'all', hold: String(HOLD_SECONDS) })
  for (;;) {
    const { coverage } = await fetchJson<Covered>(path, signal)
    onCoverage(coverage)
    if (coverage.complete || !coverage.reading) return coverage
  }
}

/** A file to download. */
export interface ExportRequest {
  query: PageState
  /** The calls to export in their order; `null` for all calls of the query. */
  calls: readonly CallRecord[] | null
  /** The other keys of `/api/export`, without notes. */
  keys: Record<string, string>
  /** The texts of the note columns as JSON; `null` without such columns. */
  notes: string | null
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch {
    init.signal?.throwIfAborted()
    throw new RequestFailure('offline')
  }
}

/**
 * Returns the number of calls that the server would export.
 * @throws RequestFailure, or the signal's reason
 */
async function countRows(path: string, signal: AbortSignal): Promise<number> {
  let answer = await send(path, { method: 'HEAD', signal })
  if (!answer.ok) {
    answer = await send(path, { signal }) // an answer to HEAD has no body
    if (!answer.ok) throw await readFailure(answer)
    await answer.body?.cancel()
  }
  return Number(answer.headers.get('Callboard-Rows') ?? 0)
}

/**
 * Starts a download by a form that is posted to the frame `target`. If the frame loads a document,
 * the download has failed.
 * @returns the number of calls
 * @throws RequestFailure if the server refuses the export, or the signal's reason
 */
export async function startDownload(
  { query, calls, keys, notes }: ExportRequest,
  target: string,
  signal: AbortSignal,
): Promise<number> {
  const params = viewOf(query)
  for (const [key, value] of Object.entries(keys)) params.set(key, value)
  // Calls may have come since the view was read.
  if (calls === null && !keys.incomplete) params.set('hold', String(DOWNLOAD_HOLD_SECONDS))
  // A selection may be too long for an address, and its calls are known to exist.
  const count = calls === null ? await countRows(`/api/export?${params}`, signal) : calls.length
  if (calls !== null)
    params.set('calls', calls.map(({ startedAt, id }) => `${startedAt} ${id}`).join('\n'))
  if (notes !== null) params.set('notes', notes)
  postForm('/api/export', params, target)
  return count
}

function postForm(action: string, params: URLSearchParams, target: string): void {
  const form = document.createElement('form')
  Object.assign(form, { method: 'post', action, target, enctype: 'multipart/form-data' })
  for (const [name, value] of params) {
    const input = document.createElement('input')
    Object.assign(input, { type: 'hidden', name, value })
    form.append(input)
  }
  document.body.append(form)
  form.submit()
  form.remove()
}

/** Reads the problem that a frame shows. @returns `null` if nothing was posted to it yet */
export async function failureInFrame(frame: HTMLIFrameElement): Promise<RequestFailure | null> {
  const shown = frame.contentDocument
  if (shown?.URL === 'about:blank') return null
  return readFailure(new Response(shown?.body.textContent ?? ''))
}
