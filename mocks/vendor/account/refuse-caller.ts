import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

const TOLERANCE_SECONDS = 300

export interface Credentials {
  key: string
  secret: string
}

/** Hex MD5 of key, secret and timestamp (seconds), as the vendor documents it. */
export function vendorSign({ key, secret }: Credentials, timestamp: string): string {
  return bytesToHex(md5(utf8ToBytes(key + secret + timestamp)))
}

/**
 * The vendor's answer to a request's headers: null where they are right, -1 for an unknown key or
 * a wrong signature, -16 for a clock more than 300 seconds away.
 * @param now the vendor's clock in milliseconds since the epoch
 */
export function refuseCaller(
  headers: Headers,
  credentials: Credentials,
  now: number,
): '-1' | '-16' | null {
  const timestamp = headers.get('Timestamp') ?? ''
  const sign = headers.get('Sign') ?? ''
  if (headers.get('Api-Key') !== credentials.key) return '-1'
  if (!/^\d{1,12}$/.test(timestamp)) return '-1'
  if (sign.toLowerCase() !== vendorSign(credentials, timestamp)) return '-1'
  return Math.abs(Number(timestamp) - now / 1000) > TOLERANCE_SECONDS ? '-16' : null
}
