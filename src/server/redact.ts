const MAX_LENGTH = 300
/** Control, format, line and paragraph characters: what can forge a line or turn text around. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

function withoutSecret(text: string, secret: string): string {
  if (secret === '') return text
  const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.replace(new RegExp(literal, 'gi'), '[removed]')
}

/** Text of the vendor's made fit to be shown: in one line, at most 300 characters, no secrets. */
export function redact(text: string, secrets: readonly string[]): string {
  const line = text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim()
  const clean = secrets.reduce(withoutSecret, line)
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH - 1)}…` : clean
}
