import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import PQueue from 'p-queue'
import { z } from 'zod'

/** OWASP's parameters of equal strength with 32 MiB. A hash keeps those it was made with. */
const COST = { N: 2 ** 15, r: 8, p: 3 }
/** In bytes. A hash in a file may need this much; scrypt needs `128 * N * r` and a little. */
const MAX_MEMORY = 64 * 2 ** 20
const SALT_BYTES = 16
const HASH_BYTES = 32

/** In code points, after normalisation (NIST SP 800-63B-4 section 3.1.1.2). */
const MIN_LENGTH = 8
const MAX_LENGTH = 1_000

const base64 = (minBytes: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length >= minBytes)

/** A password as the users file has it. */
export const passwordHash = z
  .strictObject({
    algorithm: z.literal('scrypt'),
    N: z.int().min(2 ** 14),
    r: z.int().min(8).max(32),
    p: z.int().min(1).max(16),
    salt: base64(SALT_BYTES),
    hash: base64(HASH_BYTES),
  })
  .refine(({ N, r }) => Number.isInteger(Math.log2(N)) && 128 * N * r < MAX_MEMORY)

export type PasswordHash = z.infer<typeof passwordHash>

/** Hashing takes a thread of Node's pool, which files and name resolution need too. */
const queue = new PQueue({ concurrency: 2 })

/**
 * Derives the key of a password. Passwords are normalised to NFKC (NIST SP 800-63B), because
 * keyboards write the same letter in several ways.
 */
function derive(
  password: string,
  { N, r, p }: Pick<PasswordHash, 'N' | 'r' | 'p'>,
  salt: Buffer,
  length: number,
): Promise<Buffer> {
  return queue.add(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        const options = { N, r, p, maxmem: 2 * MAX_MEMORY }
        scrypt(password.normalize('NFKC'), salt, length, options, (error, key) =>
          error ? reject(error) : resolve(key),
        )
      }),
  )
}

/** Returns why a new password is refused; `null` if it is not. */
export function passwordFault(password: string): string | null {
  const { length } = [...password.normalize('NFKC')]
  if (length < MIN_LENGTH) return `a password needs ${MIN_LENGTH} characters`
  if (length > MAX_LENGTH) return `a password may have ${MAX_LENGTH} characters at most`
  return null
}

/** Hashes a password with a new salt. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(password, COST, salt, HASH_BYTES)
  return {
    algorithm: 'scrypt',
    ...COST,
    salt: salt.toString('base64'),
    hash: hash.toString('base64'),
  }
}

/** Costs as much as a real one, and no password has it. */
const NO_PASSWORD: PasswordHash = {
  algorithm: 'scrypt',
  ...COST,
  salt: randomBytes(SALT_BYTES).toString('base64'),
  hash: randomBytes(HASH_BYTES).toString('base64'),
}

/**
 * Whether `password` is the one of `stored`. Without a stored one it takes as long and is `false`, so
 * that the time does not show whether a user exists.
 */
export async function verifyPassword(
  password: string,
  stored: PasswordHash | undefined,
): Promise<boolean> {
  const { salt, hash, ...cost } = stored ?? NO_PASSWORD
  const expected = Buffer.from(hash, 'base64')
  const actual = await derive(password, cost, Buffer.from(salt, 'base64'), expected.length)
  return timingSafeEqual(actual, expected) && stored !== undefined
}
