import { describe, expect, test } from 'vitest'
import { TEST_NOW } from '../../testing/test-app.ts'
import { createSealedUrls } from '../recordings/sealed-url.ts'
import {
  createCookieCipher,
  createSessionCookies,
  isRenewalDue,
  startSession,
} from './session-cookie.ts'

const SECRET = 'the present session secret'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const USER = { issuer: 'password', name: 'ann', role: 'admin', groups: ['Vertrieb 🎧'] } as const

const cookies = createSessionCookies([SECRET])
const session = startSession({ ...USER, groups: [...USER.groups], signOuts: 3 }, TEST_NOW)

describe('a session cookie', () => {
  test('holds a session, and shows nothing of it', () => {
    const value = cookies.seal(session)
    expect(cookies.open(value, TEST_NOW)).toEqual(session)
    expect(value).toMatch(/^[\w-]+$/)
    expect(Buffer.from(value, 'base64url').toString('latin1')).not.toContain('ann')
    expect(cookies.seal(session)).not.toBe(value)
  })

  test('has an id that differs at every sign-in', () => {
    const next = startSession({ ...USER, groups: [], signOuts: 3 }, TEST_NOW)
    expect(next.id).not.toBe(session.id)
    expect(next.id).toHaveLength(16)
  })

  test('is refused if any byte is changed', () => {
    const bytes = Buffer.from(cookies.seal(session), 'base64url')
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(cookies.open(changed.toString('base64url'), TEST_NOW)).toBeNull()
    }
  })

  test('is refused if it is cut off or longer', () => {
    const value = cookies.seal(session)
    for (let length = 0; length < value.length; length++)
      expect(cookies.open(value.slice(0, length), TEST_NOW)).toBeNull()
    for (const text of [`${value}A`, `${value}=`, ` ${value}`, `${value}.${value}`])
      expect(cookies.open(text, TEST_NOW)).toBeNull()
  })

  test.each([
    ['idle for almost 8 hours', 8 * HOUR - 1, 0, true],
    ['idle for 8 hours', 8 * HOUR, 0, false],
    ['almost 24 hours old', 24 * HOUR - 1, 24 * HOUR - 2, true],
    ['24 hours old, though in use', 24 * HOUR, 24 * HOUR - 1, false],
    ['from a clock 2 minutes ahead', -2 * MINUTE, 0, true],
    ['from a clock more than 2 minutes ahead', -2 * MINUTE - 1, 0, false],
    ['seen more than 2 minutes in the future', 0, 2 * MINUTE + 1, false],
    ['seen by an instance 2 minutes behind', 0, -2 * MINUTE, true],
  ])('that is %s', (_, passed, seen, expected) => {
    const value = cookies.seal({ ...session, seenAt: TEST_NOW + seen })
    expect(cookies.open(value, TEST_NOW + passed) !== null).toBe(expected)
  })

  test.each([
    [0, false],
    [5 * MINUTE - 1, false],
    [5 * MINUTE, true],
    [-MINUTE, false],
  ])('after %i ms is renewed: %s', (passed, expected) => {
    expect(isRenewalDue(session, TEST_NOW + passed)).toBe(expected)
  })
})

describe('the secret of session cookies', () => {
  test('may be another one only while it is replaced', () => {
    const old = createSessionCookies(['the session secret before'])
    const rotating = createSessionCookies([SECRET, 'the session secret before'])
    expect(rotating.open(old.seal(session), TEST_NOW)).toEqual(session)
    expect(rotating.open(cookies.seal(session), TEST_NOW)).toEqual(session)
    expect(cookies.open(old.seal(session), TEST_NOW)).toBeNull()
    expect(old.open(rotating.seal(session), TEST_NOW)).toBeNull()
  })

  test('opens the cookies of all instances that have it', () => {
    expect(createSessionCookies([SECRET]).open(cookies.seal(session), TEST_NOW)).toEqual(session)
  })

  test('makes no session of a sealed URL', () => {
    const sealed = createSealedUrls(SECRET).encrypt({
      url: JSON.stringify(session),
      id: '',
      group: null,
      start: null,
      seconds: null,
      day: '2026-03-10',
    })
    expect(cookies.open(sealed, TEST_NOW)).toBeNull()
  })

  test('makes no session of another cookie', () => {
    const text = JSON.stringify(session)
    const value = createCookieCipher([SECRET], 'sign-in').encrypt(text)
    expect(createCookieCipher([SECRET], 'sign-in').decrypt(value)).toBe(text)
    expect(cookies.open(value, TEST_NOW)).toBeNull()
  })

  test.each([
    ['no role', { ...session, role: 'owner' }],
    ['no time', { ...session, signedInAt: '0' }],
    ['another issuer', { ...session, issuer: 'header' }],
  ])('does not make a session with %s valid', (_, content) => {
    expect(cookies.open(cookies.seal(content as typeof session), TEST_NOW)).toBeNull()
  })
})
