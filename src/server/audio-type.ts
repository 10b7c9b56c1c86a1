/** Bytes that tell what a file is, or that it is none of the kinds known here. */
export const SNIFF_BYTES = 64
/** Bytes that the names of formats lie in. */
const NAME_BYTES = 12

const EXTENSIONS: Record<string, string> = {
  aac: 'audio/aac',
  aif: 'audio/aiff',
  aiff: 'audio/aiff',
  amr: 'audio/amr',
  au: 'audio/basic',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  mp4: 'audio/mp4',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
}
const DEFAULT_TYPE = 'audio/wav'

/** Media types that say nothing of what is inside. */
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
  'video/mp4': 'audio/mp4',
}

/**
 * What a `Content-Type` promises: an audio type, `generic` where it says nothing, or `other`.
 */
export function readContentType(header: string | null): { audio: string } | 'generic' | 'other' {
  const type = (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (GENERIC.has(type)) return 'generic'
  const audio = CONTAINERS[type] ?? type
  return /^audio\/[\w.+-]+$/.test(audio) ? { audio } : 'other'
}

function isMpegFrame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  // Eleven sync bits; version 01, layer 00, bit rate 1111 and sample rate 11 are reserved. Layer I
  // (11) is refused as well: nobody records in it, and UTF-16 text can begin like it.
  const isSync = first === 0xff && (second & 0xe0) === 0xe0
  const isReserved = (second & 0x18) === 0x08 || [0x00, 0x06].includes(second & 0x06)
  return isSync && !isReserved && third >> 4 !== 0xf && ((third >> 2) & 3) !== 3
}

function isAdtsFrame([first = 0, second = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xf6) === 0xf0
}

/** The type of audio that a file beginning with `bytes` is; `null` if it is none. */
export function sniffAudioType(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes.subarray(0, NAME_BYTES))
  const form = text.slice(8, 12)
  if (/^(RIFF|RIFX|RF64)/.test(text)) return form === 'WAVE' ? 'audio/wav' : null
  if (text.startsWith('FORM')) return /^AIF[FC]$/.test(form) ? 'audio/aiff' : null
  if (text.startsWith('OggS')) return 'audio/ogg'
  if (text.startsWith('fLaC')) return 'audio/flac'
  if (text.startsWith('#!AMR')) return 'audio/amr'
  if (text.startsWith('.snd')) return 'audio/basic'
  if (text.slice(4, 8) === 'ftyp') return 'audio/mp4'
  if (isAdtsFrame(bytes)) return 'audio/aac'
  return text.startsWith('ID3') || isMpegFrame(bytes) ? 'audio/mpeg' : null
}

/** Whether `bytes` are enough to tell: a name, or so many that there is none. */
export function tellsType(bytes: Uint8Array): boolean {
  const isNamed = bytes.length >= NAME_BYTES && sniffAudioType(bytes) !== null
  return isNamed || bytes.length >= SNIFF_BYTES
}

/** Whether a file beginning with `bytes` is a page, another XML, or JSON: not audio for sure. */
export function isMarkup(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, SNIFF_BYTES)) // drops a byte order mark
  return /^\s*(?:<[!?/a-z]|[[{]\s*["{[\]}])/i.test(text)
}

/** The type that a file's name suggests; WAV, what telephony mostly records, where it does not. */
export function guessAudioType(fileName: string): string {
  const extension = fileName.split('.').at(-1)?.toLowerCase() ?? ''
  return Object.hasOwn(EXTENSIONS, extension)
    ? (EXTENSIONS[extension] ?? DEFAULT_TYPE)
    : DEFAULT_TYPE
}
