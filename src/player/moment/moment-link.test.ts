import { expect, it } from 'vitest'
import { callWith } from '../../testing/make-call.ts'
import { momentLink } from './moment-link.ts'

const HERE =
  'https://calls.example/board/?range=today&agent=Ann&page=4&call=other&t=5&sort=-agent#x'

it.each([
  [
    '2026-03-10T12:00:05+08:00',
    73.9,
    '?from=2026-03-10T12:00:04%2B08:00&to=2026-03-10T12:00:06%2B08:00&call=a&t=73',
  ],
  [
    '2026-03-10T12:00:05+08:00',
    0,
    '?from=2026-03-10T12:00:04%2B08:00&to=2026-03-10T12:00:06%2B08:00&call=a&t=0',
  ],
  ['', 73, '?range=today&agent=Ann&page=4&call=a&t=73&sort=-agent'],
  ['soon', 73, '?range=today&agent=Ann&page=4&call=a&t=73&sort=-agent'],
])('of a call at %j to second %f', (startedAt, seconds, search) => {
  const link = momentLink(callWith({ id: 'a', startedAt }), seconds, HERE)
  expect(link).toBe(`https://calls.example/board/${search}`)
})
