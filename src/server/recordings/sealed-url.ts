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

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Derives a key. The texts are part of the format: other texts would invalidate existing links. */
function deriveKey(secret: string, use: string): KeyObject {
  // A key object halves the time of each use.
  return createSecretKey(
    new Uint8Array(hkdfSync('sha256', secret, 'callboard recording handle', use, 32)),
  )
}

/** Encrypts the vendor's URLs, so that the page can hold them. */
export interface SealedUrls {
  /** Returns the sealed URL. It is always the same for the same URL, so that caches work. */
  encrypt: (url: string) => string
  /** Returns the URL; `null` if `sealed` was not made with the same secret. */
  decrypt: (sealed: string) => string | null
}

/**
 * Creates sealed URLs in base64url: AES-256-GCM with a nonce that is the HMAC of the URL, as in the
 * synthetic IV of RFC 5297. Only `secret` can create or read one.
 */
export function createSealedUrls(secret: string): SealedUrls {
  const encryptionKey = deriveKey(secret, 'seal')
  const nonceKey = deriveKey(secret, 'nonce')

  function nonceOf(url: string): Buffer {
    return createHmac('sha256', nonceKey).update(url).digest().subarray(0, NONCE_BYTES)
  }

  function decryptBytes(bytes: Buffer): string | null {
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
    const options = { authTagLength: TAG_BYTES }
    const decipher = createDecipheriv('aes-256-gcm', encryptionKey, nonce, options)
    decipher.setAuthTag(tag)
    try {
      const encrypted = bytes.subarray(NONCE_BYTES + TAG_BYTES)
      const url = Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8')
      return timingSafeEqual(nonce, nonceOf(url)) ? url : null
    } catch {
      return null
    }
  }

  return {
    encrypt(url) {
      const nonce = nonceOf(url)
      const options = { authTagLength: TAG_BYTES }
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce, options)
      const encrypted = Buffer.concat([cipher.update(url, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url')
    },
    decrypt(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      // Several texts decode to the same bytes. Only the canonical one is valid.
      if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== sealed)
        return null
      return decryptBytes(bytes)
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
 */
export function createSealCall(sealedUrls: SealedUrls): SealCall {
  const paths = new Map<string, string>()

  function pathOf(url: string): string {
    const cached = paths.get(url)
    if (cached !== undefined) return cached
    const path = `/api/recordings/${sealedUrls.encrypt(url)}`
    if (paths.size >= MAX_CACHED_PATHS) paths.clear()
    paths.set(url, path)
    return path
  }

  return (call) => (call.recording === null ? call : { ...call, recording: pathOf(call.recording) })
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
