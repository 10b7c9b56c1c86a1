import { expect, test } from 'vitest'
import { cachingOf } from './recording-caching.ts'

const NOW = Date.parse('2026-03-10T12:00:00Z')

test.each<[what: string, status: number, headers: Record<string, string>, caching: string]>([
  ['no such part', 416, {}, 'no-store'],
  ['nothing yet', 200, { 'Content-Length': '0' }, 'no-store'],
  ['of old', 200, { 'Last-Modified': 'Tue, 10 Mar 2026 11:49:59 GMT' }, 'private, max-age=600'],
  [
    'a part of old',
    206,
    { 'Last-Modified': 'Mon, 09 Mar 2026 12:00:00 GMT' },
    'private, max-age=600',
  ],
  ['being written', 206, { 'Last-Modified': 'Tue, 10 Mar 2026 11:50:00 GMT' }, 'private, no-cache'],
  [
    'of a clock that is ahead',
    200,
    { 'Last-Modified': 'Tue, 10 Mar 2026 13:00:00 GMT' },
    'private, no-cache',
  ],
  ['of no known age', 200, { 'Content-Length': '9' }, 'private, max-age=60'],
  ['of an age that is no date', 200, { 'Last-Modified': 'once' }, 'private, max-age=60'],
  [
    'still the same',
    304,
    { 'Last-Modified': 'Mon, 09 Mar 2026 12:00:00 GMT' },
    'private, max-age=600',
  ],
])('%s (%i) with %j is kept %s', (_what, status, headers, caching) => {
  expect(cachingOf({ status, headers }, NOW)).toBe(caching)
})
