import { expect, test } from 'vitest'
import { readByteRange } from './serve-recording.ts'

test.each([
  ['bytes=0-99', { first: 0, last: 99 }],
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=990-', { first: 990, last: 999 }],
  ['bytes=-10', { first: 990, last: 999 }],
  ['bytes=-2000', { first: 0, last: 999 }],
  ['bytes=900-2000', { first: 900, last: 999 }],
  ['bytes=1000-', 'none'],
  ['bytes=1000-1001', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=5-4', null],
  ['bytes=-', null],
  ['bytes=0-1,5-6', null],
  ['bytes=a-b', null],
  ['items=0-1', null],
  ['', null],
  [null, null],
])('readByteRange reads %s of 1,000 bytes', (header, range) => {
  expect(readByteRange(header, 1000)).toEqual(range)
})
