/** What the machine calls a failed connection, such as `ENOTFOUND` or `CERT_HAS_EXPIRED`. */
export function connectionCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string' && /^[A-Z_]{3,60}$/.test(error.code))
    return error.code
  return connectionCode(error.cause)
}
