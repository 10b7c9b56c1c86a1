/** The last segment of a URL's path, decoded; empty if there is none. */
export function fileNameOf(url: string): string {
  const segment = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** What no file system takes in a name, and what would end the quoted text of a header. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"\\/:*?<>|%;]+/gu
const MAX_LENGTH = 120

/** RFC 8187: everything but attr-char is percent-encoded as UTF-8. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** A `Content-Disposition` (RFC 6266) that saves the answer under `fileName`, made safe. */
export function attachment(fileName: string): string {
  const clean = fileName.replace(UNSAFE, '_').replace(/^[.\s]+/, '')
  const name = [...clean].slice(-MAX_LENGTH).join('') || 'recording'
  const ascii = name.replace(/[^\x20-\x7e]/g, '_')
  const extended = ascii === name ? '' : `; filename*=UTF-8''${encodeExtended(name)}`
  return `attachment; filename="${ascii}"${extended}`
}
