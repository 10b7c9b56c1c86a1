import { expect, test } from 'vitest'
import { cachingOf } from './caching.ts'

const NOW = Date.parse('2026-03-10T12:00:00Z')
const OLD = 'Tue, 10 Mar 2026 11:49:59 GMT'

test.each<[what: string, status: number, lastModified: string | null, caching: string]>([
  ['no such part', 416, OLD, 'no-store'],
  ['of old', 200, OLD, 'private, max-age=600'],
  ['a part of old', 206, 'Mon, 09 Mar 2026 12:00:00 GMT', 'private, max-age=600'],
  ['being written', 206, 'Tue, 10 Mar 2026 11:50:00 GMT', 'private, no-cache'],
  ['of a clock that is ahead', 200, 'Tue, 10 Mar 2026 13:00:00 GMT', 'private, no-cache'],
  ['of no known age', 200, null, 'private, max-age=60'],
  ['of an age that is no date', 200, 'once', 'private, max-age=60'],
  ['still the same', 304, OLD, 'private, max-age=600'],
])('%s (%i, %s) is kept %s', (_what, status, lastModified, caching) => {
  expect(cachingOf(status, lastModified, NOW)).toBe(caching)
})
