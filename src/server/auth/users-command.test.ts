import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { verifyPassword } from './password.ts'
import { runUsersCommand } from './users-command.ts'
import { readUsersFile, type UserEntry } from './users-file.ts'

const NOW = 1_773_115_200_000
const ADDED = NOW / 1_000
const PASSWORD = 'correct horse battery'

/** Runs commands on a users file of the test. */
function start({ password = PASSWORD, auth = 'password' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'users.json')
  let asked = 0

  /** Runs a command. @returns its exit code, and the lines it printed */
  async function run(...args: string[]) {
    const lines: string[] = []
    const print = (line: string) => lines.push(line)
    const code = await runUsersCommand(args, {
      path,
      auth,
      operator: 'root',
      readPassword: async () => {
        asked += 1
        return password
      },
      print,
      printError: print,
      now: () => NOW,
    })
    return { code, lines }
  }

  const users = () => readUsersFile(path).map(({ password: _, ...user }): UserEntry => user)
  const passwordOf = (name: string) =>
    readUsersFile(path).find((each) => each.name === name)?.password
  return { path, run, users, passwordOf, asked: () => asked }
}

const ADD_BOB = ['add', 'Bob B', '--role', 'listener', '--group', 'Support', '--no-password']

test('add, list, remove and sign-out keep the file', async () => {
  const { run, users, passwordOf, path } = start()
  expect((await run('list')).lines).toEqual([])
  expect(await run('add', 'ann', '--role', 'admin')).toEqual({
    code: 0,
    lines: [`ann was added to ${path}`],
  })
  await run('add', 'Bob B', '--role=supervisor', '--group', 'Support', '--group=VIP', '--group=VIP')
  expect(users()).toEqual([
    { name: 'ann', role: 'admin', groups: [], signOuts: ADDED },
    { name: 'Bob B', role: 'supervisor', groups: ['Support', 'VIP'], signOuts: ADDED },
  ])
  expect(await verifyPassword(PASSWORD, passwordOf('ann'))).toBe(true)
  expect((await run('list')).lines).toEqual(['ann  admin', 'Bob B  supervisor  Support, VIP'])
  expect((await run('sign-out', 'ann')).lines).toEqual(['ann is signed out everywhere'])
  expect(users()[0]?.signOuts).toBe(ADDED + 1)
  expect((await run('remove', 'ann')).lines).toEqual(['ann was removed, and is signed out'])
  expect(users().map(({ name }) => name)).toEqual(['Bob B'])
})

test('the file has who changed it last, and when', async () => {
  const { run, path } = start()
  await run(...ADD_BOB)
  const { lastChange } = JSON.parse(readFileSync(path, 'utf8'))
  expect(lastChange).toEqual({ by: 'root', at: new Date(NOW).toISOString() })
})

test('a change waits for no other one, and a crash blocks none for long', async () => {
  const { run, users, path } = start()
  await run(...ADD_BOB)
  const lock = `${path}.lock`
  writeFileSync(lock, '')
  for (const args of [
    ['remove', 'Bob B'],
    ['sign-out', 'Bob B'],
    ['add', 'ann', '--role', 'admin'],
  ]) {
    const { code, lines } = await run(...args)
    expect([code, lines.at(-1)]).toEqual([
      1,
      `callboard: another command is changing ${path}; try again in a few seconds`,
    ])
  }
  expect(users()).toMatchObject([{ name: 'Bob B', signOuts: ADDED }])
  const longAgo = Date.now() / 1_000 - 11
  utimesSync(lock, longAgo, longAgo)
  expect((await run('remove', 'Bob B')).code).toBe(0)
  expect(readdirSync(join(path, '..'))).toEqual(['users.json'])
})

test('a user of a proxy has no password', async () => {
  const { run, passwordOf, asked } = start()
  await run(...ADD_BOB)
  expect([passwordOf('Bob B'), asked()]).toEqual([undefined, 0])
  expect((await run('list')).lines).toEqual(['Bob B  listener  Support  no password'])
})

test('a new password ends all sessions', async () => {
  const { run, users, passwordOf } = start()
  await run(...ADD_BOB)
  expect((await run('password', 'Bob B')).code).toBe(0)
  expect(await verifyPassword(PASSWORD, passwordOf('Bob B'))).toBe(true)
  expect(users()[0]?.signOuts).toBe(ADDED + 1)
})

test('names are compared in their normal form', async () => {
  const { run, users } = start()
  await run('add', ' Jose\u0301 ', '--role', 'admin')
  expect(users()[0]?.name).toBe('Jos\u00e9')
  expect((await run('sign-out', 'Jose\u0301')).code).toBe(0)
})

test('with a provider, anyone can be signed out, and cannot sign in by that', async () => {
  const { run, users } = start({ auth: 'oidc' })
  for (let time = 0; time < 2; time++) expect((await run('sign-out', 'eve')).code).toBe(0)
  expect(users()).toEqual([{ name: 'eve', groups: [], signOuts: 2 }])
  expect((await run('list')).lines).toEqual(['eve  signed out  no password'])
  const { code, lines } = await run('sign-out', 'Eve')
  expect([code, lines]).toEqual([1, ['callboard: there is a user eve already']])
})

test('behind a proxy, a sign-out says who signs in again', async () => {
  const { run, users } = start({ auth: 'header' })
  await run('add', 'ann', '--role', 'admin', '--no-password')
  const { code, lines } = await run('sign-out', 'ann')
  expect([code, lines]).toEqual([
    0,
    ['the proxy signs ann in at the next request; remove locks ann out'],
  ])
  expect(users()[0]?.signOuts).toBe(ADDED + 1)
})

test.each([
  [[], /^callboard: name a command$/],
  [['invite', 'eve'], /^callboard: invite is no command$/],
  [['add'], /^callboard: name the user$/],
  [['add', 'a\nb', '--role', 'admin'], /^callboard: that is no name$/],
  [['add', 'x'.repeat(101), '--role', 'admin'], /^callboard: that is no name$/],
  [['add', 'eve'], /^callboard: --role is none of admin, supervisor, listener$/],
  [['add', 'eve', '--role', 'owner'], /^callboard: --role is none of /],
  [['add', 'eve', '--role'], /^callboard: .*--role/],
  [['add', 'eve', '--role', 'supervisor'], /^callboard: a supervisor sees the calls of groups/],
  [['add', 'eve', '--role', 'listener', '--group', ' '], /^callboard: a listener sees the calls/],
  [['add', 'eve', 'adams', '--role', 'admin'], /^callboard: adams is too much; quote names/],
  [['add', 'BOB B', '--role', 'admin'], /^callboard: there is a user Bob B already$/],
  [['add', 'eve', '--admin'], /^callboard: .*--admin/],
  [['remove', 'eve'], /^callboard: there is no user eve in /],
  [['remove', 'bob b'], /^callboard: there is no user bob b in /],
  [['remove', 'Bob B', '--role', 'admin'], /^callboard: remove takes no options$/],
  [['password', 'eve'], /^callboard: there is no user eve in /],
  [['sign-out', 'eve'], /^callboard: there is no user eve in /],
  [['list', 'eve'], /^callboard: list takes no name$/],
] as const)('%j fails with one line, and changes nothing', async (args, message) => {
  const { run, users, asked } = start()
  await run(...ADD_BOB)
  const { code, lines } = await run(...args)
  expect(code).toBe(1)
  expect(lines.at(-1)).toMatch(message)
  expect(lines.at(-1)).not.toContain('\n')
  expect(users()).toEqual([
    { name: 'Bob B', role: 'listener', groups: ['Support'], signOuts: ADDED },
  ])
  expect(asked()).toBe(0)
})

test('a short password is refused, and not repeated', async () => {
  const { run } = start({ password: 'hunter2' })
  const { code, lines } = await run('add', 'ann', '--role', 'admin')
  expect([code, lines]).toEqual([1, ['callboard: a password needs 8 characters']])
})

test('a broken or open file is refused, and stays as it is', async () => {
  const { run, path } = start()
  writeFileSync(path, '{', { mode: 0o600 })
  expect((await run('list')).lines).toEqual([`callboard: ${path} is not JSON`])
  expect((await run(...ADD_BOB)).code).toBe(1)
  if (process.platform === 'win32') return
  chmodSync(path, 0o644)
  expect((await run('list')).lines[0]).toContain('run chmod 600 on it')
})

test('a folder that is missing fails with one line', async () => {
  const { run, path } = start()
  rmSync(join(path, '..'), { recursive: true })
  const { code, lines } = await run(...ADD_BOB)
  expect([code, lines.length]).toEqual([1, 1])
  expect(lines[0]).toMatch(/^callboard: ENOENT/)
})
