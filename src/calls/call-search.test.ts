import { expect, test } from 'vitest'
import { callSearch } from './call-search.ts'

test.each<[id: string, startedAt: string, search: string | null]>([
  [
    'a',
    '2026-03-10T12:00:05+08:00',
    '?from=2026-03-10T12:00:04%2B08:00&to=2026-03-10T12:00:06%2B08:00&call=a',
  ],
  [
    'a&b=c',
    '2026-03-10T12:00:05Z',
    '?from=2026-03-10T12:00:04Z&to=2026-03-10T12:00:06Z&call=a%26b%3Dc',
  ],
  [
    '\ud800',
    '2026-03-10T12:00:05Z',
    '?from=2026-03-10T12:00:04Z&to=2026-03-10T12:00:06Z&call=%EF%BF%BD',
  ],
  ['a', '', null],
  ['a', 'soon', null],
])('the page opens call %j of %j by %j', (id, startedAt, search) => {
  expect(callSearch({ id, startedAt })).toBe(search)
})
