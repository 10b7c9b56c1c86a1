import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { isHttpUrl } from './address-rule.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A secret for one life of the process: handles made with it end with it. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

function deriveKey(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'callboard recording handle', use, 32))
}

export interface Handles {
  /** The handle of a URL; the same URL always has the same, so that caches and a player keep it. */
  seal: (url: string) => string
  /** The URL of a handle made with the same secret; `null` for anything else. */
  open: (handle: string) => string | null
}

/**
 * Makes handles that carry a URL sealed and signed: AES-256-GCM with a nonce that is the HMAC of
 * the URL, as in the synthetic IV of RFC 5297, in base64url. Nobody without `secret` can make one
 * or read one.
 */
export function createHandles(secret: string): Handles {
  const sealKey = deriveKey(secret, 'seal')
  const nonceKey = deriveKey(secret, 'nonce')

  function nonceOf(url: string): Buffer {
    return createHmac('sha256', nonceKey).update(url).digest().subarray(0, NONCE_BYTES)
  }

  function decrypt(bytes: Buffer): string | null {
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', sealKey, nonce, { authTagLength: TAG_BYTES })
    decipher.setAuthTag(tag)
    try {
      const sealed = bytes.subarray(NONCE_BYTES + TAG_BYTES)
      const url = Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')
      return timingSafeEqual(nonce, nonceOf(url)) ? url : null
    } catch {
      return null
    }
  }

  return {
    seal(url) {
      const nonce = nonceOf(url)
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce, { authTagLength: TAG_BYTES })
      const sealed = Buffer.concat([cipher.update(url, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(handle) {
      const bytes = Buffer.from(handle, 'base64url')
      // Several spellings decode to the same bytes; only the one that was given out is a handle.
      if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== handle)
        return null
      return decrypt(bytes)
    },
  }
}

/** A few pages of an account: enough for going back, refreshing, and exporting what was seen. */
const MAX_KEPT_PATHS = 5_000

/**
 * Makes the function that returns the path that stands for a recording's URL; `null` for an address
 * that cannot be fetched. Sealing costs more than all else that is done for a call, and the same URL
 * always has the same handle, so the latest ones are kept.
 */
export function createRecordingPath(handles: Handles): (url: string) => string | null {
  const known = new Map<string, string>()
  return (url) => {
    const kept = known.get(url)
    if (kept !== undefined) return kept
    if (!isHttpUrl(url)) return null
    const path = `/api/recordings/${handles.seal(url)}`
    if (known.size >= MAX_KEPT_PATHS) known.clear()
    known.set(url, path)
    return path
  }
}
