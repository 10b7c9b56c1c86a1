/** In UTF-16 units, of what is shown and of what is looked at for it. */
const MAX_LENGTH = 300
const MAX_READ_LENGTH = 4_000
/** Control, format, line and paragraph characters: what can forge a line or turn text around. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

function withoutSecret(text: string, secret: string): string {
  if (secret === '') return text
  const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.replace(new RegExp(literal, 'gi'), '[removed]')
}

/** The vendor's text made fit to be shown: one line, at most 300 characters, no secrets. */
export function redact(text: string, secrets: readonly string[]): string {
  const read = text.slice(0, MAX_READ_LENGTH)
  const line = read.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim()
  const clean = secrets.reduce(withoutSecret, line)
  // The end of a text that was cut may be the first half of a secret.
  const halfSecret = read === text ? 0 : Math.max(0, ...secrets.map(({ length }) => length))
  const safe = clean.slice(0, clean.length - halfSecret)
  return read === text && safe.length <= MAX_LENGTH ? safe : `${safe.slice(0, MAX_LENGTH - 1)}…`
}
