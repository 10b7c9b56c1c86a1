import { rmSync, statSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { ROLES } from '../../calls/call.ts'
import { hashPassword, passwordFault } from './password.ts'
import {
  isName,
  normalizeName,
  readUsersFile,
  type UserEntry,
  UsersFileError,
  writeUsersFile,
} from './users-file.ts'

const USAGE = `Usage:
  npm run users -- add NAME --role ${ROLES.join('|')} [--group GROUP]… [--no-password]
  npm run users -- list
  npm run users -- remove NAME
  npm run users -- password NAME
  npm run users -- sign-out NAME
`

/** The command cannot do what was requested. The message is one line. */
class CommandError extends Error {
  override readonly name = 'CommandError'
}

interface UsersCommand {
  /** Path of the users file. */
  path: string
  /** The setting `AUTH`. A provider states its users, so that the file has only some of them. */
  auth: string | undefined
  /** The user of the operating system who runs it. */
  operator: string
  /** Reads a new password. */
  readPassword: () => Promise<string>
  /** Writes a line. */
  print: (line: string) => void
  /** ms since the epoch */
  now: () => number
}

function readUsers(path: string): UserEntry[] {
  try {
    return readUsersFile(path)
  } catch (error) {
    if (!(error instanceof UsersFileError)) throw error
    if (error.message === 'is missing') return []
    throw new CommandError(`${path} ${error.message}`)
  }
}

/** Age (ms) from which a lock is a remainder of a crash. A change takes some milliseconds. */
const STALE_LOCK_MS = 10_000

/** Runs `change` while no other command changes the file. */
function withLock(path: string, change: () => void): void {
  const lock = `${path}.lock`
  const lockedAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
  if (lockedAt !== undefined && Date.now() - lockedAt > STALE_LOCK_MS) rmSync(lock, { force: true })
  try {
    writeFileSync(lock, '', { flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    throw new CommandError(`another command is changing ${path}; try again in a few seconds`)
  }
  try {
    change()
  } finally {
    rmSync(lock, { force: true })
  }
}

async function newPassword(readPassword: () => Promise<string>) {
  const password = await readPassword()
  const fault = passwordFault(password)
  if (fault !== null) throw new CommandError(fault)
  return hashPassword(password)
}

const OPTIONS = {
  role: { type: 'string' },
  group: { type: 'string', multiple: true },
  'no-password': { type: 'boolean' },
} as const

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
    })
    const [command = '', name = '', ...more] = positionals
    if (more.length > 0) throw new CommandError(`${more[0]} is too much; quote names with spaces`)
    if (command !== 'add' && Object.keys(values).length > 0)
      throw new CommandError(`${command || 'no command'} takes no options`)
    return { command, name: normalizeName(name), ...values }
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) throw new CommandError(error.message)
    throw error
  }
}

/**
 * Runs `npm run users`.
 * @param args the command, a name and options
 * @throws CommandError with one line if it cannot be done
 */
async function run(args: readonly string[], command: UsersCommand): Promise<void> {
  const { path, auth, operator, readPassword, print, now } = command
  const given = parse(args)
  const { name } = given
  if (!['add', 'list', 'remove', 'password', 'sign-out'].includes(given.command)) {
    print(USAGE.trimEnd())
    throw new CommandError(given.command ? `${given.command} is no command` : 'name a command')
  }
  if (given.command === 'list') {
    if (name !== '') throw new CommandError('list takes no name')
    for (const user of readUsers(path)) print(lineOf(user))
    return
  }
  if (!isName(name)) throw new CommandError(name ? 'that is no name' : 'name the user')

  /** Changes the users. The file is read anew, because a password takes its time. */
  function update(next: (users: UserEntry[]) => UserEntry[]): void {
    withLock(path, () => {
      const lastChange = { by: operator, at: new Date(now()).toISOString() }
      writeUsersFile(path, next(readUsers(path)), lastChange)
    })
  }
  function requireUser(users: readonly UserEntry[]): void {
    if (!users.some((entry) => entry.name === name))
      throw new CommandError(`there is no user ${name} in ${path}`)
  }
  /** Replaces the user, or removes it. */
  function change(next: (user: UserEntry) => UserEntry | null): void {
    update((users) => {
      requireUser(users)
      return users.flatMap((entry) => (entry.name === name ? (next(entry) ?? []) : entry))
    })
  }
  const signedOut = (user: UserEntry) => ({ ...user, signOuts: user.signOuts + 1 })

  switch (given.command) {
    case 'add': {
      const user = entryOf(given, now())
      requireFree(readUsers(path), name)
      const password = given['no-password'] ? undefined : await newPassword(readPassword)
      update((users) => {
        requireFree(users, name)
        return [...users, { ...user, ...(password && { password }) }]
      })
      return print(`${name} was added to ${path}`)
    }
    case 'remove':
      change(() => null)
      return print(`${name} was removed, and is signed out`)
    case 'password': {
      requireUser(readUsers(path)) // before the password is typed
      const password = await newPassword(readPassword)
      change((user) => ({ ...signedOut(user), password }))
      return print(`${name} has a new password, and is signed out everywhere`)
    }
    case 'sign-out': {
      const users = readUsers(path)
      if (auth === 'oidc' && !users.some((entry) => entry.name === name)) {
        update((current) => {
          requireFree(current, name)
          return [...current, { name, groups: [], signOuts: 1 }]
        })
      } else change(signedOut)
      if (auth === 'header')
        return print(`the proxy signs ${name} in at the next request; remove locks ${name} out`)
      return print(`${name} is signed out everywhere`)
    }
  }
}

function requireFree(users: readonly UserEntry[], name: string): void {
  const other = users.find((entry) => entry.name.toLowerCase() === name.toLowerCase())
  if (other) throw new CommandError(`there is a user ${other.name} already`)
}

function entryOf({ name, role, group }: ReturnType<typeof parse>, now: number): UserEntry {
  const known = ROLES.find((each) => each === role)
  if (known === undefined) throw new CommandError(`--role is none of ${ROLES.join(', ')}`)
  const groups = [...new Set(group?.map((each) => each.trim()))].filter((each) => each !== '')
  if (known !== 'admin' && groups.length === 0)
    throw new CommandError(`a ${known} sees the calls of groups; name one with --group`)
  // Sessions of a removed user must not belong to a new one with the same name.
  return { name, role: known, groups, signOuts: Math.floor(now / 1000) }
}

function lineOf({ name, role, groups, password }: UserEntry): string {
  const parts = [name, role ?? 'signed out', groups.join(', '), password ? '' : 'no password']
  return parts.filter((part) => part !== '').join('  ')
}

/** Runs `npm run users`, and returns the exit code. A failure prints one line. */
export async function runUsersCommand(
  args: readonly string[],
  command: UsersCommand & { printError: (line: string) => void },
): Promise<number> {
  try {
    await run(args, command)
    return 0
  } catch (error) {
    const isOurs = error instanceof CommandError
    const isFile = error instanceof Error && 'syscall' in error
    if (!isOurs && !isFile) throw error
    command.printError(`callboard: ${error.message.split('\n')[0]}`)
    return 1
  }
}

/** Reads a line of the terminal, and shows nothing of it. */
function askHidden(question: string): Promise<string> {
  process.stderr.write(question)
  const output = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 })
  return new Promise((resolve, reject) => {
    let isAnswered = false
    lines.once('line', (line) => {
      isAnswered = true
      lines.close()
      resolve(line)
    })
    // Ctrl+C and Ctrl+D close it too.
    lines.once('close', () => {
      process.stderr.write('\n')
      if (!isAnswered) reject(new CommandError('no password was typed'))
    })
  })
}

/** Reads a new password from the terminal, or from standard input if that is none. */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) {
    const line = (await text(process.stdin)).replace(/\r?\n$/, '')
    if (/[\r\n]/.test(line)) throw new CommandError('a password is one line of standard input')
    return line
  }
  const password = await askHidden('Password: ')
  const fault = passwordFault(password)
  if (fault !== null) throw new CommandError(fault)
  if ((await askHidden('Again: ')) !== password) throw new CommandError('the passwords differ')
  return password
}
