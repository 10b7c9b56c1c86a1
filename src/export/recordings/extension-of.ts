const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['audio/aac', 'aac'],
  ['audio/aacp', 'aac'],
  ['audio/aiff', 'aiff'],
  ['audio/amr', 'amr'],
  ['audio/amr-wb', 'awb'],
  ['audio/basic', 'au'],
  ['audio/flac', 'flac'],
  ['audio/m4a', 'm4a'],
  ['audio/mp3', 'mp3'],
  ['audio/mp4', 'm4a'],
  ['audio/mpeg', 'mp3'],
  ['audio/ogg', 'ogg'],
  ['audio/opus', 'opus'],
  ['audio/vnd.wave', 'wav'],
  ['audio/wav', 'wav'],
  ['audio/wave', 'wav'],
  ['audio/webm', 'webm'],
  ['audio/x-aac', 'aac'],
  ['audio/x-aiff', 'aiff'],
  ['audio/x-flac', 'flac'],
  ['audio/x-m4a', 'm4a'],
  ['audio/x-wav', 'wav'],
])

/** The file extension, without its dot, for audio of a `Content-Type`; `bin` for an unknown one. */
export function extensionOf(contentType: string): string {
  const [type = ''] = contentType.split(';')
  return EXTENSIONS.get(type.trim().toLowerCase()) ?? 'bin'
}
