import fc from 'fast-check'
import { afterEach, describe, expect, it, test, vi } from 'vitest'
import { formatInZone, inZone, parseOffsetTime, parseZonedTime } from './time.ts'

const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Kolkata',
  'America/New_York',
  'America/Santiago',
  'America/St_Johns',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
] as const

/** Time zones of machines that run the code. Their own clock changes must not matter. */
const MACHINES = ['UTC', 'America/New_York', 'Africa/Cairo', 'Asia/Shanghai'] as const

afterEach(() => vi.unstubAllEnvs())

const clocks = new Map(
  ZONES.map((zone) => [
    zone as string,
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }),
  ]),
)

/** Returns the wall clock in a zone as `Intl` formats it: `2023-11-20T23:43:12`. */
function wallClock(at: number, zone: string): string | undefined {
  return clocks.get(zone)?.format(at).replace(' ', 'T')
}

const wholeSecond = fc
  .integer({
    min: Date.parse('2015-01-01T00:00Z') / 1000,
    max: Date.parse('2040-01-01T00:00Z') / 1000,
  })
  .map((seconds) => seconds * 1000)
const zone = fc.constantFrom(...ZONES)

describe('parseZonedTime', () => {
  test.each([
    ['east of UTC', '2023-11-20 23:43:12', 'Asia/Shanghai', '2023-11-20T23:43:12+08:00'],
    ['with half an hour', '2023-11-20 23:43:12', 'Asia/Kolkata', '2023-11-20T23:43:12+05:30'],
    ['in winter', '2023-11-20 23:43:12', 'America/New_York', '2023-11-20T23:43:12-05:00'],
    ['in summer', '2023-07-20 23:43:12', 'America/New_York', '2023-07-20T23:43:12-04:00'],
    ['at UTC', '2023-11-20 23:43:12', 'UTC', '2023-11-20T23:43:12+00:00'],
    ['with a T', '2023-11-20T23:43:12', 'Asia/Shanghai', '2023-11-20T23:43:12+08:00'],
    ['without seconds', '2023-11-20 23:43', 'Asia/Shanghai', '2023-11-20T23:43:00+08:00'],
    ['with fractions', '2023-11-20 23:43:12.999', 'UTC', '2023-11-20T23:43:12+00:00'],
    ['between spaces', ' 2023-11-20 23:43:12 ', 'UTC', '2023-11-20T23:43:12+00:00'],
    ['before summer', '2024-03-10 01:59:59', 'America/New_York', '2024-03-10T01:59:59-05:00'],
    ['skipped', '2024-03-10 02:30:00', 'America/New_York', '2024-03-10T03:30:00-04:00'],
    ['after the skip', '2024-03-10 03:00:00', 'America/New_York', '2024-03-10T03:00:00-04:00'],
    ['repeated', '2024-11-03 01:30:00', 'America/New_York', '2024-11-03T01:30:00-04:00'],
    ['after the repeat', '2024-11-03 02:00:00', 'America/New_York', '2024-11-03T02:00:00-05:00'],
    ['skipped midnight', '2024-04-26 00:00:00', 'Africa/Cairo', '2024-04-26T01:00:00+03:00'],
    [
      'skipped in the south',
      '2024-09-08 00:30:00',
      'America/Santiago',
      '2024-09-08T01:30:00-03:00',
    ],
    ['repeated at night', '2024-04-06 23:30:00', 'America/Santiago', '2024-04-06T23:30:00-03:00'],
    ['skipped 30 min', '2024-10-06 02:15:00', 'Australia/Lord_Howe', '2024-10-06T02:45:00+11:00'],
    ['leap day', '2024-02-29 12:00:00', 'Asia/Shanghai', '2024-02-29T12:00:00+08:00'],
    ['own offset', '2023-11-20T23:43:12+02:00', 'Asia/Shanghai', '2023-11-20T23:43:12+02:00'],
    ['own offset after a space', '2023-11-20 23:43:12+02:00', 'UTC', '2023-11-20T23:43:12+02:00'],
    ['own offset, Z', '2023-11-20T15:43:12Z', 'Asia/Shanghai', '2023-11-20T15:43:12Z'],
    ['a year of one digit', '0001-01-01 00:00:00', 'UTC', '0001-01-01T00:00:00+00:00'],
    ['the last year', '9999-12-31 23:59:59', 'Asia/Shanghai', '9999-12-31T23:59:59+08:00'],
  ])('reads a time %s', (_name, text, inZoneName, expected) => {
    expect(parseZonedTime(text, inZoneName)).toBe(expected)
  })

  test.each([
    ['2024-11-03 01:30:00', '2024-11-03T01:30:00-04:00', '2024-11-03T01:30:00-04:00'],
    ['2024-11-03 01:30:00', '2024-11-03T01:30:01-04:00', '2024-11-03T01:30:00-05:00'],
    ['2024-11-03 01:30:00', '2024-11-03T06:30:00Z', '2024-11-03T01:30:00-05:00'],
    ['2024-11-03 01:30:00', '2024-11-03T01:30:01-05:00', '2024-11-03T01:30:00-04:00'],
    ['2024-11-03 00:59:59', '2024-11-03T01:30:00-04:00', '2024-11-03T00:59:59-04:00'],
    ['2024-11-03 02:00:00', '2024-11-03T02:00:01-05:00', '2024-11-03T02:00:00-05:00'],
    ['2024-03-10 02:30:00', '2024-03-10T03:45:00-04:00', '2024-03-10T03:30:00-04:00'],
    ['2024-11-03T01:30:00-04:00', '2024-11-03T01:00:00-05:00', '2024-11-03T01:30:00-04:00'],
  ])('reads %s not before %s as %s', (text, notBefore, expected) => {
    expect(parseZonedTime(text, 'America/New_York', notBefore)).toBe(expected)
  })

  test.each([
    '2023-02-30 10:00:00',
    '2023-02-29 10:00:00',
    '2023-13-01 10:00:00',
    '2023-00-10 10:00:00',
    '0000-00-00 00:00:00',
    '2023-11-20 24:00:00',
    '2023-11-20 23:60:00',
    '2023-11-20 23:59:60',
    '2023-11-20',
    '23:43:12',
    '20-11-2023 23:43:12',
    '2023-11-20 23:43:12 GMT',
    '2023-11-20 23:43:12+99:00',
    'soon',
    '0',
    '',
  ])('rejects %j', (text) => {
    expect(parseZonedTime(text, 'Asia/Shanghai')).toBeNull()
  })

  it('reads any wall clock in any zone on any machine', () => {
    for (const machine of MACHINES) {
      vi.stubEnv('TZ', machine)
      fc.assert(
        fc.property(wholeSecond, zone, (at, name) => {
          const shown = wallClock(at, name) ?? ''
          const read = parseZonedTime(shown, name) ?? ''
          expect(read.slice(0, 19)).toBe(shown)
          expect(wallClock(Date.parse(read), name)).toBe(shown)
        }),
      )
    }
  })
})

describe('parseOffsetTime', () => {
  test.each([
    ['2024-01-01T00:00:00+08:00', '2024-01-01T00:00:00+08:00'],
    ['2024-01-01T00:00:00 08:00', '2024-01-01T00:00:00+08:00'],
    ['2024-01-01T00:00:00 0800', '2024-01-01T00:00:00+08:00'],
    ['2024-01-01T00:00:00-0330', '2024-01-01T00:00:00-03:30'],
    ['2024-01-01T00:00Z', '2024-01-01T00:00:00Z'],
    ['2024-02-29t23:59:59z', '2024-02-29T23:59:59Z'],
    ['2024-01-01T00:00:00.123456Z', '2024-01-01T00:00:00Z'],
    [' 2024-01-01T00:00:00Z ', '2024-01-01T00:00:00Z'],
  ])('reads %j', (text, expected) => {
    expect(parseOffsetTime(text)).toBe(expected)
  })

  test.each([
    '2024-01-01T00:00:00',
    '2024-01-01',
    '2023-02-29T00:00:00Z',
    '2024-01-01T25:00:00Z',
    '2024-01-01T00:00:00+24:00',
    '2024-01-01T00:00:00+08:60',
    '2024-01-01T00:00:00++08:00',
    '1704067200',
    'today',
    '',
  ])('rejects %j', (text) => {
    expect(parseOffsetTime(text)).toBeNull()
  })
})

// The hours at which these machines change their clocks.
const MACHINE_CHANGES = ['2024-03-09T18:30:00Z', '2024-03-10T07:00:00Z', '2024-04-25T22:00:00Z']

test.each(MACHINES)('a time is the same on a machine in %s', (machine) => {
  vi.stubEnv('TZ', machine)
  for (const change of MACHINE_CHANGES) {
    for (const name of ZONES) {
      for (let minutes = -900; minutes <= 900; minutes += 30) {
        const at = Date.parse(change) + minutes * 60_000
        const iso = inZone(new Date(at).toISOString(), name)
        expect([iso.slice(0, 19), Date.parse(iso)]).toEqual([wallClock(at, name), at])
        expect(formatInZone(at, name, 'YYYY-MM-DDTHH:mm:ss')).toBe(wallClock(at, name))
      }
    }
  }
})

test.each([
  ['2024-01-01T00:00:00Z', 'Asia/Shanghai', 'D MMM, HH:mm', '1 Jan, 08:00'],
  ['2024-01-01T00:00:00+08:00', 'America/New_York', 'YYYY-MM-DD', '2023-12-31'],
])('formatInZone shows %s in %s as %s', (iso, name, format, expected) => {
  expect(formatInZone(iso, name, format)).toBe(expected)
})
