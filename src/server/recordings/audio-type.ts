/** Bytes that are enough to detect any known format. */
const SNIFF_BYTES = 64
/** A page may begin after this many blank bytes. */
const MAX_BLANK_BYTES = 4_096
/** The names of formats are within these bytes. */
const NAME_BYTES = 12

const EXTENSIONS = new Map(
  Object.entries({
    '3gp': 'audio/3gpp',
    aac: 'audio/aac',
    aif: 'audio/aiff',
    aiff: 'audio/aiff',
    amr: 'audio/amr',
    au: 'audio/basic',
    caf: 'audio/x-caf',
    flac: 'audio/flac',
    m4a: 'audio/mp4',
    mka: 'audio/x-matroska',
    mp3: 'audio/mpeg',
    mp4: 'audio/mp4',
    oga: 'audio/ogg',
    ogg: 'audio/ogg',
    opus: 'audio/ogg',
    wav: 'audio/wav',
    weba: 'audio/webm',
    webm: 'audio/webm',
    wma: 'audio/x-ms-wma',
  }),
)
/** The extension of types that have several, if the first is not usual. */
const PREFERRED: Record<string, string> = { 'audio/ogg': 'ogg', 'audio/webm': 'webm' }

/** Media types that fit any file. */
const GENERIC = new Set([
  '',
  'application/force-download',
  'application/octet-stream',
  'application/x-download',
  'binary/octet-stream',
  'text/plain',
])

/** Media types of audio that do not begin with `audio/`. */
const CONTAINERS: Record<string, string> = {
  'application/ogg': 'audio/ogg',
  'video/3gpp': 'audio/3gpp',
  'video/mp4': 'audio/mp4',
  'video/ogg': 'audio/ogg',
  'video/webm': 'audio/webm',
  'video/x-matroska': 'audio/x-matroska',
}

/**
 * Parses a `Content-Type`: an audio type, `generic` if it fits any file, or `other`.
 */
export function readContentType(header: string | null): { audio: string } | 'generic' | 'other' {
  const type = (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (GENERIC.has(type)) return 'generic'
  const audio = CONTAINERS[type] ?? type
  return /^audio\/[\w.+-]+$/.test(audio) ? { audio } : 'other'
}

function isMpegFrame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  // Eleven sync bits. Version 01, layer 00, bit rate 1111 and sample rate 11 are reserved. Layer I
  // (11) is rejected too, because nobody records in it and UTF-16 text can begin like it.
  const isSync = first === 0xff && (second & 0xe0) === 0xe0
  const isReserved = (second & 0x18) === 0x08 || [0x00, 0x06].includes(second & 0x06)
  return isSync && !isReserved && third >> 4 !== 0xf && ((third >> 2) & 3) !== 3
}

function isAdtsFrame([first = 0, second = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xf6) === 0xf0
}

/** Whether the document type of an EBML header (RFC 8794, 11.2.6) is that of WebM. */
function isWebm(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, SNIFF_BYTES)).includes('webm')
}

/** Returns the audio type of a file that begins with `bytes`; `null` if there is none. */
export function sniffAudioType(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes.subarray(0, NAME_BYTES))
  const form = text.slice(8, 12)
  if (/^(RIFF|RIFX|RF64)/.test(text)) return form === 'WAVE' ? 'audio/wav' : null
  if (text.startsWith('FORM')) return /^AIF[FC]$/.test(form) ? 'audio/aiff' : null
  if (text.startsWith('OggS')) return 'audio/ogg'
  if (text.startsWith('fLaC')) return 'audio/flac'
  if (text.startsWith('#!AMR')) return text.startsWith('#!AMR-WB') ? 'audio/amr-wb' : 'audio/amr'
  if (text.startsWith('.snd')) return 'audio/basic'
  if (text.startsWith('caff')) return 'audio/x-caf'
  if (text.startsWith('\x30\x26\xb2\x75\x8e\x66\xcf\x11')) return 'audio/x-ms-wma'
  if (text.startsWith('\x1aE\xdf\xa3')) return isWebm(bytes) ? 'audio/webm' : 'audio/x-matroska'
  if (text.slice(4, 8) === 'ftyp') return form.startsWith('3g') ? 'audio/3gpp' : 'audio/mp4'
  if (isAdtsFrame(bytes)) return 'audio/aac'
  return text.startsWith('ID3') || isMpegFrame(bytes) ? 'audio/mpeg' : null
}

/** Whether `head` is enough for `sniffAudioType` and `isMarkup`. */
export function showsType(head: Uint8Array): boolean {
  if (head.length >= NAME_BYTES && sniffAudioType(head) !== null)
    return !isEbml(head) || head.length >= SNIFF_BYTES
  if (head.length < SNIFF_BYTES) return false
  return head.length >= MAX_BLANK_BYTES || textOf(head).trim() !== ''
}

function isEbml(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1a && bytes[1] === 0x45
}

/** Decodes UTF-8, or UTF-16 with a byte order mark. The mark is dropped. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * Whether a file that begins with `head` is HTML, XML or JSON.
 * @param isWhole whether `head` is the complete file
 */
export function isMarkup(head: Uint8Array, isWhole: boolean): boolean {
  const text = textOf(head)
  return /^\s*(?:<[!?/a-z]|[[{]\s*["{[\]}])/i.test(text) || (isWhole && isJson(text))
}

function extensionOf(fileName: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
}

/**
 * Returns a file name with an extension that fits the type. Another extension is replaced, so that
 * no name ends in `.exe` or `.html`.
 */
export function withFittingExtension(fileName: string, type: string): string {
  const extension = extensionOf(fileName)
  const preferred = Object.hasOwn(PREFERRED, type) ? PREFERRED[type] : undefined
  const fitting = preferred ?? [...EXTENSIONS].find(([, known]) => known === type)?.[0]
  const known = EXTENSIONS.get(extension)
  if (known === type || (known && !fitting)) return fileName
  const stem = /[a-z]/.test(extension) ? fileName.slice(0, -extension.length - 1) : fileName
  return `${stem || 'recording'}.${fitting ?? 'audio'}`
}

/** Returns the decoded last segment of a URL's path; it may be empty. */
export function fileNameOf(url: string): string {
  const segment = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** Characters that are invalid in file names, or that would end a quoted string. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"\\/:*?<>|%;]+/gu
const MAX_LENGTH = 120

/** Percent-encodes all but attr-char as UTF-8 (RFC 8187). */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Returns a `Content-Disposition` (RFC 6266) that saves the answer under a safe `fileName`. */
export function attachment(fileName: string): string {
  const clean = fileName.replace(UNSAFE, '_').replace(/^[.\s]+/, '')
  const name = [...clean].slice(-MAX_LENGTH).join('') || 'recording'
  const ascii = name.replace(/[^\x20-\x7e]/g, '_')
  const extended = ascii === name ? '' : `; filename*=UTF-8''${encodeExtended(name)}`
  return `attachment; filename="${ascii}"${extended}`
}
