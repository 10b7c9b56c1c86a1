import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { z } from 'zod'
import { ROLES } from '../../calls/call.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const ID_BYTES = 12

/** A session ends after this time (ms) without a request. */
const IDLE_MS = 8 * 3_600_000
/** A session ends this long (ms) after its sign-in. */
export const ABSOLUTE_MS = 24 * 3_600_000
/** A cookie is renewed once it is this old (ms). */
const RENEW_MS = 5 * 60_000
/** Browsers keep 4,096 bytes of a cookie, with its name. */
const MAX_COOKIE_LENGTH = 4_000
/** The clocks of two instances may differ by this much (ms). */
const CLOCK_SKEW_MS = 2 * 60_000

const session = z.object({
  /** Names the session when it is signed out. Unguessable. */
  id: z.string(),
  /** How the user signed in. */
  issuer: z.enum(['password', 'oidc']),
  name: z.string(),
  /** For a user of the users file, the file has role and groups. */
  role: z.enum(ROLES),
  groups: z.array(z.string()),
  /** ms since the epoch */
  signedInAt: z.int(),
  /** ms since the epoch */
  seenAt: z.int(),
  /** The user's `signOuts` at sign-in. */
  signOuts: z.int(),
})

/** The content of a session cookie. */
export type CookieSession = z.infer<typeof session>

function decryptWith(key: KeyObject, bytes: Buffer): string | null {
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    const encrypted = bytes.subarray(NONCE_BYTES + TAG_BYTES)
    return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

/** The secret that encrypts, and the one before while it is replaced. */
export type Secrets = readonly [string, ...string[]]

/**
 * Creates the encryption of cookies: AES-256-GCM in base64url. It has no state, so any instance with
 * the same secret decrypts them.
 * @param label derives a key of its own, so that no cookie or sealed URL passes as another kind
 */
export function createCookieCipher([secret, ...previous]: Secrets, label: string) {
  const deriveKey = (from: string) =>
    createSecretKey(new Uint8Array(hkdfSync('sha256', from, 'callboard session', label, 32)))
  const key = deriveKey(secret)
  const keys = [key, ...previous.map(deriveKey)]

  return {
    /** Returns the value of a cookie. */
    encrypt(text: string): string {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
      const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url')
    },
    /** Returns the text; `null` if it is forged. */
    decrypt(value: string): string | null {
      const bytes = Buffer.from(value, 'base64url')
      // Several texts decode to the same bytes. Only the canonical one is valid.
      if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== value)
        return null
      for (const each of keys) {
        const text = decryptWith(each, bytes)
        if (text !== null) return text
      }
      return null
    },
  }
}

/** Whether the times of a session are valid at `now` (ms since the epoch). */
function isAlive({ signedInAt, seenAt }: CookieSession, now: number): boolean {
  const isFromFuture = Math.max(signedInAt, seenAt) > now + CLOCK_SKEW_MS
  return !isFromFuture && now - seenAt < IDLE_MS && now - signedInAt < ABSOLUTE_MS
}

/** Whether the cookie of a session should be set anew, with `now` as `seenAt`. */
export function isRenewalDue({ seenAt }: CookieSession, now: number): boolean {
  return now - seenAt >= RENEW_MS
}

/** Returns a new session that starts at `now` (ms since the epoch). */
export function startSession(
  user: Omit<CookieSession, 'id' | 'signedInAt' | 'seenAt'>,
  now: number,
): CookieSession {
  const id = randomBytes(ID_BYTES).toString('base64url')
  return { ...user, id, signedInAt: now, seenAt: now }
}

/** Creates the codec of session cookies. */
export function createSessionCookies(secrets: Secrets) {
  const cipher = createCookieCipher(secrets, 'cookie')

  function seal(content: CookieSession): string {
    return cipher.encrypt(JSON.stringify(content))
  }

  return {
    /** Returns the value of the cookie. */
    seal,
    /** Whether a browser keeps the cookie of a session. */
    hasRoom: (content: CookieSession): boolean => seal(content).length <= MAX_COOKIE_LENGTH,
    /** Returns the session of a cookie; `null` if it is forged, has ended, or is from the future. */
    open(value: string, now: number): CookieSession | null {
      const text = cipher.decrypt(value)
      if (text === null) return null
      const read = session.safeParse(JSON.parse(text))
      return read.success && isAlive(read.data, now) ? read.data : null
    },
  }
}
