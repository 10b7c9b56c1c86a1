import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { CallRecord } from '../../calls/call.ts'

const KEY_ID_BYTES = 4
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES

/** Derives a key. The texts are part of the format: other texts would invalidate existing links. */
function deriveKey(secret: string, use: string): KeyObject {
  // A key object halves the time of each use.
  return createSecretKey(
    new Uint8Array(hkdfSync('sha256', secret, 'callboard recording handle', use, 32)),
  )
}

/** What a sealed URL holds: who may open it, and until when. */
export interface SealedRecording {
  /** The vendor's URL. */
  url: string
  /** The id of its call. */
  id: string
  /** The group of its call. */
  group: string | null
  /** The start of its call in seconds since the epoch; `null` without a valid one. */
  start: number | null
  /** The talk time in seconds, if there was one. */
  seconds: number | null
  /** The day in the account's zone on which it was made, `YYYY-MM-DD`. */
  day: string
}

/** Encrypts the vendor's URLs, so that the page can hold them. */
export interface SealedUrls {
  /** Returns the sealed URL. It is always the same for the same content, so that caches work. */
  encrypt: (content: SealedRecording) => string
  /** Returns the content; `null` if `sealed` was not made with one of the secrets. */
  decrypt: (sealed: string) => SealedRecording | null
}

/** The keys of one secret. */
function createKeys(secret: string) {
  const encryptionKey = deriveKey(secret, 'seal')
  const nonceKey = deriveKey(secret, 'nonce')
  const options = { authTagLength: TAG_BYTES }
  /** Names the secret in its sealed URLs. */
  const id = createHmac('sha256', nonceKey).update('key id').digest().subarray(0, KEY_ID_BYTES)
  const nonceOf = (text: string) =>
    createHmac('sha256', nonceKey).update(text).digest().subarray(0, NONCE_BYTES)

  function encrypt(text: string): Buffer {
    const nonce = nonceOf(text)
    const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce, options)
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([id, nonce, cipher.getAuthTag(), encrypted])
  }

  function decrypt(bytes: Buffer): string | null {
    const [nonceEnd, tagEnd] = [KEY_ID_BYTES + NONCE_BYTES, HEAD_BYTES]
    const nonce = bytes.subarray(KEY_ID_BYTES, nonceEnd)
    const decipher = createDecipheriv('aes-256-gcm', encryptionKey, nonce, options)
    decipher.setAuthTag(bytes.subarray(nonceEnd, tagEnd))
    try {
      const encrypted = bytes.subarray(tagEnd)
      const text = Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8')
      return timingSafeEqual(nonce, nonceOf(text)) ? text : null
    } catch {
      return null
    }
  }

  return { id, encrypt, decrypt }
}

/**
 * Creates sealed URLs in base64url: AES-256-GCM with a nonce that is the HMAC of the content, as in
 * the synthetic IV of RFC 5297. Only the secrets can create or read one.
 * @param previous a secret that still opens them while secrets rotate
 */
export function createSealedUrls(secret: string, previous: string | null = null): SealedUrls {
  const keys = [secret, ...(previous === null ? [] : [previous])].map(createKeys)
  return {
    encrypt: ({ url, id, group, start, seconds, day }) =>
      (keys[0] as ReturnType<typeof createKeys>)
        .encrypt(JSON.stringify([url, id, group, start, seconds, day]))
        .toString('base64url'),
    decrypt(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      // Several texts decode to the same bytes. Only the canonical one is valid.
      if (bytes.length <= HEAD_BYTES || bytes.toString('base64url') !== sealed) return null
      const key = keys.find(({ id }) => id.equals(bytes.subarray(0, KEY_ID_BYTES)))
      const text = key?.decrypt(bytes) ?? null
      if (text === null) return null
      const [url, id, group, start, seconds, day] = JSON.parse(text)
      return { url, id, group, start, seconds, day }
    },
  }
}

/** A few pages of an account, enough for going back, refreshing and exporting. */
const MAX_CACHED_PATHS = 5_000

/** Returns a call as it leaves the server: with the path of its recording, not the vendor's URL. */
export type SealCall = (call: CallRecord) => CallRecord

/**
 * Creates the function that replaces the vendor's URL of a recording with its path. The latest paths
 * are cached, because encryption is the most expensive step for a call.
 * @param today returns the day in the account's zone, `YYYY-MM-DD`
 */
export function createSealCall(sealedUrls: SealedUrls, today: () => string): SealCall {
  const paths = new Map<string, string>()
  let pathsOf = ''

  function pathOf(content: SealedRecording): string {
    if (paths.size >= MAX_CACHED_PATHS || content.day !== pathsOf) paths.clear()
    pathsOf = content.day
    const key = `${content.url} ${content.id} ${content.group}`
    const cached = paths.get(key)
    if (cached !== undefined) return cached
    const path = `/api/recordings/${sealedUrls.encrypt(content)}`
    paths.set(key, path)
    return path
  }

  return (call) => {
    const { recording: url, id, group, talkSeconds: seconds } = call
    if (url === null) return call
    const startMs = Date.parse(call.startedAt)
    const start = Number.isNaN(startMs) ? null : startMs / 1000
    return { ...call, recording: pathOf({ url, id, group, start, seconds, day: today() }) }
  }
}

/** Returns a secret for this process. Links made with it are invalid after a restart. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

const MIN_SECRET_LENGTH = 16

/** Returns the secret in a file; `null` if there is none, or it was cut off. */
function readSecret(path: string): string | null {
  try {
    const secret = readFileSync(path, 'utf8').trim()
    return secret.length >= MIN_SECRET_LENGTH ? secret : null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/**
 * Returns the secret stored in the file `path`. If there is none, creates one that only this user can
 * read.
 * @throws Error of the file system if the secret can be neither read nor stored
 */
export function storedSecret(path: string): string {
  const stored = readSecret(path)
  if (stored !== null) return stored
  const draft = `${path}.${process.pid}`
  try {
    writeFileSync(draft, `${randomSecret()}\n`, { mode: 0o600 })
    // A link puts the complete file in place and replaces none, so concurrent processes agree.
    try {
      linkSync(draft, path)
    } catch {
      // Another process was first, a cut-off file is in the way, or the file system has no links.
    }
    if (readSecret(path) === null) renameSync(draft, path)
    return readSecret(path) ?? randomSecret()
  } finally {
    rmSync(draft, { force: true })
  }
}
