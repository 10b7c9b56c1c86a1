import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { makeEmptyCall } from '../../testing/make-call.ts'
import { createRecordingNames } from './recording-names.ts'

const PARTS: Partial<CallRecord> = {
  id: '23112023432602510',
  startedAt: '2026-11-22T10:00:00+08:00',
  agent: 'Li Na',
  type: 3,
  caller: '555',
  called: '8613200000001',
}

function nameOf(known: Partial<CallRecord> = {}, type = 'audio/wav', zone = 'Asia/Shanghai') {
  return createRecordingNames(zone)(makeEmptyCall({ ...PARTS, ...known }), type)
}

describe('a name', () => {
  it('says when, who, with whom and which call', () => {
    expect(nameOf()).toBe('2026-11-22_10-00-00_Li-Na_8613200000001_023432602510.wav')
  })

  test.each<[what: string, known: Partial<CallRecord>, expected: string]>([
    ['in the zone', { startedAt: '2026-11-22T02:00:00Z' }, '2026-11-22_10-00-00_'],
    ['without a time', { startedAt: '' }, '0000-00-00_00-00-00_'],
    ['of who called in', { type: 2, caller: '+86 132' }, '_86-132_'],
    ['of the only number', { called: '' }, '_555_'],
    ['of no number', { caller: '', called: '' }, '_Li-Na_-_'],
    ['of a masked number', { called: '91861****978737' }, '_91861xxxx978737_'],
    ['without an agent', { agent: null }, '_10-00-00_-_8613'],
    ['of a Chinese agent', { agent: '李娜' }, '_李娜_'],
    ['of a folder', { agent: '../../etc/passwd' }, '_etc-passwd_'],
    ['of a device', { agent: 'CON' }, '_CON_'],
    ['that ends in dots and blanks', { agent: 'Li. . ' }, '_Li_'],
    ['of all that Windows reserves', { agent: 'a<b>c:d"e/f\\g|h?i*j' }, '_a-b-c-d-e-f-g-h-i-j_'],
    ['of what separates its parts', { agent: 'li_na' }, '_li-na_'],
    ['that turns round', { agent: 'na\u202egpj.\u2066x' }, '_nagpj-x_'],
    ['with what is not seen', { agent: 'L\u200bi\u00ad\ufeff\u3164' }, '_Li_'],
    ['in two letters that are one', { agent: 'Zoe\u0308' }, '_Zo\u00eb_'],
    ['of marks alone', { agent: '\u0308\u0308' }, '_-_8613'],
    ['of control characters', { agent: 'a\0b\nc\x7f' }, '_a-b-c_'],
  ])('%s', (_what, known, expected) => {
    expect(nameOf(known)).toContain(expected)
  })

  it('takes its ending from what the recording is', () => {
    expect(nameOf({}, 'audio/mpeg')).toMatch(/\.mp3$/)
  })
})

test('no two names of an archive are the same in any case', () => {
  const nameFor = createRecordingNames('Asia/Shanghai')
  const names = ['Straße', 'STRASSE', 'straße', 'Straße'].map((agent) =>
    nameFor(makeEmptyCall({ ...PARTS, agent }), 'audio/wav'),
  )
  expect(names.map((name) => name.split('_')[4])).toEqual([
    '023432602510.wav',
    '023432602510-2.wav',
    '023432602510-3.wav',
    '023432602510-4.wav',
  ])
})

/** Texts in which everything that a file system minds is frequent. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'<>:"/\\|?*%. _-~\0\n\u202e\u200d\u3164\ufeff\u0308',
        'CON',
        'nul.',
        '李',
        'é',
      ),
      fc.string({ unit: 'binary', maxLength: 60 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

const nastyCall = fc
  .record({
    agent: fc.option(nasty),
    caller: nasty,
    called: nasty,
    id: nasty,
    type: fc.constantFrom(2, 3, null),
    startedAt: fc.constantFrom('', '2026-11-22T10:00:00+08:00', 'no time'),
  })
  .map((known) => makeEmptyCall(known))

test('every name is safe on every system, whatever is in a call', () => {
  fc.assert(
    fc.property(nastyCall, nasty, (known, type) => {
      const name = createRecordingNames('Europe/Berlin')(known, type)
      expect(name).toMatch(/^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d_[^_]+_[^_]+_[^_]+\.[a-z0-9]+$/)
      expect(name).not.toMatch(/[<>:"/\\|?*%\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u)
      expect(name).toBe(name.normalize('NFC'))
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(120)
    }),
    { numRuns: 2_000 },
  )
})

test('every name of an archive is another, to a system that knows no case', () => {
  fc.assert(
    fc.property(fc.array(nastyCall, { maxLength: 30 }), (calls) => {
      const nameFor = createRecordingNames('Europe/Berlin')
      const names = calls.map((known) => nameFor(known, 'audio/wav'))
      expect(new Set(names.map((name) => name.toUpperCase())).size).toBe(names.length)
    }),
  )
})

test('names sort as their calls came', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4e12 })), (times) => {
      const nameFor = createRecordingNames('UTC')
      const names = times
        .toSorted((one, other) => one - other)
        .map((time) => makeEmptyCall({ ...PARTS, startedAt: new Date(time).toISOString() }))
        .map((call) => nameFor(call, 'audio/wav'))
      const seconds = names.map((name) => name.slice(0, 19))
      expect(seconds).toEqual(seconds.toSorted())
    }),
  )
})
