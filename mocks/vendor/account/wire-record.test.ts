import { expect, test } from 'vitest'
import { sentinelCall } from '../sentinel-rows.ts'
import { createAccountZone } from './account-zone.ts'
import { toWireRecord, type WireRecord } from './wire-record.ts'

const STARTED = Date.parse('2023-11-20T23:43:12+08:00')
const settings = {
  zone: createAccountZone('Asia/Shanghai'),
  recordingsOrigin: 'https://recordings.callboard.example',
}

function records(changes: Parameters<typeof sentinelCall>[2] = {}): WireRecord[] {
  return Array.from({ length: 200 }, (_, i) =>
    toWireRecord(sentinelCall(i, STARTED, changes), settings),
  )
}

function kinds(key: string, of = records()): Set<unknown> {
  return new Set(of.map((record) => (key in record ? record[key] : 'absent')))
}

test('says times on the wall clock of the account, without an offset', () => {
  expect(records()[0]).toMatchObject({
    callStartTime: '2023-11-20 23:43:12',
    answerTime: '2023-11-20 23:43:14',
    callEndTime: '2023-11-20 23:43:26',
  })
})

test.each([
  ['callDuration', ['12', 12]],
  ['callType', ['3', 3]],
  ['hangupCode', ['200', 'absent']],
  ['calledInfo', ['', null, 'absent']],
  ['labels', [[], null, 'absent']],
])('%s comes in each of its types', (key, types) => {
  const seen = [...kinds(key)].map((kind) => JSON.stringify(kind))
  expect([...new Set(seen)].sort()).toEqual(types.map((type) => JSON.stringify(type)).sort())
})

test('an unanswered call has no answer time, in whatever way', () => {
  expect(kinds('answerTime', records({ answeredAt: null }))).toEqual(new Set(['', null, 'absent']))
})

test('a masked number shows stars on its side only', () => {
  const called = '918600123456'
  expect(records({ called, masked: 'called' })[0]).toMatchObject({
    called: '91860****456',
    caller: '91778800001',
  })
})

test('a recording is at its own origin unless it says otherwise', () => {
  const url = (recording: string) => records({ recording })[0]?.voiceUrl
  expect(url('/a/1.wav')).toBe('https://recordings.callboard.example/a/1.wav')
  expect(url('http://10.0.0.5/x.wav')).toBe('http://10.0.0.5/x.wav')
})

test.each([
  ['/a/b.wav', 'https://recordings.callboard.example/a/b.wav'],
  ['http://10.0.0.5/x.wav', 'http://10.0.0.5/x.wav'],
  ['recordings/call.wav', 'recordings/call.wav'],
  ['https://agent@rec.example/a.wav', 'https://agent@rec.example/a.wav'],
])('a recording at %s lies at %s', (recording, address) => {
  expect(kinds('voiceUrl', records({ recording }))).toEqual(new Set([address]))
})
