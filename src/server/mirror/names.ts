import type { NamedFacet } from '../../calls/figures.ts'
import { COLUMN_OF } from './condition.ts'
import type { Query } from './database.ts'

const MAX_NAMES = 50

/**
 * Finds the distinct names that contain `part`, in any case, among all calls. Names that begin with
 * it come first. Otherwise they are ordered by code points.
 * @param scope the only groups whose calls count; all if undefined
 */
export async function namesWith(
  query: Query,
  facet: NamedFacet,
  part: string,
  scope?: readonly string[],
): Promise<string[]> {
  const inScope = scope ? 'where agent_group = any($2)' : ''
  const each = facet === 'label' ? 'unnest(labels)' : COLUMN_OF[facet]
  const rows = await query<{ name: string }>(
    `select name from (select distinct ${each} as name from calls ${inScope}) as names
     where name <> '' and ($1 = '' or strpos(lower(name), lower($1)) > 0)
     order by case when starts_with(lower(name), lower($1)) then 0 else 1 end, name collate "C"
     limit ${MAX_NAMES}`,
    scope ? [part, [...scope]] : [part],
  )
  return rows.map(({ name }) => name)
}
