import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { makeUser } from '../../testing/auth-app.ts'
import {
  openUsersFile,
  readUsersFile,
  type UserEntry,
  usersFault,
  writeUsersFile,
} from './users-file.ts'

const ANN = await makeUser()
const BOB: UserEntry = { name: 'Bob B', role: 'listener', groups: ['Support'], signOuts: 2 }
const isWindows = process.platform === 'win32'

let path = ''

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  path = join(folder, 'users.json')
})

function write(text: string): void {
  writeFileSync(path, text, { mode: 0o600 })
}

const fileOf = (...users: unknown[]) => JSON.stringify({ users })

describe('writing', () => {
  test('keeps every field', () => {
    writeUsersFile(path, [ANN, BOB])
    expect(readUsersFile(path)).toEqual([ANN, BOB])
  })

  test.skipIf(isWindows)('makes a file that only its owner can read, also from an open one', () => {
    writeUsersFile(path, [ANN])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    chmodSync(path, 0o644)
    writeUsersFile(path, [ANN])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('replaces the file at once, and leaves nothing else', () => {
    writeUsersFile(path, [ANN])
    const { ino } = statSync(path)
    writeUsersFile(path, [BOB])
    expect(isWindows || statSync(path).ino !== ino).toBe(true)
    expect(readdirSync(join(path, '..'))).toEqual(['users.json'])
  })

  test.skipIf(isWindows)('keeps a symbolic link', () => {
    writeUsersFile(path, [ANN])
    symlinkSync(path, `${path}.link`)
    writeUsersFile(`${path}.link`, [BOB])
    expect(readUsersFile(path)).toEqual([BOB])
  })

  test('fails without a trace if the folder is missing', () => {
    expect(() => writeUsersFile(join(path, 'none', 'users.json'), [ANN])).toThrow(/ENOENT|ENOTDIR/)
    expect(existsSync(path)).toBe(false)
  })
})

describe('reading', () => {
  test('fills in what a hand-written entry leaves out', () => {
    write(fileOf({ name: ' Jose\u0301 ', role: 'admin' }))
    expect(readUsersFile(path)).toEqual([
      { name: 'Jos\u00e9', role: 'admin', groups: [], signOuts: 0 },
    ])
  })

  test.each([
    ['', 'is not JSON'],
    ['{"users": [', 'is not JSON'],
    ['[]', /^is broken at “”: /],
    ['{}', /^is broken at “users”: /],
    ['{"lastChange": {"by": 1}, "users": []}', /^is broken at “lastChange\.by”: /],
    [fileOf({ name: 'a', role: 'owner' }), /^is broken at “users\.0\.role”: /],
    [fileOf({ role: 'admin' }), /^is broken at “users\.0\.name”: /],
    [fileOf({ name: '', role: 'admin' }), /^is broken at “users\.0\.name”: /],
    [fileOf({ name: 'a\nb', role: 'admin' }), /^is broken at “users\.0\.name”: /],
    [fileOf({ name: 'a\u202eb', role: 'admin' }), /^is broken at “users\.0\.name”: /],
    [fileOf({ name: 'x'.repeat(101), role: 'admin' }), /^is broken at “users\.0\.name”: /],
    [fileOf({ name: 'a', role: 'admin', group: ['x'] }), /^is broken at “users\.0”: .*group/],
    [fileOf({ name: 'a', role: 'admin', groups: [''] }), /^is broken at “users\.0\.groups\.0”: /],
    [fileOf({ name: 'a', role: 'admin', signOuts: -1 }), /^is broken at “users\.0\.signOuts”: /],
    [fileOf({ name: 'a', role: 'admin', password: 'x' }), /^is broken at “users\.0\.password”: /],
    [fileOf(BOB, { ...BOB, name: 'bob b' }), /^is broken at “users”: two names differ/],
  ])('refuses %s', (text, message) => {
    write(text)
    expect(() => readUsersFile(path)).toThrow(message)
  })

  test('refuses a file that is missing', () => {
    expect(() => readUsersFile(path)).toThrow(/^is missing$/)
  })

  test.skipIf(isWindows).each([0o604, 0o644, 0o602, 0o666])('refuses the mode %o', (mode) => {
    write(fileOf(BOB))
    chmodSync(path, mode)
    expect(() => readUsersFile(path)).toThrow(/^is open to all users .* chmod 600/)
  })
})

describe('an open users file', () => {
  function open() {
    const warnings: string[] = []
    const clock = { now: 0 }
    const warn = (line: string) => warnings.push(line)
    const users = openUsersFile(path, { now: () => clock.now, warn })
    /** Returns the name that is found a second later. */
    function findLater(name: string): string | undefined {
      clock.now += 1_000
      return users.find(name)?.name
    }
    return { users, clock, warnings, findLater }
  }

  test('finds users by name, in any normal form, and no others', () => {
    write(fileOf({ name: 'Jos\u00e9', role: 'admin' }))
    const { users } = open()
    expect(users.find('Jose\u0301')?.role).toBe('admin')
    for (const name of ['jos\u00e9', 'Jose', '', '__proto__', 'constructor'])
      expect(users.find(name)).toBeNull()
  })

  test('is read again when it has changed, at most once a second', () => {
    write(fileOf(BOB))
    const { users, clock, findLater, warnings } = open()
    writeUsersFile(path, [ANN])
    clock.now += 999
    expect(users.find('Bob B')?.name).toBe('Bob B')
    clock.now += 1
    expect(users.find('Bob B')).toBeNull()
    expect(findLater('ann')).toBe('ann')
    expect(warnings).toEqual([])
  })

  test('is read again if the clock is set back', () => {
    write(fileOf(BOB))
    const { users, clock } = open()
    writeUsersFile(path, [ANN])
    clock.now -= 3_600_000
    expect(users.find('ann')?.name).toBe('ann')
  })

  test.each([
    ['broken', () => write('{'), /is not JSON; the users before stay$/],
    ['missing', () => rmSync(path), /is missing; the users before stay$/],
    ['without users', () => write('{}'), /is broken at “users”/],
  ])('that becomes %s is reported once, and the last good one stays', (_, spoil, message) => {
    write(fileOf(BOB))
    const { findLater, warnings } = open()
    spoil()
    for (let second = 0; second < 3; second++) expect(findLater('Bob B')).toBe('Bob B')
    expect(warnings).toEqual([expect.stringMatching(message)])
    expect(warnings[0]).toMatch(/^USERS_FILE: /)
    writeUsersFile(path, [ANN])
    expect(findLater('ann')).toBe('ann')
    expect(findLater('Bob B')).toBeUndefined()
  })

  test.skipIf(isWindows)(
    'that others can read is reported once, and the last good one stays',
    () => {
      write(fileOf(BOB))
      const { findLater, warnings } = open()
      write(fileOf({ ...BOB, name: 'mallory' }))
      chmodSync(path, 0o644)
      expect([findLater('Bob B'), findLater('mallory')]).toEqual(['Bob B', undefined])
      expect(warnings).toEqual([expect.stringContaining('is open to all users of this machine')])
      chmodSync(path, 0o600)
      expect(findLater('mallory')).toBe('mallory')
    },
  )

  test('has who changed which users, unless it was edited by hand', () => {
    write(fileOf(BOB)) // as before `lastChange`
    const changes: unknown[] = []
    const clock = { now: 0 }
    const users = openUsersFile(path, {
      now: () => clock.now,
      warn: () => {},
      onChange: (names, by) => changes.push([names, by]),
    })
    const lastChange = { by: 'root', at: '2026-03-10T04:00:00.000Z' }
    function change(...entries: UserEntry[]): void {
      writeUsersFile(path, entries, lastChange)
      clock.now += 1_000
      users.find('')
    }
    change(ANN, BOB)
    change(ANN, { ...BOB, signOuts: 3 })
    lastChange.at = '2026-03-10T04:01:00.000Z'
    change(ANN)
    expect(changes).toEqual([
      [['ann'], 'root'],
      [['Bob B'], undefined],
      [['Bob B'], 'root'],
    ])
  })

  test('that was never there has no users and no warning until it appears', () => {
    const { findLater, warnings } = open()
    expect(findLater('Bob B')).toBeUndefined()
    write(fileOf(BOB))
    expect(findLater('Bob B')).toBe('Bob B')
    expect(warnings).toEqual([])
  })
})

describe('usersFault', () => {
  const hint = 'add users with: npm run users -- add NAME --role admin'

  test.each([
    ['password', [ANN, BOB], null],
    ['header', [ANN, BOB], null],
    ['password', [BOB], /^USERS_FILE: no user in .* has a password, so nobody could sign in; add/],
    ['password', [], /^USERS_FILE: no user in /],
    ['header', [ANN], /^USERS_FILE: all users in .* have a password, .* --no-password$/],
    ['password', [{ ...ANN, role: undefined }], /^USERS_FILE: no user /],
    ['none', [], null],
    ['oidc', [], null],
  ] as const)('with AUTH=%s is found if nobody can sign in, case %#', (auth, users, message) => {
    write(fileOf(...users))
    const fault = usersFault(auth, path)
    if (message === null) expect(fault).toBeNull()
    else expect(fault).toMatch(message)
  })

  test('names a file that is missing or broken', () => {
    expect(usersFault('password', path)).toBe(`USERS_FILE: ${path} is missing; ${hint}`)
    expect(usersFault('header', path)).toBe(`USERS_FILE: ${path} is missing; ${hint}`)
    for (const auth of ['none', 'oidc'] as const) expect(usersFault(auth, path)).toBeNull()
    write('{')
    expect(usersFault('oidc', path)).toBe(`USERS_FILE: ${path} is not JSON`)
    expect(usersFault('password', path)).toBe(`USERS_FILE: ${path} is not JSON`)
    expect(readFileSync(path, 'utf8')).toBe('{')
  })
})
