import { expect, test } from 'vitest'
import { COLUMNS, DEFAULT_COLUMNS } from './columns.ts'

test('the first eleven columns are shown until someone chooses others', () => {
  expect(DEFAULT_COLUMNS).toEqual([
    'startedAt',
    'caller',
    'called',
    'agent',
    'group',
    'type',
    'talkSeconds',
    'hangupReason',
    'hungUpBy',
    'labels',
    'recording',
  ])
})

test('there are twenty columns, each once', () => {
  expect([COLUMNS.length, new Set(COLUMNS).size]).toEqual([20, 20])
})
