import type { Recorder } from './audit/recorder.ts'
import type { AppContext } from './http/context.ts'
import type { Mirror } from './mirror/mirror.ts'
import { readHold, readQuery, requireMirror, wrongKey } from './records.ts'

const READ_MODES = ['auto', 'all', 'none'] as const

interface SummaryOptions {
  /** `null` if it is off. */
  mirror: Mirror | null
  recorder: Recorder
  /** IANA zone of the account, for relative periods */
  zone: string
  /** ms since the epoch */
  now: () => number
}

/** Creates the handler of `GET /api/summary`. */
export function createSummary({ mirror, recorder, zone, now }: SummaryOptions) {
  return async function summary(c: AppContext) {
    const params = new URL(c.req.url).searchParams
    const { query, preset } = readQuery(params, c.get('user'), zone, now())
    const read = READ_MODES.find((mode) => mode === (params.get('read') ?? 'auto'))
    if (!read) throw wrongKey('read')
    const agents = params.get('agents') ?? ''
    if (!['', 'all'].includes(agents)) throw wrongKey('agents')
    recorder.searched(c, params)
    const options = {
      preset,
      read,
      withAgents: agents === 'all',
      holdSeconds: readHold(params),
      signal: c.req.raw.signal,
    }
    const answer = await requireMirror(mirror).summary({ ...query, sort: null }, options)
    return c.json(answer, 200, { 'Cache-Control': 'no-store' })
  }
}
