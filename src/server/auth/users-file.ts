import {
  chownSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type AuthMethod, ROLES } from '../../calls/call.ts'
import { passwordHash } from './password.ts'

const MAX_NAME_LENGTH = 100

/** Returns a name as it is compared: NFC, because keyboards write an accent in two ways. */
export function normalizeName(name: string): string {
  return name.normalize('NFC').trim()
}

/** Whether a name, once normalised, may be a user's: short, and without invisible characters. */
export function isName(name: string): boolean {
  return /^[^\p{C}]+$/u.test(name) && name.length <= MAX_NAME_LENGTH
}

const user = z.strictObject({
  name: z.string().transform(normalizeName).refine(isName),
  /** Absent for a user of a provider, which states the role itself. */
  role: z.enum(ROLES).optional(),
  groups: z.array(z.string().min(1)).default([]),
  /** Absent for a user of a proxy or a provider. */
  password: passwordHash.optional(),
  /** A session holds the number it began with, and ends when this one changes. */
  signOuts: z.int().min(0).default(0),
})

const usersSchema = z.strictObject({
  /** The last change by `npm run users`. An edit by hand leaves it as it is. */
  lastChange: z.strictObject({ by: z.string(), at: z.iso.datetime() }).optional(),
  users: z
    .array(user)
    .refine((users) => new Set(users.map(({ name }) => name.toLowerCase())).size === users.length, {
      error: 'two names differ in nothing but case',
    }),
})

/** An entry of the users file. */
export type UserEntry = z.infer<typeof user>

/** The operator who ran a command (a user of the operating system), and when (ISO 8601 in UTC). */
export type UsersChange = NonNullable<z.infer<typeof usersSchema>['lastChange']>

/** The users, by name. */
export interface Users {
  /** Returns the user with exactly this name, once it is normalised; `null` if there is none. */
  find: (name: string) => UserEntry | null
}

/** The users file cannot be used. The message is the rest of a line that begins with its path. */
export class UsersFileError extends Error {
  override readonly name = 'UsersFileError'
}

/** Windows has no such modes. */
const HAS_MODES = process.platform !== 'win32'
const OTHERS_READ_OR_WRITE = 0o006

function statFile(path: string): Stats {
  try {
    return statSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    throw new UsersFileError(code === 'ENOENT' ? 'is missing' : `cannot be read (${code})`)
  }
}

/**
 * Reads the users of a file.
 * @throws UsersFileError if it is missing, broken, or open to all users of the machine
 */
export function readUsersFile(path: string): UserEntry[] {
  return parseUsersFile(path).users
}

function parseUsersFile(path: string): z.infer<typeof usersSchema> {
  const stat = statFile(path)
  if (HAS_MODES && stat.mode & OTHERS_READ_OR_WRITE)
    throw new UsersFileError('is open to all users of this machine; run chmod 600 on it')
  try {
    return usersSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (error instanceof z.ZodError) {
      const [issue] = error.issues
      throw new UsersFileError(`is broken at “${issue?.path.join('.')}”: ${issue?.message}`)
    }
    throw new UsersFileError(error instanceof SyntaxError ? 'is not JSON' : 'cannot be read')
  }
}

/** Replaces the users of a file at once, so that no reader sees a half. Only its owner can read it. */
export function writeUsersFile(
  path: string,
  users: readonly UserEntry[],
  lastChange?: UsersChange,
): void {
  let target = path
  let owner: Stats | null = null
  try {
    target = realpathSync(path)
    owner = statSync(target)
  } catch {
    // There is none yet.
  }
  const draft = `${target}.${process.pid}`
  try {
    writeFileSync(draft, `${JSON.stringify({ lastChange, users }, null, 2)}\n`, {
      mode: 0o600,
      flag: 'wx',
    })
    // The server must be able to read what its administrator wrote.
    if (owner !== null && process.getuid?.() === 0) chownSync(draft, owner.uid, owner.gid)
    renameSync(draft, target)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** The longest time (ms) for which a change of the file goes unnoticed. */
const CHECK_MS = 1_000

const MISSING = 'missing'

/** Changes with every write, whether in place or by a rename. */
function versionOf(path: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(path)
    return [ino, size, mtimeMs, ctimeMs].join()
  } catch {
    return MISSING
  }
}

interface UsersFileOptions {
  /** ms since the epoch */
  now: () => number
  /** Shows a warning to the operator, once for each change that cannot be used. */
  warn: (line: string) => void
  /**
   * Receives the names whose entries are new, gone or different after the first reading, and the
   * operator, who is unknown after an edit by hand.
   */
  onChange?: (names: readonly string[], by: string | undefined) => void
}

/**
 * Opens a users file, and reads it again when it has changed. A file that is missing, broken or open
 * to all is reported, and the last good one stays. One that was never there has no users.
 */
export function openUsersFile(
  path: string,
  { now, warn, onChange = () => {} }: UsersFileOptions,
): Users {
  let version = MISSING
  let checkedAt = Number.NEGATIVE_INFINITY
  let users = new Map<string, UserEntry>()
  let changedAt: string | undefined
  let isOpen = false

  function refresh(): void {
    const elapsed = now() - checkedAt
    if (elapsed >= 0 && elapsed < CHECK_MS) return
    checkedAt = now()
    const current = versionOf(path)
    if (current === version) return
    version = current
    try {
      const before = users
      const { users: entries, lastChange } = parseUsersFile(path)
      users = new Map(entries.map((entry) => [entry.name, entry]))
      const by = lastChange?.at === changedAt ? undefined : lastChange?.by
      changedAt = lastChange?.at
      const names = [...new Set([...before.keys(), ...users.keys()])]
      const changed = names.filter((name) => !isDeepStrictEqual(before.get(name), users.get(name)))
      if (isOpen && changed.length > 0) onChange(changed, by)
    } catch (error) {
      if (!(error instanceof UsersFileError)) throw error
      warn(`USERS_FILE: ${path} ${error.message}; the users before stay`)
    }
  }

  refresh()
  isOpen = true
  return {
    find(name) {
      refresh()
      return users.get(normalizeName(name)) ?? null
    },
  }
}

/** Whether a user of the file can sign in by `auth`. */
export function canSignIn({ role, password }: UserEntry, auth: AuthMethod): boolean {
  if (role === undefined) return false
  return auth === 'password' ? password !== undefined : password === undefined
}

/**
 * Returns why the users file would lock everyone out, or would let users of a provider in who were
 * signed out; `null` if it does not, or none is needed.
 */
export function usersFault(auth: AuthMethod, path: string): string | null {
  if (auth === 'none') return null
  const hint = 'add users with: npm run users -- add NAME --role admin'
  try {
    const entries = readUsersFile(path)
    if (auth === 'oidc' || entries.some((entry) => canSignIn(entry, auth))) return null
    return auth === 'password'
      ? `USERS_FILE: no user in ${path} has a password, so nobody could sign in; ${hint}`
      : `USERS_FILE: all users in ${path} have a password, so no header could name one; ${hint} --no-password`
  } catch (error) {
    if (!(error instanceof UsersFileError)) throw error
    const isMissing = error.message === 'is missing'
    if (isMissing && auth === 'oidc') return null
    return `USERS_FILE: ${path} ${error.message}${isMissing ? `; ${hint}` : ''}`
  }
}
