import { createHash } from 'node:crypto'

/**
 * The vendor's signature of a request: MD5 over key, secret and time, in hex.
 * @param timestampSeconds Unix time in seconds, the same that goes into the `Timestamp` header
 */
export function sign(key: string, secret: string, timestampSeconds: number): string {
  return createHash('md5').update(`${key}${secret}${timestampSeconds}`).digest('hex')
}
