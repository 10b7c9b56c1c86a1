import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { AUDIT_EVENTS, type AuditLine, type AuditPage } from '../../calls/audit.ts'
import type { AppContext } from '../http/context.ts'
import { ProblemError } from '../http/problems.ts'
import { attachment } from '../recordings/audio-type.ts'
import { wrongKey } from '../records.ts'
import { type AuditLog, readAuditLine } from './audit-log.ts'

const PAGE_LINES = 50

interface AuditRouteOptions {
  /** `AUDIT_FILE`; `null` if the log goes elsewhere. */
  path: string | null
  log: AuditLog | null
}

/** Reads the filters of a request: the event, a part of the user's name, and a period in ms. */
function filterOf(c: AppContext): (line: AuditLine) => boolean {
  const { what = '', who = '', from = '', to = '' } = c.req.query()
  const event = AUDIT_EVENTS.find((each) => each === what)
  if (what !== '' && !event) throw wrongKey('what')
  const time = (key: string, text: string, open: number) => {
    const at = text === '' ? open : Date.parse(text)
    if (Number.isNaN(at)) throw wrongKey(key)
    return at
  }
  const [first, last] = [
    time('from', from, Number.NEGATIVE_INFINITY),
    time('to', to, Number.POSITIVE_INFINITY),
  ]
  const part = who.toLowerCase()
  return (line) => {
    const at = Date.parse(line.at)
    if ((event && line.what !== event) || at < first || at > last) return false
    return part === '' || (line.who?.toLowerCase().includes(part) ?? false)
  }
}

/**
 * Creates the handler of `GET /api/audit?what=…&who=…&from=…&to=…&page=…`, for admins: a page of the
 * log, newest first, or with `format=jsonl` a file of all lines that match, as they were written.
 */
export function createAuditRoute({ path, log }: AuditRouteOptions) {
  async function* linesOf(file: string): AsyncGenerator<string> {
    yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })
  }

  return async function audit(c: AppContext): Promise<Response> {
    if (c.get('user').role !== 'admin')
      throw new ProblemError('out_of_scope', 'Only administrators may see the audit log.')
    if (path === null)
      throw new ProblemError('not_found', 'The audit log is not in a file. Set AUDIT_FILE.')
    const matches = filterOf(c)
    const file = path
    if (c.req.query('format') === 'jsonl') {
      const encoder = new TextEncoder()
      const chunks = async function* () {
        for await (const text of linesOf(file)) {
          const line = readAuditLine(text)
          if (line && matches(line)) yield encoder.encode(`${text}\n`)
        }
      }
      const body = Readable.toWeb(Readable.from(chunks())) as ReadableStream
      return new Response(body, {
        headers: {
          'Content-Type': 'application/x-ndjson',
          'Content-Disposition': attachment('audit.jsonl'),
          'Cache-Control': 'no-store',
        },
      })
    }
    const page = Number(c.req.query('page') ?? 1)
    if (!Number.isSafeInteger(page) || page < 1) throw wrongKey('page')
    /** The last lines up to the page, because the log may be longer than the memory. */
    const last: AuditLine[] = []
    let total = 0
    for await (const text of linesOf(file)) {
      const line = readAuditLine(text)
      if (!line || !matches(line)) continue
      total += 1
      if (last.push(line) > page * PAGE_LINES) last.shift()
    }
    const isThere = (page - 1) * PAGE_LINES < total
    const answer: AuditPage = {
      lines: isThere ? last.slice(0, last.length - (page - 1) * PAGE_LINES).reverse() : [],
      total,
      page,
      pages: Math.ceil(total / PAGE_LINES),
      lost: log?.lost() ?? 0,
    }
    return c.json(answer, 200, { 'Cache-Control': 'no-store' })
  }
}
