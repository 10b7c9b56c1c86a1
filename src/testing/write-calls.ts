import { openDuckDb } from '../server/mirror/database.ts'
import { storeRead } from '../server/mirror/ledger.ts'
import { SCHEMA } from '../server/mirror/schema.ts'
import { makeEmptyCall } from './make-call.ts'

/*
 * Writes reads to the database file of the first argument until the process is killed. Spans overlap,
 * so that older reads are cut and replaced.
 */
const [, , path = ''] = process.argv
const database = await openDuckDb(path, SCHEMA)
for (let round = 0; ; round += 1) {
  const first = (round * 37) % 500
  const calls = Array.from({ length: 200 }, (_, index) =>
    makeEmptyCall({
      id: `${round}-${index}`,
      startedAt: new Date((first + (index % 100)) * 1_000).toISOString(),
    }),
  )
  const read = { question: '{}', first, last: first + 99, total: 200, readAt: 1, checkedAt: 1 }
  await storeRead(database, read, calls)
  process.stdout.write('.')
}
