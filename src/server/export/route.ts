import type { CallRecord, User } from '../../calls/call.ts'
import { SEPARATORS } from '../../calls/escape-formula.ts'
import type { ExportFormat } from '../../calls/fields.ts'
import { formatInZone } from '../../calls/time.ts'
import type { Recorder } from '../audit/recorder.ts'
import { type Release, requireFiles, scopeOf } from '../auth/scope.ts'
import type { AppContext } from '../http/context.ts'
import { ProblemError } from '../http/problems.ts'
import type { CallSource, Mirror } from '../mirror/mirror.ts'
import { attachment } from '../recordings/audio-type.ts'
import { readQuery, requireMirror } from '../records.ts'
import { type Bytes, writeCsv } from './csv.ts'
import { type ExportOptions, paramsOf, parseExportOptions } from './export-query.ts'
import { writeJsonl } from './jsonl.ts'
import type { FetchOwn } from './read-recording.ts'
import { zipRecordings } from './recordings-zip.ts'
import { type Batches, createSheet, type Sheet } from './sheet.ts'
import { writeXlsx } from './xlsx.ts'

const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/x-ndjson',
  zip: 'application/zip',
}

const WRITERS: Record<Exclude<ExportFormat, 'zip'>, (calls: Batches, sheet: Sheet) => Bytes> = {
  csv: writeCsv,
  xlsx: writeXlsx,
  jsonl: writeJsonl,
}

interface ExportParts {
  /** `null` if it is off. */
  mirror: Mirror | null
  release: Release
  recorder: Recorder
  /** Sends a user's requests to this server, so that an archive has what the player plays. */
  fetchOwnAs: (user: User) => FetchOwn
  /** The origin that people type, for links; `null` takes that of the request. */
  publicUrl: string | null
  /** IANA zone of the account */
  zone: string
  /** ms since the epoch */
  now: () => number
}

/**
 * Creates the handler of `GET`, `HEAD` and `POST /api/export`. It counts the calls it writes. If they
 * are not as many as the source stated, or the source fails, the body breaks off.
 */
export function createExport({
  mirror,
  release,
  recorder,
  fetchOwnAs,
  publicUrl,
  zone,
  now,
}: ExportParts) {
  async function open(c: AppContext, params: URLSearchParams, options: ExportOptions) {
    const { signal } = c.req.raw
    const user = c.get('user')
    const { query } = readQuery(params, user, zone, now())
    const { openView, openSelection } = requireMirror(mirror)
    return options.calls === null
      ? openView(query, { holdSeconds: options.holdSeconds, signal })
      : openSelection(options.calls, signal, scopeOf(user))
  }

  return async function exportCalls(c: AppContext): Promise<Response> {
    const user = c.get('user')
    requireFiles(user)
    const params = await paramsOf(c)
    const options = parseExportOptions(params)
    const source = await open(c, params, options)
    const { coverage, rows } = source
    if (!coverage.complete && !options.allowIncomplete) {
      await source.close()
      throw new ProblemError('not_read_yet', notReadDetail(source), { coverage })
    }
    const headers = {
      'Content-Type': TYPES[options.format],
      'Content-Disposition': attachment(fileNameOf(source, options, zone)),
      'Callboard-Rows': String(rows),
      'Callboard-Complete': String(coverage.complete),
      'Accept-Ranges': 'none',
      'Cache-Control': 'no-store',
    }
    if (c.req.method === 'HEAD') {
      await source.close()
      return new Response(null, { headers })
    }
    try {
      recorder.record(c, 'exported', {
        format: options.format,
        rows,
        columns: options.columns,
        complete: coverage.complete,
        provenAt: coverage.provenAt,
        ...(options.calls === null
          ? { filters: recorder.filtersOf(c, filtersIn(params)) }
          : { calls: options.calls.map(({ id }) => id) }),
      })
    } catch (error) {
      await source.close()
      throw error
    }
    const left = new AbortController()
    const signal = AbortSignal.any([c.req.raw.signal, left.signal])
    const { format, columns, codes, locale, notes } = options
    const hasRecordings = format === 'zip' || columns.includes('recording')
    const calls = countedCalls(source, (batch) => release(batch, user, hasRecordings))
    const separator = SEPARATORS[options.separator]
    const origin = publicUrl ?? originOf(c)
    const looks = { columns, codes, locale, notes, separator, origin, timeZone: zone }
    const bytes =
      format === 'zip'
        ? zipRecordings(calls, { fetchOwn: fetchOwnAs(user), signal, timeZone: zone, now })
        : WRITERS[format](calls, createSheet(looks))
    return new Response(streamOf(bytes, left, source.close), { headers })
  }
}

/** Returns the origin for links. Only a proxy knows that the page is on https. */
function originOf({ req }: AppContext): string {
  const { origin, host } = new URL(req.url)
  return req.header('X-Forwarded-Proto') === 'https' ? `https://${host}` : origin
}

/** Keys of an export that are no filters. Notes are private. */
const OPTION_KEYS = ['format', 'columns', 'codes', 'separator', 'locale', 'incomplete', 'notes']

function filtersIn(params: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...params].filter(([key]) => !OPTION_KEYS.includes(key)))
}

function notReadDetail({ coverage: { read, total } }: CallSource): string {
  const part =
    total === null ? `${read} calls of this view are read` : `${read} of ${total} calls are read`
  return `So far ${part}. Use “hold” to wait for the rest, or “incomplete=allow” for these.`
}

/** Returns a name such as `calls_2026-11-21_2026-11-27_Asia-Shanghai.csv`, with the days in `zone`. */
function fileNameOf(
  { from, to, coverage }: CallSource,
  { format, calls }: ExportOptions,
  zone: string,
): string {
  const [first, last] = [from, to].map((time) => formatInZone(time, zone, 'YYYY-MM-DD'))
  const stem = [
    format === 'zip' ? 'recordings' : 'calls',
    first,
    last,
    zone.replace(/[^\w+-]/g, '-'),
    ...(calls === null ? [] : ['selected']),
    ...(coverage.complete ? [] : ['incomplete']),
  ].join('_')
  return `${stem}.${format}`
}

/** Yields the calls of `source` as they leave the server. @throws Error if their number is wrong */
async function* countedCalls(
  { batches, rows }: CallSource,
  release: (batch: CallRecord[]) => CallRecord[],
): AsyncGenerator<CallRecord[], void> {
  let count = 0
  for await (const batch of batches()) {
    const released = release(batch)
    count += released.length
    if (count > rows) break
    yield released
  }
  if (count !== rows) throw new Error(`An export has ${count} of ${rows} calls.`)
}

/** Streams `bytes` as the client reads them. Cancelling aborts `left`. `close` runs in the end. */
function streamOf(
  bytes: Bytes,
  left: AbortController,
  close: () => Promise<void>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await bytes.next()
          if (!done) return controller.enqueue(value)
          await close()
          controller.close()
        } catch (error) {
          await close()
          throw error
        }
      },
      async cancel(reason) {
        left.abort(reason)
        bytes.return().catch(() => {})
        await close()
      },
    },
    { highWaterMark: 0 },
  )
}
