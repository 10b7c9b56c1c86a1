import { NAMED_FACETS, type NamesAnswer } from '../calls/figures.ts'
import { scopeOf } from './auth/scope.ts'
import type { AppContext } from './http/context.ts'
import type { Mirror } from './mirror/mirror.ts'
import { requireMirror, wrongKey } from './records.ts'

/**
 * Creates the handler of `GET /api/values?key=…&q=…`.
 * @param mirror `null` if it is off
 */
export function createNames(mirror: Mirror | null) {
  return async function names(c: AppContext) {
    const facet = NAMED_FACETS.find((each) => each === c.req.query('key'))
    if (!facet) throw wrongKey('key')
    const answer: NamesAnswer = {
      values: await requireMirror(mirror).names(
        facet,
        c.req.query('q') ?? '',
        scopeOf(c.get('user')),
      ),
    }
    return c.json(answer, 200, { 'Cache-Control': 'no-store' })
  }
}
